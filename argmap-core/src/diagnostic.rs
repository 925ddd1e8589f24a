//! What a rule and a finding are, as data.

use std::borrow::Cow;

use crate::text::{FileId, Place, Span};

/// How much a finding matters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely a weakness.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The severity in one lower-case word.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Who a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// On by default.
    Regular,
    /// For those who want every weakness named.
    Pedantic,
    /// For those who go through a map claim by claim.
    Auditor,
}

/// How often a finding of a rule is what the rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A matter of judgement.
    Low,
    /// Mostly.
    Medium,
    /// Always.
    High,
}

/// A map that shows a rule at work, with the further files that it needs.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The map, in the native format.
    pub map: &'static str,
    /// Imported maps and sources' texts: name and content.
    pub files: &'static [(&'static str, &'static str)],
}

impl Example {
    /// An example that needs nothing but the map.
    pub const fn map(map: &'static str) -> Example {
        Example { map, files: &[] }
    }
}

/// The facts of a rule; the catalogue is made of these.
#[derive(Debug)]
pub struct Rule {
    /// The stable code, such as `AM101`.
    pub code: &'static str,
    /// The kebab-case name, which is also the name of the rule's file.
    pub name: &'static str,
    /// The severity unless configured or said otherwise.
    pub severity: Severity,
    /// Who the rule is for.
    pub tier: Tier,
    /// How often a finding is what the rule means.
    pub confidence: Confidence,
    /// When the rule fires, in one sentence.
    pub summary: &'static str,
    /// Why that is worth saying, in one paragraph.
    pub why: &'static str,
    /// A map that the rule reports.
    pub bad: Example,
    /// The same map, mended.
    pub good: Example,
    /// Where the rule comes from: literature or practice.
    pub source: &'static str,
}

/// A place in a file and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where; nothing for what was built in code.
    pub place: Option<Place>,
    /// What is to be seen there; may be empty for the first label.
    pub message: Cow<'static, str>,
}

impl Label {
    /// A label at a place.
    pub fn new(place: impl Into<Option<Place>>, message: impl Into<Cow<'static, str>>) -> Label {
        Label { place: place.into(), message: message.into() }
    }
}

/// A finding: what a rule has to say of a map.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that speaks.
    pub rule: &'static Rule,
    /// How much it matters here.
    pub severity: Severity,
    /// The finding in one sentence that names the claims.
    pub message: String,
    /// The places; the first is where the finding is reported.
    pub labels: Vec<Label>,
    /// The names of the parts it is about, by which the map's `allow` may let it pass.
    pub about: Vec<String>,
    /// Further facts, a sentence or a few lines each.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<Cow<'static, str>>,
    /// How to do it by changing the file, where that is safe.
    pub fix: Option<Box<Fix>>,
}

/// A change of the root file that mends a finding and changes nothing else of what the map means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub message: Cow<'static, str>,
    /// The changes, of places that do not overlap, in ascending order.
    pub edits: Vec<Edit>,
}

/// A text for what stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub place: Place,
    /// What comes in its place; empty to delete.
    pub text: String,
}

impl Fix {
    /// One change.
    pub fn of(message: impl Into<Cow<'static, str>>, edit: Edit) -> Fix {
        Fix { message: message.into(), edits: vec![edit] }
    }

    /// What stands at some places of a file, taken out of it.
    pub fn deletion(message: impl Into<Cow<'static, str>>, file: FileId, gone: Vec<Span>) -> Fix {
        let edit = |span| Edit { place: Place { file, span }, text: String::new() };
        Fix { message: message.into(), edits: gone.into_iter().map(edit).collect() }
    }
}

impl Diagnostic {
    /// A finding of `rule` at `place`, with the rule's own severity.
    pub fn new(
        rule: &'static Rule,
        place: impl Into<Option<Place>>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            rule,
            severity: rule.severity,
            message: message.into(),
            labels: vec![Label::new(place, "")],
            about: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// The finding with that severity.
    pub fn severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }

    /// The finding at another place.
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Diagnostic {
        self.labels[0].place = place.into();
        self
    }

    /// The finding with words beside its first place.
    pub fn here(mut self, message: impl Into<Cow<'static, str>>) -> Diagnostic {
        self.labels[0].message = message.into();
        self
    }

    /// The finding with a further place.
    pub fn label(
        mut self,
        place: impl Into<Option<Place>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Diagnostic {
        self.labels.push(Label::new(place, message));
        self
    }

    /// The finding with the name of a part that it is about.
    pub fn about(mut self, name: impl Into<String>) -> Diagnostic {
        // Most findings are about one part, and a million of them should take little room.
        if self.about.is_empty() {
            self.about = vec![name.into()];
        } else {
            self.about.push(name.into());
        }
        self
    }

    /// The finding with a further fact.
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// The finding with what to do.
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The finding with a change that mends it.
    pub fn fix(mut self, fix: Fix) -> Diagnostic {
        self.fix = Some(Box::new(fix));
        self
    }

    /// Where the finding is reported; nothing for what was built in code.
    pub fn place(&self) -> Option<Place> {
        self.labels[0].place
    }
}
