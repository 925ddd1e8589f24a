//! What turns on what: which changes decide whether a claim is accepted.
//!
//! | module | what it is about |
//! |---|---|
//! | [`critical`] | the single claims whose rejection brings theses down |
//! | [`crux`] | the least sets of claims whose rejection, or acceptance, decides |
//! | [`search`] | the least sets of changes that make a claim accepted, or no longer so |

pub mod critical;
pub mod crux;
pub mod search;
