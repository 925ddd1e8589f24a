//! Propositional formulas over claims.
//!
//! ```
//! use argmap_core::model::formula::parse;
//!
//! let formula = parse("rain & !umbrella -> wet").unwrap();
//! assert_eq!(formula.to_string(), "rain & !umbrella -> wet");
//! assert!(formula.evaluate(|name| name.text == "umbrella"));
//!
//! let error = parse("rain & -> wet").unwrap_err();
//! assert_eq!(error.to_string(), "expected a claim, `!` or `(` here");
//! assert_eq!(error.range(), 7..9);
//! ```
use std::convert::Infallible;
use std::fmt;
use std::ops::Range;

mod parse;

pub use parse::parse;

/// How deep a formula may nest: parentheses and operators on the way to a name.
pub const NESTING_LIMIT: usize = 256;

/// A propositional formula over names of type `N`.
///
/// A parsed formula is at most [`NESTING_LIMIT`] deep and its [`And`](Formula::And)s and
/// [`Or`](Formula::Or)s have two operands or more, none of them of the same kind. The methods
/// recurse to the depth of the formula, so whoever builds formulas in code keeps to the limit.
/// Each method takes time linear in the size of the formula.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Formula<N> {
    /// A claim or a declared atom.
    Name(N),
    /// `!a`
    Not(Box<Formula<N>>),
    /// `a & b & c`: all are true.
    And(Vec<Formula<N>>),
    /// `a | b | c`: one or more are true.
    Or(Vec<Formula<N>>),
    /// `a -> b`
    Implies(Box<Formula<N>>, Box<Formula<N>>),
    /// `a <-> b`
    Iff(Box<Formula<N>>, Box<Formula<N>>),
}

/// A name as it stands in the text of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name<'a> {
    /// The id, with the names of imports before it where there are any: `id`, `a/id`, `a/b/id`.
    pub text: &'a str,
    /// The bytes it takes up within the text of the formula.
    pub range: Range<usize>,
}

/// Why a text is not a formula.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormulaError {
    /// A formula should begin here, and none does.
    #[error("expected a claim, `!` or `(` here")]
    ExpectedOperand {
        /// What stands there instead; empty at the end of the text.
        at: Range<usize>,
    },
    /// Two formulas stand side by side.
    #[error("expected `&`, `|`, `->` or `<->` before this")]
    ExpectedOperator {
        /// Where the second begins.
        at: Range<usize>,
    },
    /// A parenthesis without its closing one.
    #[error("this parenthesis is never closed")]
    UnclosedParenthesis {
        /// The opening parenthesis.
        at: Range<usize>,
    },
    /// A parenthesis without its opening one.
    #[error("this parenthesis was never opened")]
    UnopenedParenthesis {
        /// The closing parenthesis.
        at: Range<usize>,
    },
    /// A word that cannot be an id.
    #[error("not an id: ids are of lower-case letters, digits and `-`, with `/` after an import")]
    NotAnId {
        /// The word.
        at: Range<usize>,
    },
    /// Signs that mean nothing in a formula.
    #[error("not an operator: the operators are `!`, `&`, `|`, `->` and `<->`")]
    NotAnOperator {
        /// The signs.
        at: Range<usize>,
    },
    /// More than [`NESTING_LIMIT`] levels.
    #[error("nested deeper than {NESTING_LIMIT}")]
    TooDeep {
        /// The parenthesis or operator that is one too many.
        at: Range<usize>,
    },
}

impl FormulaError {
    /// The bytes within the text of the formula that the error is about.
    pub fn range(&self) -> Range<usize> {
        match self {
            FormulaError::ExpectedOperand { at }
            | FormulaError::ExpectedOperator { at }
            | FormulaError::UnclosedParenthesis { at }
            | FormulaError::UnopenedParenthesis { at }
            | FormulaError::NotAnId { at }
            | FormulaError::NotAnOperator { at }
            | FormulaError::TooDeep { at } => at.clone(),
        }
    }
}

impl<N> Formula<N> {
    /// The names, in order of appearance, repeated as often as they appear.
    pub fn names(&self) -> impl Iterator<Item = &N> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            loop {
                match open.pop()? {
                    Formula::Name(name) => return Some(name),
                    Formula::Not(inner) => open.push(inner),
                    Formula::And(operands) | Formula::Or(operands) => {
                        open.extend(operands.iter().rev());
                    }
                    Formula::Implies(left, right) | Formula::Iff(left, right) => {
                        open.extend([&**right, &**left]);
                    }
                }
            }
        })
    }

    /// The same formula over other names; each name is asked for in order of appearance.
    pub fn map<M>(&self, mut rename: impl FnMut(&N) -> M) -> Formula<M> {
        let Ok(formula) = self.try_map(|name| Ok::<M, Infallible>(rename(name)));
        formula
    }

    /// The same formula over other names, or the first error met in order of appearance.
    pub fn try_map<M, E>(
        &self,
        mut rename: impl FnMut(&N) -> Result<M, E>,
    ) -> Result<Formula<M>, E> {
        rename_all(self, &mut rename)
    }

    /// Whether the formula is true when each name has the given value.
    pub fn evaluate(&self, value: impl Fn(&N) -> bool) -> bool {
        holds(self, &value)
    }
}

fn rename_all<N, M, E>(
    formula: &Formula<N>,
    rename: &mut impl FnMut(&N) -> Result<M, E>,
) -> Result<Formula<M>, E> {
    Ok(match formula {
        Formula::Name(name) => Formula::Name(rename(name)?),
        Formula::Not(inner) => Formula::Not(Box::new(rename_all(inner, rename)?)),
        Formula::And(operands) => Formula::And(rename_each(operands, rename)?),
        Formula::Or(operands) => Formula::Or(rename_each(operands, rename)?),
        Formula::Implies(left, right) => Formula::Implies(
            Box::new(rename_all(left, rename)?),
            Box::new(rename_all(right, rename)?),
        ),
        Formula::Iff(left, right) => {
            Formula::Iff(Box::new(rename_all(left, rename)?), Box::new(rename_all(right, rename)?))
        }
    })
}

fn rename_each<N, M, E>(
    formulas: &[Formula<N>],
    rename: &mut impl FnMut(&N) -> Result<M, E>,
) -> Result<Vec<Formula<M>>, E> {
    formulas.iter().map(|formula| rename_all(formula, rename)).collect()
}

fn holds<N>(formula: &Formula<N>, value: &impl Fn(&N) -> bool) -> bool {
    match formula {
        Formula::Name(name) => value(name),
        Formula::Not(inner) => !holds(inner, value),
        Formula::And(operands) => operands.iter().all(|operand| holds(operand, value)),
        Formula::Or(operands) => operands.iter().any(|operand| holds(operand, value)),
        Formula::Implies(left, right) => !holds(left, value) || holds(right, value),
        Formula::Iff(left, right) => holds(left, value) == holds(right, value),
    }
}

/// How tightly an operator binds; the first binds least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Iff,
    Implies,
    Or,
    And,
    Not,
    Name,
}

/// Writes the formula with as few parentheses as [`parse`] needs to read the same formula.
impl<N: fmt::Display> fmt::Display for Formula<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_formula(self, Binding::Iff, out)
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.text)
    }
}

fn write_formula<N: fmt::Display>(
    formula: &Formula<N>,
    loosest: Binding,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let binding = binding(formula);
    if binding < loosest {
        out.write_str("(")?;
    }
    match formula {
        Formula::Name(name) => write!(out, "{name}")?,
        Formula::Not(inner) => {
            out.write_str("!")?;
            write_formula(inner, binding, out)?;
        }
        Formula::And(operands) => write_joined(operands, " & ", binding, out)?,
        Formula::Or(operands) => write_joined(operands, " | ", binding, out)?,
        Formula::Implies(left, right) => {
            write_formula(left, Binding::Or, out)?;
            out.write_str(" -> ")?;
            write_formula(right, binding, out)?;
        }
        Formula::Iff(left, right) => {
            write_formula(left, Binding::Implies, out)?;
            out.write_str(" <-> ")?;
            write_formula(right, binding, out)?;
        }
    }
    if binding < loosest {
        out.write_str(")")?;
    }
    Ok(())
}

fn write_joined<N: fmt::Display>(
    operands: &[Formula<N>],
    operator: &str,
    binding: Binding,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    for (position, operand) in operands.iter().enumerate() {
        if position > 0 {
            out.write_str(operator)?;
        }
        write_formula(operand, binding, out)?;
    }
    Ok(())
}

fn binding<N>(formula: &Formula<N>) -> Binding {
    match formula {
        Formula::Name(_) => Binding::Name,
        Formula::Not(_) => Binding::Not,
        Formula::And(_) => Binding::And,
        Formula::Or(_) => Binding::Or,
        Formula::Implies(..) => Binding::Implies,
        Formula::Iff(..) => Binding::Iff,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn formulas() -> impl Strategy<Value = Formula<String>> {
        let name = "[a-c0-1][a-c0-1-]{0,3}(/[a-c0-1][a-c0-1-]{0,2}){0,2}".prop_map(Formula::Name);
        name.prop_recursive(6, 48, 4, |inner| {
            let pair = || (inner.clone(), inner.clone()).prop_map(|(a, b)| (a.into(), b.into()));
            prop_oneof![
                inner.clone().prop_map(|inner| Formula::Not(inner.into())),
                prop::collection::vec(inner.clone(), 2..5).prop_map(Formula::And),
                prop::collection::vec(inner.clone(), 2..5).prop_map(Formula::Or),
                pair().prop_map(|(left, right)| Formula::Implies(left, right)),
                pair().prop_map(|(left, right)| Formula::Iff(left, right)),
            ]
        })
    }

    /// The formula as [`parse`] gives it: no "and" directly within "and", no "or" within "or".
    fn flattened(formula: &Formula<String>) -> Formula<String> {
        let pair = |left, right| (Box::new(flattened(left)), Box::new(flattened(right)));
        match formula {
            Formula::Name(name) => Formula::Name(name.clone()),
            Formula::Not(inner) => Formula::Not(Box::new(flattened(inner))),
            Formula::Implies(left, right) => {
                let (left, right) = pair(left, right);
                Formula::Implies(left, right)
            }
            Formula::Iff(left, right) => {
                let (left, right) = pair(left, right);
                Formula::Iff(left, right)
            }
            Formula::And(operands) => {
                let mut flat = vec![];
                for operand in operands.iter().map(flattened) {
                    match operand {
                        Formula::And(inner) => flat.extend(inner),
                        operand => flat.push(operand),
                    }
                }
                Formula::And(flat)
            }
            Formula::Or(operands) => {
                let mut flat = vec![];
                for operand in operands.iter().map(flattened) {
                    match operand {
                        Formula::Or(inner) => flat.extend(inner),
                        operand => flat.push(operand),
                    }
                }
                Formula::Or(flat)
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(formula in formulas()) {
            let text = formula.to_string();
            let read = parse(&text).unwrap().map(|name| name.text.to_owned());
            prop_assert_eq!(read, flattened(&formula));
        }

        #[test]
        fn every_parenthesis_is_needed(formula in formulas()) {
            let text = formula.to_string();
            let read = flattened(&formula);
            for (open, _) in text.match_indices('(') {
                let mut depth = 0;
                let length = text[open..].bytes().position(|byte| {
                    depth += i32::from(byte == b'(') - i32::from(byte == b')');
                    depth == 0
                });
                let close = open + length.unwrap();
                let without = format!("{} {} {}", &text[..open], &text[open + 1..close], &text[close + 1..]);
                let other = parse(&without).unwrap().map(|name| name.text.to_owned());
                prop_assert_ne!(other, read.clone());
            }
        }

        #[test]
        fn names_and_values_agree_with_the_text(formula in formulas(), trues: u64) {
            let text = formula.to_string();
            let read = parse(&text).unwrap();
            for name in read.names() {
                prop_assert_eq!(&text[name.range.clone()], name.text);
            }
            let names: Vec<&str> = read.names().map(|name| name.text).collect();
            prop_assert_eq!(&names, &formula.names().map(String::as_str).collect::<Vec<_>>());
            let value = |text: &str| trues >> (text.bytes().map(usize::from).sum::<usize>() % 64) & 1 == 1;
            prop_assert_eq!(
                read.evaluate(|name| value(name.text)),
                formula.evaluate(|name| value(name)),
            );
        }
    }

    #[test]
    fn values_follow_the_truth_tables() {
        let table = |text: &str| {
            let formula = parse(text).unwrap();
            let row = |a, b| formula.evaluate(|name| if name.text == "a" { a } else { b });
            [row(false, false), row(false, true), row(true, false), row(true, true)]
        };
        assert_eq!(table("!a"), [true, true, false, false]);
        assert_eq!(table("a & b"), [false, false, false, true]);
        assert_eq!(table("a | b"), [false, true, true, true]);
        assert_eq!(table("a -> b"), [true, true, false, true]);
        assert_eq!(table("a <-> b"), [true, false, false, true]);
    }

    #[test]
    fn the_first_unknown_name_stops_the_renaming() {
        let formula = parse("a & (x | y) -> b").unwrap();
        let known = |name: &Name| if name.text < "c" { Ok(()) } else { Err(name.range.start) };
        assert_eq!(formula.try_map(known), Err(5));
    }
}
