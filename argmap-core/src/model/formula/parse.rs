//! From text to formula.
use super::{Binding, Formula, FormulaError, NESTING_LIMIT, Name};
use std::ops::Range;

/// Reads a formula.
///
/// `!` binds most tightly, then `&`, `|`, `->` and `<->`; `->` and `<->` group to the right. Where
/// `-` is followed by `>` it belongs to the arrow, elsewhere to the id it stands in: `a->b` is an
/// implication, `a-b` a name. Space is free between names and operators.
///
/// Time is linear in the length of the text, whatever the text.
pub fn parse(text: &str) -> Result<Formula<Name<'_>>, FormulaError> {
    let mut parser = Parser { text, token: Token::End, at: 0..0 };
    parser.advance()?;
    let Nested { formula, .. } = parser.formula(Binding::Iff, 0)?;
    match parser.token {
        Token::End => Ok(formula),
        Token::Close => Err(FormulaError::UnopenedParenthesis { at: parser.at }),
        _ => Err(FormulaError::ExpectedOperator { at: parser.at }),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Name,
    Not,
    /// One of `&`, `|`, `->`, `<->`.
    Between(Binding),
    Open,
    Close,
    End,
}

/// One token of look-ahead and its place; what precedes it has been read.
struct Parser<'a> {
    text: &'a str,
    token: Token,
    at: Range<usize>,
}

/// A formula and how deep its text nests.
struct Nested<'a> {
    formula: Formula<Name<'a>>,
    height: usize,
}

impl<'a> Parser<'a> {
    fn advance(&mut self) -> Result<(), FormulaError> {
        (self.token, self.at) = next_token(self.text, self.at.end)?;
        Ok(())
    }

    /// A formula whose outermost operator binds no looser than `loosest`.
    ///
    /// `depth` counts the parentheses and operators around it that are already read; it bounds
    /// the recursion. The heights also count operators that are read later than their operands.
    fn formula(&mut self, loosest: Binding, depth: usize) -> Result<Nested<'a>, FormulaError> {
        let mut left = self.operand(depth)?;
        while let Token::Between(operator) = self.token
            && operator >= loosest
        {
            left = match operator {
                Binding::Implies | Binding::Iff => self.arrow(left, operator, depth)?,
                _ => self.joined(left, operator, depth)?,
            };
        }
        Ok(left)
    }

    fn operand(&mut self, depth: usize) -> Result<Nested<'a>, FormulaError> {
        let at = self.at.clone();
        match self.token {
            Token::Name => {
                self.advance()?;
                let name = Name { text: &self.text[at.clone()], range: at };
                Ok(Nested { formula: Formula::Name(name), height: 0 })
            }
            Token::Not => {
                let depth = deeper(depth, &at)?;
                self.advance()?;
                let inner = self.operand(depth)?;
                let height = deeper(inner.height, &at)?;
                Ok(Nested { formula: Formula::Not(Box::new(inner.formula)), height })
            }
            Token::Open => {
                let depth = deeper(depth, &at)?;
                self.advance()?;
                let inner = self.formula(Binding::Iff, depth)?;
                match self.token {
                    Token::Close => self.advance()?,
                    Token::End => return Err(FormulaError::UnclosedParenthesis { at }),
                    _ => return Err(FormulaError::ExpectedOperator { at: self.at.clone() }),
                }
                Ok(Nested { formula: inner.formula, height: deeper(inner.height, &at)? })
            }
            _ => Err(FormulaError::ExpectedOperand { at }),
        }
    }

    /// The rest of `left -> …` or `left <-> …`.
    fn arrow(
        &mut self,
        left: Nested<'a>,
        operator: Binding,
        depth: usize,
    ) -> Result<Nested<'a>, FormulaError> {
        let at = self.at.clone();
        let depth = deeper(depth, &at)?;
        self.advance()?;
        let right = self.formula(operator, depth)?;
        let height = deeper(left.height.max(right.height), &at)?;
        let (left, right) = (Box::new(left.formula), Box::new(right.formula));
        let formula = match operator {
            Binding::Implies => Formula::Implies(left, right),
            _ => Formula::Iff(left, right),
        };
        Ok(Nested { formula, height })
    }

    /// The rest of `first & … & …` or `first | … | …`.
    fn joined(
        &mut self,
        first: Nested<'a>,
        operator: Binding,
        depth: usize,
    ) -> Result<Nested<'a>, FormulaError> {
        let operand = if operator == Binding::And { Binding::Not } else { Binding::And };
        let mut height = deeper(first.height, &self.at)?;
        let mut operands = vec![];
        join(&mut operands, first.formula, operator);
        while self.token == Token::Between(operator) {
            let at = self.at.clone();
            let depth = deeper(depth, &at)?;
            self.advance()?;
            let next = self.formula(operand, depth)?;
            height = height.max(deeper(next.height, &at)?);
            join(&mut operands, next.formula, operator);
        }
        let formula = match operator {
            Binding::And => Formula::And(operands),
            _ => Formula::Or(operands),
        };
        Ok(Nested { formula, height })
    }
}

/// Adds an operand, or its operands if it is itself of the kind that is being joined.
fn join<'a>(operands: &mut Vec<Formula<Name<'a>>>, next: Formula<Name<'a>>, operator: Binding) {
    match (operator, next) {
        (Binding::And, Formula::And(inner)) | (Binding::Or, Formula::Or(inner)) => {
            if operands.is_empty() {
                *operands = inner;
            } else {
                operands.extend(inner);
            }
        }
        (_, next) => operands.push(next),
    }
}

fn deeper(level: usize, at: &Range<usize>) -> Result<usize, FormulaError> {
    if level < NESTING_LIMIT {
        Ok(level + 1)
    } else {
        Err(FormulaError::TooDeep { at: at.clone() })
    }
}

fn next_token(text: &str, from: usize) -> Result<(Token, Range<usize>), FormulaError> {
    let rest = text[from..].trim_start();
    let start = text.len() - rest.len();
    let signs = [
        ("!", Token::Not),
        ("&", Token::Between(Binding::And)),
        ("|", Token::Between(Binding::Or)),
        ("->", Token::Between(Binding::Implies)),
        ("<->", Token::Between(Binding::Iff)),
        ("(", Token::Open),
        (")", Token::Close),
    ];
    if let Some((sign, token)) = signs.iter().find(|(sign, _)| rest.starts_with(sign)) {
        return Ok((*token, start..start + sign.len()));
    }
    if rest.is_empty() {
        return Ok((Token::End, start..start));
    }
    let word = word_length(rest);
    if is_name(&rest[..word]) {
        return Ok((Token::Name, start..start + word));
    }
    if word > 0 {
        return Err(FormulaError::NotAnId { at: start..start + word });
    }
    let ends_signs = |c: char| c.is_whitespace() || c.is_alphanumeric() || "!&|()_/".contains(c);
    let signs = rest.find(ends_signs).unwrap_or(rest.len());
    Err(FormulaError::NotAnOperator { at: start..start + signs })
}

/// How many bytes at the beginning look like a name, well formed or not.
fn word_length(text: &str) -> usize {
    let ends_word = |(position, c): (usize, char)| match c {
        '-' => text[position..].starts_with("->"),
        c => !(c.is_alphanumeric() || c == '_' || c == '/'),
    };
    text.char_indices().find(|&next| ends_word(next)).map_or(text.len(), |(position, _)| position)
}

fn is_name(word: &str) -> bool {
    let is_id = |part: &str| {
        part.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            && !part.is_empty()
            && !part.starts_with('-')
    };
    word.split('/').all(is_id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(text: &str) -> String {
        fn show(formula: &Formula<Name>) -> String {
            let list = |operands: &[_]| operands.iter().map(show).collect::<Vec<_>>().join(" ");
            match formula {
                Formula::Name(name) => name.text.to_owned(),
                Formula::Not(inner) => format!("[! {}]", show(inner)),
                Formula::And(operands) => format!("[& {}]", list(operands)),
                Formula::Or(operands) => format!("[| {}]", list(operands)),
                Formula::Implies(left, right) => format!("[-> {} {}]", show(left), show(right)),
                Formula::Iff(left, right) => format!("[<-> {} {}]", show(left), show(right)),
            }
        }
        show(&parse(text).unwrap())
    }

    #[test]
    fn operators_bind_in_order() {
        assert_eq!(shape("a <-> b -> c | d & !e"), "[<-> a [-> b [| c [& d [! e]]]]]");
        assert_eq!(shape("!e & d | c -> b <-> a"), "[<-> [-> [| [& [! e] d] c] b] a]");
        assert_eq!(shape("a -> b -> c"), "[-> a [-> b c]]");
        assert_eq!(shape("(a -> b) -> c"), "[-> [-> a b] c]");
        assert_eq!(shape("a <-> b <-> c"), "[<-> a [<-> b c]]");
        assert_eq!(shape("a | b & c | d"), "[| a [& b c] d]");
    }

    #[test]
    fn chains_are_flat() {
        assert_eq!(shape("(a & b) & (c & d)"), "[& a b c d]");
        assert_eq!(shape("a | (b | (c | d)) | e"), "[| a b c d e]");
        assert_eq!(shape("!(a & b) & c"), "[& [! [& a b]] c]");
    }

    #[test]
    fn arrows_end_ids() {
        assert_eq!(shape("a->b"), "[-> a b]");
        assert_eq!(shape("a-b->c-d"), "[-> a-b c-d]");
        assert_eq!(shape("a-->b"), "[-> a- b]");
        assert_eq!(shape("a<->b"), "[<-> a b]");
        assert_eq!(shape("a-<->b-"), "[<-> a- b-]");
        assert_eq!(shape("x/y/a->x/b"), "[-> x/y/a x/b]");
    }

    #[test]
    fn errors_point_at_their_cause() {
        let check = |text: &str, message: &str, range: Range<usize>| {
            let error = parse(text).unwrap_err();
            assert!(error.to_string().contains(message), "{text}: {error}");
            assert_eq!(error.range(), range, "{text}");
        };
        check("", "expected a claim", 0..0);
        check("a & ", "expected a claim", 4..4);
        check("a && b", "expected a claim", 3..4);
        check("(a | )", "expected a claim", 5..6);
        check("a b", "expected `&`", 2..3);
        check("(a !b)", "expected `&`", 3..4);
        check("a & (b | (c)", "never closed", 4..5);
        check("a) & b", "never opened", 1..2);
        check("a & Bc", "not an id", 4..6);
        check("fooBar", "not an id", 0..6);
        check("a/ & b", "not an id", 0..2);
        check("a//b", "not an id", 0..4);
        check("a & é/b", "not an id", 4..8);
        check("a - b", "not an id", 2..3);
        check("a => b", "not an operator", 2..4);
        check("a ∧ b", "not an operator", 2..5);
        check("a <- b", "not an operator", 2..4);
    }

    #[test]
    fn nesting_is_limited_whatever_nests() {
        let too_deep = |text: &str| matches!(parse(text), Err(FormulaError::TooDeep { .. }));
        let nested = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
        let negated = |n: usize| format!("{}a", "!".repeat(n));
        let implied = |n: usize| format!("a{}", " -> a".repeat(n));
        let leftmost = |n: usize| format!("{}a{}", "(".repeat(n), " -> a)".repeat(n));
        let mixed = |n: usize| format!("{}a{}", "!(b & ".repeat(n), ")".repeat(n));
        for (per_level, write) in [
            (1, &nested as &dyn Fn(usize) -> String),
            (1, &negated),
            (1, &implied),
            (2, &leftmost),
            (3, &mixed),
        ] {
            let levels = NESTING_LIMIT / per_level;
            assert!(parse(&write(levels)).is_ok(), "{}", write(3));
            assert!(too_deep(&write(levels + 1)), "{}", write(3));
            assert!(too_deep(&write(100_000)), "{}", write(3));
        }
        assert!(too_deep(&format!("a{}", " <-> a".repeat(100_000))));
    }

    #[test]
    fn long_chains_are_fine() {
        let text = vec!["!a"; 100_000].join(" & ");
        let Ok(Formula::And(operands)) = parse(&text) else { panic!("not a conjunction") };
        assert_eq!(operands.len(), 100_000);
        assert_eq!(Formula::And(operands).to_string(), text);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = parse(&text);
        }

        #[test]
        fn what_parses_reads_back_and_errors_lie_within(text in "([ab]|[-<>!&|() /A∧é]){0,16}") {
            match parse(&text) {
                Ok(formula) => {
                    let formula = formula.map(|name| name.text.to_owned());
                    let written = formula.to_string();
                    let read = parse(&written).unwrap().map(|name| name.text.to_owned());
                    prop_assert_eq!(read, formula);
                }
                Err(error) => prop_assert!(text.get(error.range()).is_some()),
            }
        }
    }
}
