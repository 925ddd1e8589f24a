//! The commands, a file each.

pub mod check;
pub mod compare;
pub mod completions;
pub mod coverage;
pub mod critical;
pub mod crux;
pub mod diff;
pub mod draw;
pub mod evaluate;
pub mod fmt;
pub mod list;
pub mod man;
pub mod merge;
pub mod new;
pub mod report;
pub mod rule;
pub mod rules;
pub mod schema;
pub mod schemes;
pub mod show;
pub mod stats;
pub mod what_if;
pub mod why;
