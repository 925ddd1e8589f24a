//! How positions and versions differ.
//!
//! | module | what it is about |
//! |---|---|
//! | [`sameness`] | which claims and holders are declared the same, and which might be |
//! | [`positions`] | what holders answer to the same questions, and what they share and dispute |
//! | [`concessions`] | what a disagreement turns on, and what each side would have to give up |
//! | [`diff`] | what differs between two versions of a map |
//! | [`merge`] | two versions with a common origin made one |

pub mod concessions;
pub mod diff;
pub mod merge;
pub mod positions;
pub mod sameness;
