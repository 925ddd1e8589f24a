//! What of the neighbours of what is shown is not shown: it is counted, never left out in silence.

use super::bundle::ends;
use super::{End, Shown, View};
use crate::model::{ClaimId, InferenceKind, Map, Target};
use crate::render::texts::{MAX_TITLE, count as counted, text_of, title_of};
use crate::render::wrap::shorten;
use crate::render::{Options, Scope, Side};
use crate::text::FileId;

/// How much of the neighbours of a claim, or of several in one box, is not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::render) struct Hidden {
    /// Steps that need it.
    pub leads_out: usize,
    /// Supports of it.
    pub supports: usize,
    /// Rebuttals of it.
    pub rebuttals: usize,
    /// Questions that it answers.
    pub questions: usize,
    /// Conflicts that it is in.
    pub conflicts: usize,
}

/// Counts the neighbours that are not shown; linear in the size of the map.
pub(super) fn count(map: &Map, options: &Options, view: &mut View) {
    let counts = |view: &View, claim: ClaimId| match &options.scope {
        // What is not shown of it is of maps that it imports.
        Scope::Map => false,
        // Of outside claims the picture of a group tells only what they are to the group.
        Scope::Group(_) | Scope::Holder(_) => view.shown[claim.index()] == Shown::Full,
        Scope::Thesis(_) => {
            view.shown[claim.index()] == Shown::Context || view.focus == Some(claim.node())
        }
        Scope::Around { .. } | Scope::Dispute(..) | Scope::Parts(_) => view.is_shown(claim),
    };
    let add = |view: &mut View, end: End, field: fn(&mut Hidden) -> &mut usize| {
        *field(match end {
            End::Part(node) => &mut view.hidden[node.index()],
            End::Fold(fold) => &mut view.folds[fold].hidden,
        }) += 1;
    };
    // Where two sides face each other, only what speaks for and against their claims matters.
    let tells_all = !matches!(options.scope, Scope::Dispute(..));
    let hidden = map.inferences().filter(|(id, _)| view.shown[id.index()] == Shown::No);
    for (id, kind) in hidden.map(|(id, step)| (id, step.kind)).collect::<Vec<_>>() {
        let needs = map.needs(id).filter(|claim| counts(view, *claim));
        for end in ends(needs.map(|claim| view.end(claim.node()))).into_iter().filter(|_| tells_all)
        {
            add(view, end, |hidden| &mut hidden.leads_out);
        }
        if let Target::Claim(claim) = map.target(id)
            && counts(view, claim)
        {
            let end = view.end(claim.node());
            if kind == InferenceKind::Support {
                add(view, end, |hidden| &mut hidden.supports);
            } else {
                add(view, end, |hidden| &mut hidden.rebuttals);
            }
        }
    }
    if !tells_all {
        return;
    }
    if options.questions {
        for (id, _) in map
            .questions()
            .filter(|(id, _)| view.shown[id.index()] == Shown::No)
            .collect::<Vec<_>>()
        {
            let answers = map.answers(id).filter(|claim| counts(view, *claim));
            for end in ends(answers.map(|claim| view.end(claim.node()))) {
                add(view, end, |hidden| &mut hidden.questions);
            }
        }
    }
    for (id, _) in
        map.conflicts().filter(|(id, _)| view.shown[id.index()] == Shown::No).collect::<Vec<_>>()
    {
        let members = map.members(id).filter(|claim| counts(view, *claim));
        for end in ends(members.map(|claim| view.end(claim.node()))) {
            add(view, end, |hidden| &mut hidden.conflicts);
        }
    }
}

/// Says what the picture is of, how much of the map that is, and what of it is folded.
pub(super) fn note(map: &Map, options: &Options, view: &mut View) {
    let of = match &options.scope {
        Scope::Map | Scope::Group(_) | Scope::Parts(_) => None,
        Scope::Around { part, depth } => {
            Some(format!("{} around {}", counted(*depth, "step"), title_of(map, *part)))
        }
        Scope::Thesis(claim) => Some(format!("What bears on {}", title_of(map, claim.node()))),
        Scope::Holder(holder) => Some(format!("The stands of {}", map[*holder].title)),
        Scope::Dispute(a, b) => {
            Some(format!("{} against {}", side_title(map, *a), side_title(map, *b)))
        }
    };
    let all = map.claims().count();
    let folded: usize = view.folds.iter().map(|fold| fold.claims.len()).sum();
    let shown = view.claims.len() + folded;
    let mut parts: Vec<String> = of.into_iter().collect();
    if shown < all {
        let own = |id: ClaimId| map.file_of(id) == FileId::ROOT;
        let imported = map.claims().filter(|(id, _)| !own(*id) && !view.is_shown(*id)).count();
        parts.push(format!("{shown} of {} are drawn", counted(all, "claim")));
        if options.scope == Scope::Map && imported > 0 {
            parts.push(format!("{imported} of imported maps are not"));
        }
    }
    if folded > 0 {
        parts.push(format!("{} in {}", counted(folded, "claim"), boxes(view.folds.len())));
    }
    if !parts.is_empty() {
        view.notes.insert(0, parts.join(" · "));
    }
}

fn boxes(number: usize) -> String {
    if number == 1 { "1 box".to_owned() } else { format!("{number} boxes") }
}

/// What a side of a dispute is called.
pub(super) fn side_title(map: &Map, side: Side) -> String {
    match side {
        Side::Holder(holder) => map[holder].title.to_string(),
        Side::Claim(claim) => {
            let claim = &map[claim];
            let title = claim.title.as_deref().filter(|title| !title.trim().is_empty());
            shorten(title.unwrap_or_else(|| text_of(claim)), MAX_TITLE)
        }
        Side::Import(file) => {
            let import = map.imports().iter().find(|import| import.file == Some(file));
            import.map(|import| import.alias.to_string()).unwrap_or_default()
        }
    }
}
