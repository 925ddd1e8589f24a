//! Findings in the XML of Checkstyle, which many servers read.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use crate::report::escape::xml;
use crate::report::results::{Finding, Results};
use crate::report::{Form, Report};

/// A file element for each file that has findings.
pub const REPORT: Report =
    Report { name: "checkstyle", summary: "the XML of Checkstyle", form: Form::Whole(write) };

fn write(results: &Results) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let mut put = |event: Event| xml.write_event(event).expect("memory takes all");
    put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    put(Event::Start(element("checkstyle", &[("version", "10.0")])));
    for unreadable in &results.unreadable {
        put(Event::Start(element("file", &[("name", &unreadable.name)])));
        let message = &*unreadable.message;
        let error =
            [("line", "1"), ("severity", "error"), ("message", message), ("source", "argmap")];
        put(Event::Empty(element("error", &error)));
        put(Event::End(BytesEnd::new("file")));
    }
    for findings in results.findings.chunk_by(|one, other| one.file == other.file) {
        put(Event::Start(element("file", &[("name", &findings[0].file)])));
        findings.iter().for_each(|finding| put(Event::Empty(error(finding))));
        put(Event::End(BytesEnd::new("file")));
    }
    put(Event::End(BytesEnd::new("checkstyle")));
    let mut text = String::from_utf8(xml.into_inner()).expect("XML of text is text");
    text.push('\n');
    text
}

fn error(finding: &Finding) -> BytesStart<'static> {
    let start = finding.labels.first().map(|mark| mark.range.start);
    let line = start.map_or(1, |at| at.line).to_string();
    let column = start.map_or(1, |at| at.column).to_string();
    element(
        "error",
        &[
            ("line", &line),
            ("column", &column),
            ("severity", finding.severity.word()),
            ("message", &finding.text().replace('\n', "; ")),
            ("source", &format!("argmap.{}", finding.code)),
        ],
    )
}

fn element(name: &'static str, attributes: &[(&'static str, &str)]) -> BytesStart<'static> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, &*xml(value)));
    }
    element
}
