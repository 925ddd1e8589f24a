//! What a disagreement turns on, and what each side would have to give up.
