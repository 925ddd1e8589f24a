//! All claims of a map with their full texts, as nested lists of HTML.
//!
//! Without scripts this is how the page tells of a claim; with them it is the tree beside the
//! picture. On paper it follows the picture.

use rustc_hash::FxHashSet;

use super::address::anchors;
use super::markup::{prose, put, text};
use crate::analysis::reason;
use crate::model::{
    Basis, Citation, CitationRole, Claim, ClaimId, ClaimKind, Commitment, GroupId, HolderId,
    InferenceId, InferenceKind, Map, SourceId, Stance, Verdict,
};
use crate::render::highlights::{Highlights, by_part};
use crate::render::texts::mark;
use crate::render::view::nest;
use crate::render::web::is_web;
use crate::render::{Highlight, Mark, Overlay};
use crate::text::FileId;
use petgraph::graph::NodeIndex;

/// The outline of a map, of which some parts are drawn; linear in the size of the map and the
/// lengths of reasons. Groups that lie deeper than pictures show them stand in the deepest.
pub(super) fn outline(map: &Map, overlay: &Overlay, drawn: &FxHashSet<usize>) -> String {
    let mut findings = vec![Vec::<&Mark>::new(); map.node_count()];
    overlay.marks.iter().for_each(|mark| findings[mark.part.index()].push(mark));
    let anchors = anchors(map);
    let highlights = by_part(overlay);
    Writer { map, overlay, drawn, anchors, findings, highlights, out: String::new() }.outline()
}

struct Writer<'m> {
    map: &'m Map,
    overlay: &'m Overlay<'m>,
    drawn: &'m FxHashSet<usize>,
    anchors: Vec<Option<String>>,
    /// By node.
    findings: Vec<Vec<&'m Mark>>,
    highlights: Highlights<'m>,
    out: String,
}

impl Writer<'_> {
    fn outline(mut self) -> String {
        let map = self.map;
        let (groups, place) = nest(map, None);
        let mut claims: Vec<Vec<ClaimId>> = vec![Vec::new(); groups.len()];
        let mut others = Vec::new();
        for (id, claim) in map.claims() {
            match claim.group.and_then(|group| place[group.index()]) {
                Some(at) => claims[at].push(id),
                None => others.push(id),
            }
        }
        self.out += "<ul class=\"tree\">\n";
        // What the map is for comes first.
        let is_first = others.iter().any(|claim| map.is_thesis(*claim));
        if groups.is_empty() {
            others.iter().for_each(|claim| self.claim(*claim));
        } else if is_first {
            self.rest(&others);
        }
        let mut open = 0_usize;
        for (at, group) in groups.iter().enumerate() {
            self.close(open.saturating_sub(group.depth));
            open = group.depth + 1;
            self.open_group(GroupId(group.part));
            claims[at].iter().for_each(|claim| self.claim(*claim));
        }
        self.close(open);
        if !groups.is_empty() && !is_first {
            self.rest(&others);
        }
        self.questions();
        self.out += "</ul>\n";
        self.out
    }

    /// Claims that stand in no group, of a map that has groups.
    fn rest(&mut self, claims: &[ClaimId]) {
        if !claims.is_empty() {
            self.open("Claims in no group", "rest", "");
            claims.iter().for_each(|claim| self.claim(*claim));
            self.close(1);
        }
    }

    fn open(&mut self, title: &str, class: &str, part: &str) {
        put(
            &mut self.out,
            format_args!(
                "<li class=\"branch {class}\"{part}><details open=\"open\"><summary><span class=\"name\" dir=\"auto\">{}</span></summary>\n<ul>\n",
                text(title)
            ),
        );
    }

    fn open_group(&mut self, id: GroupId) {
        let group = &self.map[id];
        let imported = self.map.file_of(id) != FileId::ROOT;
        let title = if group.title.trim().is_empty() { &group.name } else { &group.title };
        let title = match self.map.name(id) {
            Some(name) if imported => {
                format!("{} {title}", name.strip_suffix(&*group.name).unwrap_or_default())
            }
            _ => title.to_string(),
        };
        self.open(&title, "group", &format!(" data-part=\"{}\"", id.index()));
        if let Some(note) = &group.note {
            put(
                &mut self.out,
                format_args!("<li class=\"note\" dir=\"auto\">{}</li>\n", text(note)),
            );
        }
    }

    fn close(&mut self, branches: usize) {
        (0..branches).for_each(|_| self.out += "</ul>\n</details></li>\n");
    }

    fn claim(&mut self, id: ClaimId) {
        let claim = &self.map[id];
        let verdict = self.overlay.evaluation.map(|evaluation| evaluation.verdict(id));
        let mut class = "leaf claim".to_owned();
        if self.map.is_thesis(id) {
            class += " thesis";
        }
        if !self.drawn.contains(&id.index()) {
            class += " undrawn";
        }
        let found = self.count_of_findings(id.node());
        put(
            &mut self.out,
            format_args!(
                "<li class=\"{class}\" data-part=\"{}\"><details><summary>{}<span class=\"name\" dir=\"auto\">{}</span>{}</summary>\n",
                id.index(),
                verdict.map(sign).unwrap_or_default(),
                text(shown(claim)),
                found
            ),
        );
        let anchor = self.anchor(id.node());
        put(&mut self.out, format_args!("<div class=\"full\" id=\"{anchor}\">\n"));
        self.says(claim);
        self.out += "<dl>\n";
        self.highlights(id.node());
        self.facts(id, claim, verdict);
        self.steps(id);
        self.stands(id);
        self.evidence(id.node());
        self.findings(id.node());
        self.out += "</dl>\n</div>\n</details></li>\n";
    }

    /// The text of a claim, if its row does not tell it already.
    fn says(&mut self, claim: &Claim) {
        if shown(claim) == &*claim.text {
            self.out += "<p class=\"says same\" dir=\"auto\">";
        } else {
            self.out += "<p class=\"says\" dir=\"auto\">";
        }
        put(&mut self.out, format_args!("{}</p>\n", text(&claim.text)));
    }

    fn fact(&mut self, what: &str, markup: &str) {
        put(&mut self.out, format_args!("<dt>{what}</dt><dd>{markup}</dd>\n"));
    }

    fn facts(&mut self, id: ClaimId, claim: &Claim, verdict: Option<Verdict>) {
        let name = self.map.name(id).unwrap_or_default();
        self.fact("Id", &format!("<code>{}</code>", text(&name)));
        let mut kinds = Vec::new();
        kinds.extend(self.map.is_thesis(id).then_some("a thesis of the map"));
        kinds.extend(claim.kind.map(ClaimKind::word));
        kinds.extend(claim.basis.map(Basis::word));
        kinds.extend(claim.imputed.then_some("supplied by the analyst"));
        kinds.extend((!self.drawn.contains(&id.index())).then_some("not in this picture"));
        if !kinds.is_empty() {
            self.fact("Kind", &kinds.join(", "));
        }
        if let (Some(evaluation), Some(verdict)) = (self.overlay.evaluation, verdict) {
            let (why, _) = reason(self.map, evaluation, id.node());
            self.fact("Verdict", &format!("{}{}", sign(verdict), prose(&why)));
        }
        if let Some(note) = &claim.note {
            self.fact("Note", &format!("<span dir=\"auto\">{}</span>", text(note)));
        }
    }

    /// The steps to and from a claim.
    fn steps(&mut self, id: ClaimId) {
        let map = self.map;
        for (what, kind) in
            [("Supported by", InferenceKind::Support), ("Rebutted by", InferenceKind::Rebuttal)]
        {
            let steps = map.aimed_at(id, kind);
            let lines: Vec<String> = steps.iter().map(|step| self.step(*step)).collect();
            self.list(what, &lines);
        }
        let uses = map.uses(id).into_iter();
        let uses = uses.filter(|step| map.needs(*step).any(|need| need == id));
        let lines: Vec<String> = uses
            .map(|step| {
                let aim = match map.target(step) {
                    crate::model::Target::Claim(claim) => self.link(claim),
                    crate::model::Target::Inference(step) => {
                        prose(&crate::model::wording::name(map, step.node()))
                    }
                };
                let verb = match map[step].kind {
                    InferenceKind::Support => "supports",
                    InferenceKind::Rebuttal => "rebuts",
                    InferenceKind::Undercut => "undercuts",
                };
                format!("{verb} {aim}{}", self.becomes(step))
            })
            .collect();
        self.list("Leads to", &lines);
    }

    /// A step with its premises, its verdict and what undercuts it.
    fn step(&self, step: InferenceId) -> String {
        let map = self.map;
        let needs: Vec<String> = map.premises(step).map(|need| self.link(need)).collect();
        let mut line = needs.join(" + ");
        if let Some(warrant) = map.warrant(step) {
            line += &format!(", by {}", self.link(warrant));
        }
        if let Some(scheme) = &map[step].scheme {
            line += &format!(" ({})", text(scheme));
        }
        line += &self.becomes(step);
        for undercut in map.aimed_at(step, InferenceKind::Undercut) {
            let needs: Vec<String> = map.needs(undercut).map(|need| self.link(need)).collect();
            line += &format!("; undercut by {}{}", needs.join(" + "), self.becomes(undercut));
        }
        line
    }

    fn becomes(&self, step: InferenceId) -> String {
        let verdict = self.overlay.evaluation.map(|evaluation| evaluation.step(self.map, step));
        verdict.map(|verdict| format!(" <i>({verdict})</i>")).unwrap_or_default()
    }

    fn stands(&mut self, id: ClaimId) {
        for stance in Stance::ALL {
            let stands = self.map.commitments(id).into_iter();
            let stands = stands.filter(|(_, _, stand)| stand.stance == *stance);
            let lines: Vec<String> =
                stands.map(|(_, holder, stand)| self.stand(holder, stand)).collect();
            let what = match stance {
                Stance::Asserts => "Asserted by",
                Stance::Denies => "Denied by",
                Stance::Concedes => "Conceded by",
                Stance::Supposes => "Supposed by",
                Stance::Reports => "Reported by",
                Stance::Retracts => "Retracted by",
            };
            self.list(what, &lines);
        }
    }

    fn stand(&self, holder: HolderId, stand: &Commitment) -> String {
        let name = |holder: HolderId| text(&self.map[holder].title);
        let mut line = format!("<bdi>{}</bdi>", name(holder));
        if let Some(date) = &stand.date {
            line += &format!(", {}", text(date));
        }
        if let Some(reporter) = stand.reported_by {
            line += &format!(", as <bdi>{}</bdi> reports", name(reporter));
        }
        if stand.imputed {
            line += ", ascribed by the analyst";
        }
        line + &self.place(stand.source, stand.at.as_deref(), stand.quote.as_deref())
    }

    fn evidence(&mut self, node: NodeIndex) {
        let citations = self.map.citations(node).into_iter();
        let lines: Vec<String> = citations.map(|(_, citation)| self.citation(citation)).collect();
        self.list("Evidence", &lines);
    }

    fn citation(&self, citation: &Citation) -> String {
        let passage = &citation.passage;
        let role = citation.role.map(CitationRole::word).map(|role| format!("{role}: "));
        let place =
            self.place(Some(passage.source), passage.at.as_deref(), passage.quote.as_deref());
        role.unwrap_or_default() + place.trim_start_matches(": ")
    }

    /// A place in a source with the words there.
    fn place(&self, source: Option<SourceId>, at: Option<&str>, quote: Option<&str>) -> String {
        let mut line = String::new();
        if let Some(source) = source {
            line += &format!(": {}", self.source(source));
        }
        if let Some(at) = at {
            line += &format!(", <bdi>{}</bdi>", text(at));
        }
        if let Some(quote) = quote {
            line += &format!(" <q dir=\"auto\">{}</q>", text(quote));
        }
        line
    }

    fn source(&self, id: SourceId) -> String {
        let source = &self.map[id];
        let title = format!("<cite dir=\"auto\">{}</cite>", text(&source.title));
        let address = source.further.iter().find(|(key, _)| &**key == "URL");
        match address.and_then(|(_, value)| value.as_str()) {
            Some(address) if is_web(address) => format!(
                "<a href=\"{}\" rel=\"noopener noreferrer\" target=\"_blank\">{title}</a>",
                text(address)
            ),
            Some(address) => format!("{title} (<code>{}</code>)", text(address)),
            None => title,
        }
    }

    fn highlights(&mut self, node: NodeIndex) {
        let found = self.highlights.get(&node).into_iter().flatten();
        let lines: Vec<String> = found.map(|it| pointed_out(it)).collect();
        self.list("Pointed out", &lines);
    }

    fn findings(&mut self, node: NodeIndex) {
        let lines: Vec<String> = self.findings[node.index()].iter().map(|it| finding(it)).collect();
        self.list("Findings", &lines);
    }

    fn count_of_findings(&self, node: NodeIndex) -> String {
        let found = &self.findings[node.index()];
        let Some(worst) = found.iter().map(|mark| mark.severity).max() else {
            return String::new();
        };
        let (number, word) = (found.len(), worst.word());
        let what = if number == 1 { "finding" } else { "findings" };
        format!(
            " <span class=\"found {word}\" title=\"{number} {what}, at most {word}\"><span aria-hidden=\"true\">!</span><span class=\"hush\">{number} {what}</span></span>"
        )
    }

    fn list(&mut self, what: &str, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        put(&mut self.out, format_args!("<dt>{what}</dt><dd><ul>"));
        lines.iter().for_each(|line| put(&mut self.out, format_args!("<li>{line}</li>")));
        self.out += "</ul></dd>\n";
    }

    fn questions(&mut self) {
        let map = self.map;
        if map.questions().next().is_none() {
            return;
        }
        self.open("Questions", "rest", "");
        for (id, question) in map.questions() {
            let anchor = self.anchor(id.node());
            let drawn = if self.drawn.contains(&id.index()) { "" } else { " undrawn" };
            put(
                &mut self.out,
                format_args!(
                    "<li class=\"leaf question{drawn}\" data-part=\"{}\"><details><summary><span class=\"sign\" aria-hidden=\"true\">?</span><span class=\"name\" dir=\"auto\">{}</span></summary>\n<div class=\"full\" id=\"{}\"><dl>\n",
                    id.index(),
                    text(&question.text),
                    anchor
                ),
            );
            let lines: Vec<String> = map.answers(id).map(|answer| self.link(answer)).collect();
            self.list("Answers", &lines);
            self.highlights(id.node());
            self.findings(id.node());
            self.out += "</dl></div>\n</details></li>\n";
        }
        self.close(1);
    }

    fn anchor(&self, node: NodeIndex) -> String {
        // Anchors are plain; see `anchors`.
        self.anchors[node.index()].clone().unwrap_or_default()
    }

    fn link(&self, claim: ClaimId) -> String {
        let verdict = self.overlay.evaluation.map(|evaluation| evaluation.verdict(claim));
        format!(
            "<a href=\"#{}\" dir=\"auto\">{}{}</a>",
            self.anchor(claim.node()),
            verdict.map(sign).unwrap_or_default(),
            text(shown(&self.map[claim]))
        )
    }
}

/// What a claim is called in one line: its title, or its text, or its id.
fn shown(claim: &Claim) -> &str {
    let title = claim.title.as_deref().filter(|title| !title.trim().is_empty());
    title.unwrap_or_else(|| crate::render::texts::text_of(claim))
}

fn sign(verdict: Verdict) -> String {
    format!(
        "<span class=\"sign {verdict}\" title=\"{verdict}\"><span aria-hidden=\"true\">{}</span><span class=\"hush\">{verdict}: </span></span>",
        mark(verdict)
    )
}

fn pointed_out(highlight: &Highlight) -> String {
    let (role, sign, meaning) = (highlight.role, highlight.role.sign(), highlight.role.meaning());
    let note = highlight.note.as_deref().map(|note| format!(": <bdi>{}</bdi>", text(note)));
    format!(
        "<span class=\"role {role}\"><span aria-hidden=\"true\">{sign}</span> {meaning}</span>{}",
        note.unwrap_or_default()
    )
}

fn finding(mark: &Mark) -> String {
    let word = mark.severity.word();
    let help = mark.help.as_deref().map(|help| format!(" <i>{}</i>", prose(help)));
    format!(
        "<span class=\"found {word}\">{word} {}</span> {}{}",
        mark.code,
        prose(&mark.message),
        help.unwrap_or_default()
    )
}
