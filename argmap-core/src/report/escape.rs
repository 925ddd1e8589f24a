//! Foreign text made harmless.

use std::borrow::Cow;
use std::fmt::Write;

/// The text in one line with everything visible that a terminal would obey or hide: control
/// characters, line breaks, bidirectional overrides and invisible marks become `\n`, `\t` or
/// `\u{…}`.
///
/// ```
/// use argmap_core::report::escape::visible;
///
/// assert_eq!(visible("red \u{1b}[31m"), r"red \u{1b}[31m");
/// assert_eq!(visible("naïve"), "naïve");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            _ if is_hostile(letter) => push_number(&mut shown, letter),
            _ => shown.push(letter),
        }
    }
    Cow::Owned(shown)
}

/// The same for a text of several lines: line breaks and tabs stay.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    let hostile = |letter: char| is_hostile(letter) && !matches!(letter, '\n' | '\t');
    if !text.chars().any(hostile) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if hostile(letter) { push_number(&mut shown, letter) } else { shown.push(letter) }
    }
    Cow::Owned(shown)
}

/// The text as Markdown that shows it and does nothing else: no markup, no HTML, no link, no
/// further cell of a table.
pub fn markdown(text: &str) -> String {
    let text = visible(text);
    let mut shown = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    let mut last = ' ';
    while let Some(letter) = rest.next() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' | '!'
            | '{' | '}' => {
                shown.push('\\');
                shown.push(letter);
            }
            // What some readers of Markdown take for an address.
            ':' if rest.peek() == Some(&'/') => shown.push_str("\\:"),
            '.' if last.eq_ignore_ascii_case(&'w') => shown.push_str("\\."),
            '@' => shown.push_str("<!-- -->@"),
            _ => shown.push(letter),
        }
        last = letter;
    }
    shown
}

/// A sentence of ours as Markdown: backticks mark code, everything else is text.
pub fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return markdown(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for (number, part) in parts.into_iter().enumerate() {
        match number % 2 {
            0 => shown += &markdown(part),
            // A bar would end the cell of a table even in code.
            _ if part.contains('|') || part.is_empty() => shown += &markdown(&format!("`{part}`")),
            _ => write!(shown, "`{}`", visible(part)).expect("writing to a string cannot fail"),
        }
    }
    shown
}

/// A text of several lines as a block of Markdown code that it cannot end by itself.
pub fn code_block(language: &str, text: &str) -> String {
    let mut longest = 2;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence}{language}\n{}\n{fence}", visible_lines(text.trim_end_matches('\n')))
}

/// A relative path as the target of a Markdown link: all but plain characters are encoded.
pub fn address(path: &str) -> String {
    let mut shown = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                shown.push(char::from(byte));
            }
            _ => write!(shown, "%{byte:02X}").expect("writing to a string cannot fail"),
        }
    }
    shown
}

/// The text in one line, of characters that XML can hold; a writer of XML escapes its markup.
pub fn xml(text: &str) -> String {
    visible(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}

/// Whether a terminal obeys or hides a character: control characters of both sets,
/// bidirectional controls, separators of lines, invisible marks and tags.
pub fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn push_number(shown: &mut String, letter: char) {
    write!(shown, "\\u{{{:x}}}", u32::from(letter)).expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        assert_eq!(visible("a\u{9b}31m\u{202e}b\u{7f}\n"), r"a\u{9b}31m\u{202e}b\u{7f}\n");
        assert_eq!(visible_lines("a\n\tb\u{7}\r"), "a\n\tb\\u{7}\\u{d}");
    }

    #[test]
    fn markdown_stays_text() {
        let text = "a|b [x](http://e.org) <script> `c` www.e.org me@e.org 2 * 3 ![i](j)";
        let shown = r"a\|b \[x\](http\://e.org) \<script\> \`c\` www\.e.org me<!-- -->@e.org 2 \* 3 \!\[i\](j)";
        assert_eq!(markdown(text), shown);
        assert_eq!(address("a b/(ü).dot"), "a%20b/%28%C3%BC%29.dot");
    }

    #[test]
    fn prose_keeps_its_code_and_nothing_else() {
        assert_eq!(prose("say `a_b` not *c* <d>"), r"say `a_b` not \*c\* \<d\>");
        assert_eq!(prose("odd ` tick"), r"odd \` tick");
        assert_eq!(prose("a `b | c`"), r"a \`b \| c\`");
    }

    #[test]
    fn a_code_block_cannot_end_itself() {
        assert_eq!(code_block("json", "{}\n"), "```json\n{}\n```");
        let tricky = code_block("text", "```\nx\u{1b}");
        assert_eq!(tricky, "````text\n```\nx\\u{1b}\n````");
    }

    proptest! {
        #[test]
        fn nothing_hostile_is_left(text in any::<String>()) {
            prop_assert!(!visible(&text).chars().any(is_hostile));
            prop_assert!(!markdown(&text).chars().any(is_hostile));
            let lines = visible_lines(&text);
            prop_assert!(!lines.chars().any(|letter| is_hostile(letter) && letter != '\n' && letter != '\t'));
        }
    }
}
