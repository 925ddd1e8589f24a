//! What is shown of a support, rebuttal or undercut.

use argmap_core::model::{ClaimId, InferenceId, InferenceKind, Target};
use argmap_core::report::names;
use argmap_core::report::verdicts::force;

use super::claim::evidence;
use super::{Sheet, passage};

/// Its premises, its target, its verdict and what undercuts it.
pub fn show(sheet: &mut Sheet, id: InferenceId) {
    let map = sheet.map();
    let step = &map[id];
    let premises: Vec<String> = map.premises(id).map(|premise| line(sheet, premise)).collect();
    sheet.list("premises", &premises);
    let warrant: Vec<String> =
        map.warrant(id).map(|warrant| line(sheet, warrant)).into_iter().collect();
    sheet.list("warrant", &warrant);
    let target = match map.target(id) {
        Target::Claim(claim) => line(sheet, claim),
        Target::Inference(other) => names::step(map, other),
    };
    sheet.list("target", &[target]);
    let mut verdict = sheet.evaluation.step(map, id).word().to_owned();
    if let Some(holds) = sheet.evaluation.forced(id) {
        verdict += &format!(" (forced by --{})", force(holds));
    }
    sheet.entry("verdict", &verdict);
    sheet.entry("force", if step.strict { "strict" } else { "defeasible" });
    sheet.maybe("scheme", step.scheme.as_deref());
    let roles: Vec<String> =
        step.roles.iter().map(|(role, claim)| format!("{role}: {}", sheet.name(*claim))).collect();
    sheet.list("roles", &roles);
    sheet.maybe("weight", step.weight.map(|weight| weight.to_string()).as_deref());
    sheet.maybe("drawn by", step.by.map(|by| sheet.name(by)).as_deref());
    if let Some(at) = &step.passage {
        let at = passage(Some(sheet.name(at.source)), at.at.as_deref(), at.quote.as_deref());
        sheet.entry("drawn in", &at);
    }
    if step.imputed {
        sheet.entry("imputed", "supplied by the analyst");
    }
    sheet.maybe("critical question", step.critical_question.as_deref());
    let undercuts = map.aimed_at(id, InferenceKind::Undercut).into_iter().map(|undercut| {
        format!("{} ({})", names::step(map, undercut), sheet.evaluation.step(map, undercut))
    });
    let undercuts: Vec<String> = undercuts.collect();
    sheet.list("undercuts", &undercuts);
    evidence(sheet, id.node());
    sheet.maybe("note", step.note.as_deref());
}

/// A claim with its verdict and text.
pub fn line(sheet: &Sheet, claim: ClaimId) -> String {
    let verdict = sheet.evaluation.verdict(claim);
    format!("{} ({verdict}): {}", sheet.name(claim), sheet.map()[claim].text)
}
