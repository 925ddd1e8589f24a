//! Which claims and holders are declared the same, and which might be.
