//! Findings as test cases in JUnit's XML, which every CI server reads.

use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};

use crate::diagnostic::Severity;
use crate::report::escape::xml;
use crate::report::results::{Finding, Results};
use crate::report::{Form, Report};

/// A suite for each file: errors and warnings are failures, what is only worth knowing passes,
/// and a file without findings is a case that passes. What could not be read is an error.
pub const REPORT: Report =
    Report { name: "junit", summary: "test cases in JUnit's XML", form: Form::Whole(write) };

fn write(results: &Results) -> String {
    let mut suites = Suites::new("argmap");
    let mut unreadable = TestSuite::new("argmap");
    for it in &results.unreadable {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(xml(&it.message)).set_type("unreadable");
        unreadable.add_test_case(case(&it.name, "can be read", status));
    }
    if !results.unreadable.is_empty() {
        suites.add_test_suite(unreadable);
    }
    let mut findings = results.findings.chunk_by(|one, other| one.file == other.file).peekable();
    for file in &results.files {
        let of_file = findings.next_if(|findings| findings[0].file == file.name);
        let mut suite = TestSuite::new(xml(&file.name));
        for finding in of_file.unwrap_or_default() {
            suite.add_test_case(of_finding(finding));
        }
        if of_file.is_none() {
            suite.add_test_case(case(&file.name, "no findings", TestCaseStatus::success()));
        }
        suites.add_test_suite(suite);
    }
    let mut text = suites.to_string().expect("memory takes all");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn of_finding(finding: &Finding) -> TestCase {
    let place = finding.place();
    let name = format!("{} {} at {place}", finding.code, finding.name);
    let said = format!("{}\n{place}", finding.text());
    let said: Vec<String> = said.lines().map(xml).collect();
    let said = said.join("\n");
    if finding.severity == Severity::Info {
        let mut case = case(&finding.file, &name, TestCaseStatus::success());
        case.set_system_out(said);
        return case;
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(xml(&finding.message)).set_type(finding.severity.word());
    status.set_description(said);
    case(&finding.file, &name, status)
}

fn case(file: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(xml(name), status);
    case.set_classname(xml(file));
    case
}
