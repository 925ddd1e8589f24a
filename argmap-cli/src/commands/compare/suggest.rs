//! `argmap compare --suggest`: what might be the same, and why.

use argmap_core::compare::sameness::{Options, suggestions};
use argmap_core::model::Map;
use argmap_core::report::escape::visible;
use argmap_core::report::json;
use argmap_core::report::sameness::{Pair, Told, told};

use crate::output::Output;

/// Prints the claims and holders that may be the same and are not declared so, as text or as JSON.
pub fn suggest(map: &Map, as_json: bool, output: &mut Output) {
    let told = told(map, &suggestions(map, &Options::default()));
    if as_json {
        output.raw(&json::to_text(&told));
    } else {
        print(&told, output);
    }
}

fn print(told: &Told, output: &mut Output) {
    for (pairs, heading) in
        [(&told.claims, "Claims that may say the same"), (&told.holders, "Holders that may be one")]
    {
        if !pairs.is_empty() {
            output.heading(heading);
            pairs.iter().for_each(|pair| print_pair(pair, output));
        }
    }
    if !told.complete {
        output.note("there may be more: the search stopped at its limit");
    }
    if !output.is_quiet {
        let (claims, holders) = (told.claims.len(), told.holders.len());
        output.text(&format!("may be the same: claims {claims}, holders {holders}"));
        if claims + holders > 0 {
            output.note("nothing is taken for the same unless it is declared, by `same-as`");
        }
    }
}

fn print_pair(pair: &Pair, output: &mut Output) {
    output.text(&visible(&format!("  {}: {}", pair.one.id, pair.one.text)));
    output.text(&visible(&format!("  {}: {}", pair.other.id, pair.other.text)));
    for reason in &pair.reasons {
        output.text(&visible(&format!("    {}", reason.text)));
    }
}
