//! What is worth saying about a map: the rules over its graph, and the catalogue of all rules.

pub(crate) mod alike;
mod background;
pub(crate) mod english;
pub mod facts;
pub mod levels;
mod premises;
pub mod quotations;
mod rules;
pub mod schemes;
mod suppression;
pub(crate) mod telling;
pub mod thresholds;

use std::cell::OnceCell;

use crate::diagnostic::{Diagnostic, Rule, Severity, Tier};
use crate::document::{self, Field, Origins, Reading, layout};
use crate::logic::consistency::{Background, Stands};
use crate::model::{ClaimId, InferenceId, Map, wording};
use crate::semantics::{self, Evaluation, evaluate};
use crate::text::{FileId, Place, SourceFile, Span};
use facts::{Circles, Facts, Wording, circles, wordings};
use levels::Levels;
use petgraph::graph::{EdgeIndex, NodeIndex};
use quotations::{Examined, Reference, examine, references};
pub use rules::CHECKS;
use schemes::StepSchemes;
use thresholds::Thresholds;

/// A rule over the map's graph: its facts and the function that looks for it.
pub struct Check {
    /// The facts.
    pub rule: &'static Rule,
    /// Looks for it and adds what it finds.
    pub run: fn(&Context, &mut Vec<Diagnostic>),
}

/// Gives the text of a source by the name that the source has for it.
pub type Texts<'t> = dyn Fn(&str) -> Option<String> + 't;

/// How a map is checked.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// The tier up to which rules run.
    pub tier: Tier,
    /// Whether gaps in the argument count as faults.
    pub strict: bool,
    /// The sources' texts.
    pub texts: &'o Texts<'o>,
    /// Rules that are switched on or off by name, and how much each matters.
    pub levels: &'o Levels,
    /// From where on rules that count or measure speak.
    pub thresholds: Thresholds,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            tier: Tier::Regular,
            strict: false,
            texts: &|_| None,
            levels: &levels::NONE,
            thresholds: Thresholds::default(),
        }
    }
}

/// All rules, in the order of their codes: those of reading and resolution and those of the map.
pub fn catalogue() -> Vec<&'static Rule> {
    let checks = CHECKS.iter().map(|check| check.rule);
    let mut rules: Vec<&Rule> = document::RULES.iter().copied().chain(checks).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// The rule of that code or name.
pub fn rule(code_or_name: &str) -> Option<&'static Rule> {
    let same =
        |rule: &&Rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name;
    catalogue().into_iter().find(same)
}

/// Runs the rules over a map and returns what they and its reading found in its root file, in the
/// order of places; what the map's author allows is left out.
///
/// The rules are all up to the tier, less those that `levels` switches off and with those that it
/// names. Linear in the size of the map, but for rules that state a budget.
pub fn check(reading: &Reading, options: Options) -> Vec<Diagnostic> {
    let context = Context::new(reading, options);
    let mut found: Vec<Diagnostic> = reading.problems.clone();
    for check in CHECKS.iter().filter(|check| context.runs(check.rule)) {
        (check.run)(&context, &mut found);
    }
    found.retain(|finding| finding.place().is_none_or(|place| place.file == FileId::ROOT));
    suppression::suppress(&context, &mut found);
    options.levels.apply(&mut found);
    found.sort_by(|a, b| (a.place(), a.rule.code).cmp(&(b.place(), b.rule.code)));
    found
}

/// What rules look at: the map with its places, and what is computed from it once.
pub struct Context<'c> {
    /// The map.
    pub map: &'c Map,
    /// Where its parts were written.
    pub origins: &'c Origins,
    /// How it is checked.
    pub options: Options<'c>,
    /// Shape: who supports whom.
    pub facts: Facts,
    circles: OnceCell<Circles>,
    evaluation: OnceCell<Evaluation>,
    stands: OnceCell<Stands>,
    background: OnceCell<Background<'c>>,
    schemes: OnceCell<StepSchemes<'c>>,
    wordings: OnceCell<Vec<Wording>>,
    references: OnceCell<Vec<Reference<'c>>>,
    examined: OnceCell<Vec<Examined<'c>>>,
    /// The root file's text; nothing for a map that was built in code.
    text: Option<&'c str>,
    comments: OnceCell<Vec<Span>>,
}

impl<'c> Context<'c> {
    fn new(reading: &'c Reading, options: Options<'c>) -> Context<'c> {
        Context {
            map: &reading.map,
            origins: &reading.origins,
            options,
            facts: Facts::new(&reading.map),
            circles: OnceCell::new(),
            evaluation: OnceCell::new(),
            stands: OnceCell::new(),
            background: OnceCell::new(),
            schemes: OnceCell::new(),
            wordings: OnceCell::new(),
            references: OnceCell::new(),
            examined: OnceCell::new(),
            text: reading.files.first().map(SourceFile::text),
            comments: OnceCell::new(),
        }
    }

    /// Whether a rule of the map runs.
    pub fn runs(&self, rule: &Rule) -> bool {
        self.options.levels.lets_run(rule, self.options.tier)
    }

    /// The circles of support; computed when first asked for.
    pub fn circles(&self) -> &Circles {
        self.circles.get_or_init(|| circles(self.map))
    }

    /// What stands, by default options; computed when first asked for.
    pub fn evaluation(&self) -> &Evaluation {
        self.evaluation.get_or_init(|| evaluate(self.map, semantics::Options::default()))
    }

    /// Who takes which stand; computed when first asked for.
    pub fn stands(&self) -> &Stands {
        self.stands.get_or_init(|| match self.facts.holders() {
            [] => Stands::default(),
            _ => Stands::new(self.map),
        })
    }

    /// What binds; computed when first asked for.
    pub fn background(&self) -> &Background<'c> {
        self.background.get_or_init(|| Background::joined(self.map))
    }

    /// The schemes of the root file's steps; computed when first asked for.
    pub fn schemes(&self) -> &StepSchemes<'c> {
        self.schemes.get_or_init(|| StepSchemes::new(self.map, self.facts.schemed()))
    }

    /// The wording of a claim's text; computed for all when first asked for.
    pub fn wording(&self, claim: ClaimId) -> &Wording {
        &self.wordings.get_or_init(|| wordings(self.map))[claim.index()]
    }

    /// The root file's references to sources; computed when first asked for.
    pub fn references(&self) -> &[Reference<'c>] {
        self.references.get_or_init(|| references(self.map))
    }

    /// What came of looking them up; computed when first asked for.
    pub fn examined(&self) -> &[Examined<'c>] {
        self.examined.get_or_init(|| match self.references() {
            [] => Vec::new(),
            _ => examine(self.map, self.options.texts),
        })
    }

    /// Where a part was written: its id, or all of it if it has none.
    pub fn place(&self, node: impl Into<NodeIndex>) -> Option<Place> {
        let node = node.into();
        self.field(node, Field::Id).or_else(|| self.field(node, Field::Whole))
    }

    /// Where a field of a part was written.
    pub fn field(&self, node: impl Into<NodeIndex>, field: Field) -> Option<Place> {
        self.origins.node(node, field)
    }

    /// Where a field of a commitment or citation was written, or else all of it.
    pub fn edge(&self, edge: EdgeIndex, field: Field) -> Option<Place> {
        self.origins.edge(edge, field).or_else(|| self.origins.edge(edge, Field::Whole))
    }

    /// Whether the part belongs to the root file; findings are placed in that only.
    pub fn is_own(&self, node: impl Into<NodeIndex>) -> bool {
        self.map.file_of(node) == FileId::ROOT
    }

    /// The bytes at a place of the root file.
    pub fn slice(&self, place: Place) -> Option<&'c str> {
        self.text.filter(|_| place.file == FileId::ROOT)?.get(place.span.range())
    }

    /// What to delete so that an element of a list of the root file, or a member of an object, is
    /// gone, and no comment with it; nothing if that cannot be.
    pub fn removal(&self, element: Place) -> Option<Vec<Span>> {
        let text = self.text.filter(|_| element.file == FileId::ROOT)?;
        let all = Span::new(0, text.len());
        let comments = self.comments.get_or_init(|| layout::comments(text, all));
        layout::removal(text, comments, element.span)
    }

    /// Whether rules may speak of what is missing: not where a fault of the text left it out.
    pub fn is_complete(&self) -> bool {
        !self.origins.is_incomplete()
    }

    /// A claim, for messages: its name in backticks.
    pub fn claim(&self, claim: ClaimId) -> String {
        wording::name(self.map, claim.node())
    }

    /// A step, for messages: its name in backticks, or what it does to what.
    pub fn step(&self, step: InferenceId) -> String {
        wording::step(self.map, step)
    }

    /// Parts, for messages: their names with commas and a last `and`.
    pub fn list(&self, nodes: impl IntoIterator<Item = impl Into<NodeIndex>>) -> String {
        let nodes = nodes.into_iter().map(|node| wording::name(self.map, node.into()));
        wording::join(&nodes.collect::<Vec<_>>())
    }

    /// A finding about a part, at its id.
    pub fn finding(
        &self,
        rule: &'static Rule,
        node: impl Into<NodeIndex>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let node = node.into();
        let finding = Diagnostic::new(rule, self.place(node), message);
        match self.map.name(node) {
            Some(name) => finding.about(name),
            None => finding,
        }
    }

    /// A finding about a part, at one of its fields if that was written.
    pub fn finding_at(
        &self,
        rule: &'static Rule,
        node: impl Into<NodeIndex>,
        field: Field,
        message: impl Into<String>,
    ) -> Diagnostic {
        let node = node.into();
        let place = self.field(node, field);
        let finding = self.finding(rule, node, message);
        if place.is_some() { finding.at(place) } else { finding }
    }

    /// The severity of a gap in the argument: `usual`, or an error in strict checking.
    pub fn gap(&self, usual: Severity) -> Severity {
        if self.options.strict { Severity::Error } else { usual }
    }
}
