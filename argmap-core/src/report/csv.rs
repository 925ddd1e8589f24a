//! Findings as a table for spreadsheets.

use std::borrow::Cow;

use crate::report::escape::visible;
use crate::report::results::Finding;
use crate::report::{Form, Pieces, Report};

/// A row for each finding, after a row of names; by RFC 4180. No cell is a formula.
pub const REPORT: Report = Report {
    name: "csv",
    summary: "a table for spreadsheets",
    form: Form::Pieces(Pieces {
        first: "severity,code,rule,file,line,column,message,about,help,fingerprint\r\n",
        file: |findings| {
            let mut rows = Rows::new();
            findings.iter().for_each(|finding| rows.finding(finding));
            rows.text()
        },
        between: "",
        last: |results| {
            let mut rows = Rows::new();
            for it in &results.unreadable {
                rows.row(["error", "", "", &it.name, "", "", &it.message, "", "", ""]);
            }
            rows.text()
        },
    }),
};

/// Some rows.
struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    fn new() -> Rows {
        Rows(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new()))
    }

    fn row(&mut self, cells: [&str; 10]) {
        let cells = cells.map(|cell| harmless(cell).into_owned());
        self.0.write_record(cells).expect("rows have one length, and memory takes them");
    }

    fn finding(&mut self, finding: &Finding) {
        let Finding { code, name, file, message, fingerprint, .. } = finding;
        let start = finding.labels.first().map(|mark| mark.range.start);
        let number = |number: Option<usize>| number.map(|it| it.to_string()).unwrap_or_default();
        let line = number(start.map(|at| at.line));
        let column = number(start.map(|at| at.column));
        let help = finding.help.as_deref().unwrap_or_default();
        let (severity, about) = (finding.severity.word(), finding.about.join(" "));
        self.row([severity, code, name, file, &line, &column, message, &about, help, fingerprint]);
    }

    fn text(self) -> String {
        let bytes = self.0.into_inner().expect("memory takes all");
        String::from_utf8(bytes).expect("cells are text")
    }
}

/// A cell that no spreadsheet takes for a formula, whatever stands before the sign.
pub(super) fn harmless(cell: &str) -> Cow<'_, str> {
    let cell = visible(cell);
    let first = cell.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '|' | '＝' | '＋' | '－' | '＠' | '﹣' | '﹢' | '﹦') => {
            Cow::Owned(format!("'{cell}"))
        }
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{3000}=1", "＝1", "\t=1"] {
            let harmless = harmless(cell);
            assert!(harmless.starts_with(['\'', '\\']), "{cell} became {harmless}");
        }
        assert_eq!(harmless("`a` = b"), "`a` = b");
        assert_eq!(harmless("a\r\n=1"), "a\\r\\n=1");
    }
}
