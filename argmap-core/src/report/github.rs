//! Findings as workflow commands of GitHub Actions, which show them beside the changed lines.

use crate::diagnostic::Severity;
use crate::report::escape::visible;
use crate::report::results::{Finding, Results};
use crate::report::{Form, Pieces, Report};

/// A command a line. GitHub shows ten errors, ten warnings and ten notices of a step.
pub const REPORT: Report = Report {
    name: "github",
    summary: "annotations of GitHub Actions",
    form: Form::Pieces(Pieces {
        first: "",
        file: |findings| findings.iter().map(|finding| command(finding) + "\n").collect(),
        between: "",
        last: unreadable,
    }),
};

fn unreadable(results: &Results) -> String {
    let commands = results.unreadable.iter().map(|it| {
        let (file, message) = (property(&it.name), data(&it.message));
        format!("::error file={file}::{message}\n")
    });
    commands.collect()
}

fn command(finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let title = property(&format!("{} {}", finding.code, finding.name));
    let place = match finding.labels.first() {
        Some(mark) => {
            let (file, start, end) = (property(&mark.range.file), mark.range.start, mark.range.end);
            let columns = if start.line == end.line {
                // The last column is within what is meant.
                let last = end.column.saturating_sub(1).max(start.column);
                format!(",col={},endColumn={last}", start.column)
            } else {
                String::new()
            };
            format!("file={file},line={},endLine={}{columns}", start.line, end.line)
        }
        None => format!("file={}", property(&finding.file)),
    };
    format!("::{level} {place},title={title}::{}", data(&finding.text()))
}

/// A message: its lines stay lines there.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| visible(line).into_owned()).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before the `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn no_text_ends_its_command_or_property() {
        assert_eq!(data("50 %\nof: a, b"), "50 %25%0Aof: a, b");
        assert_eq!(property("a:b,c%\n::error::x"), "a%3Ab%2Cc%25%0A%3A%3Aerror%3A%3Ax");
    }
}
