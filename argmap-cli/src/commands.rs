//! The commands, a file each.

pub mod check;
pub mod evaluate;
pub mod list;
pub mod new;
pub mod report;
pub mod rule;
pub mod rules;
pub mod show;
pub mod stats;
