//! Parts that a picture points out, and why.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::Overlay;
use super::diagram::Shape;
use super::texts::{Kind, Paragraph};
use super::wrap::shorten;
use crate::model::words;

/// A part that a picture points out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// A claim, step, question or conflict; of other parts nothing is seen.
    pub part: NodeIndex,
    /// Why it is pointed out.
    pub role: Role,
    /// What more is to be said of it, such as `accepted before`. In the box of a claim or question
    /// its start stands in place of the role's name, behind the role's sign; all of it is told on
    /// pointing at the part.
    pub note: Option<String>,
}

impl Highlight {
    /// A part that is pointed out for that reason, without a note.
    pub fn new(part: impl Into<NodeIndex>, role: Role) -> Highlight {
        Highlight { part: part.into(), role, note: None }
    }

    /// The same with a note.
    pub fn note(self, note: impl Into<String>) -> Highlight {
        Highlight { note: Some(note.into()), ..self }
    }

    /// The note, if it says anything.
    fn says(&self) -> Option<&str> {
        self.note.as_deref().map(str::trim).filter(|note| !note.is_empty())
    }
}

words! {
    /// Why a part is pointed out.
    Role {
        /// What a verdict turns on.
        Crux = "crux",
        /// What both sides of a dispute turn on.
        DoubleCrux = "double-crux",
        /// What the reader takes to hold or to fail.
        Supposed = "supposed",
        /// Its verdict changes: in a what-if, or from one version to the next.
        Affected = "affected",
        /// It is in the later of two versions only.
        Added = "added",
        /// It is in the earlier of two versions only.
        Removed = "removed",
        /// It is in both of two versions, but not the same.
        Changed = "changed",
    }
}

impl Role {
    /// The sign that tells it without its colour; no two have the same.
    pub fn sign(self) -> &'static str {
        match self {
            Role::Crux => "★",
            Role::DoubleCrux => "★★",
            Role::Supposed => "⚑",
            Role::Affected => "⇄",
            Role::Added => "+",
            Role::Removed => "−",
            Role::Changed => "~",
        }
    }

    /// What it is called in a picture.
    pub fn meaning(self) -> &'static str {
        match self {
            Role::DoubleCrux => "double crux",
            Role::Affected => "new verdict",
            _ => self.word(),
        }
    }

    /// So many of it.
    fn counted(self, number: usize) -> String {
        let ending = match self {
            Role::Crux | Role::DoubleCrux if number != 1 => "es",
            Role::Affected if number != 1 => "s",
            _ => "",
        };
        format!("{} {number} {}{ending}", self.sign(), self.meaning())
    }
}

/// A note in a box has so many columns at most.
const MOST_NOTE: usize = 60;

/// So many highlights are told on pointing at what stands for several parts.
const MOST_TOLD: usize = 30;

/// What is pointed out, by part, and of each part in the order of the roles.
pub(super) type Highlights<'o> = FxHashMap<NodeIndex, Vec<&'o Highlight>>;

/// The highlights of an overlay by part.
pub(super) fn by_part<'o>(overlay: &Overlay<'o>) -> Highlights<'o> {
    let mut found: Highlights = FxHashMap::default();
    for highlight in overlay.highlights {
        found.entry(highlight.part).or_default().push(highlight);
    }
    found.values_mut().for_each(|of_part| of_part.sort_by_key(|highlight| highlight.role));
    found
}

/// The highlights of several parts, in their order.
pub(super) fn of_parts<'o>(all: &Highlights<'o>, parts: &[NodeIndex]) -> Vec<&'o Highlight> {
    if all.is_empty() {
        return Vec::new();
    }
    parts.iter().flat_map(|part| all.get(part).into_iter().flatten().copied()).collect()
}

/// The roles that occur, each once, in their order.
pub(super) fn roles(found: &[&Highlight]) -> Vec<Role> {
    let occurs = |role: &Role| found.iter().any(|highlight| highlight.role == *role);
    Role::ALL.iter().copied().filter(occurs).collect()
}

/// What stands in a box or small node of that shape of what is pointed out there: the sign of each
/// role; in the boxes of claims and questions also what is said of it, and in folded boxes how often
/// it occurs.
pub(super) fn tags(shape: Shape, found: &[&Highlight]) -> Vec<Paragraph> {
    let roles = roles(found);
    let of = |role: Role| found.iter().filter(move |highlight| highlight.role == role);
    let signs = || roles.iter().map(|role| role.sign()).collect::<Vec<_>>().join(" ");
    match shape {
        Shape::Folded => {
            let tag = |role: &Role| tag(*role, role.counted(of(*role).count()));
            roles.iter().map(tag).collect()
        }
        Shape::Claim { .. } | Shape::Question => found
            .iter()
            .map(|highlight| {
                let role = highlight.role;
                let says = highlight.says().map(|note| shorten(note, MOST_NOTE));
                let says = says.as_deref().unwrap_or(role.meaning());
                tag(role, format!("{} {says}", role.sign()))
            })
            .collect(),
        Shape::Step { .. } | Shape::Conflict => {
            roles.first().map(|role| tag(*role, signs())).into_iter().collect()
        }
    }
}

fn tag(role: Role, text: String) -> Paragraph {
    Paragraph { kind: Kind::Highlight(role), text }
}

/// What is told of what is pointed out, a line for each.
pub(super) fn told(found: &[&Highlight]) -> String {
    let line = |highlight: &&Highlight| {
        let (sign, meaning) = (highlight.role.sign(), highlight.role.meaning());
        match highlight.says() {
            Some(note) => format!("\n{sign} {meaning}: {note}"),
            None => format!("\n{sign} {meaning}"),
        }
    };
    let mut out: String = found.iter().take(MOST_TOLD).map(line).collect();
    if found.len() > MOST_TOLD {
        out += &format!("\nand {} more", found.len() - MOST_TOLD);
    }
    out
}
