//! What is around the content of every page.

use crate::render::Theme;
use crate::render::svg::{Colours, rules, variables};
use crate::render::web::hash;
use crate::report::markup::{put, text};

/// The style of the site's pages, without the colours.
const STYLE: &str = include_str!("../../../assets/site/site.css");

/// Colours that pictures do not have: of links and of how much findings matter.
const LIGHT: &str =
    "  --link: #0b57a8;\n  --error: #b3261e;\n  --warning: #855600;\n  --info: #1a5fb4;\n";
const DARK: &str =
    "  --link: #8fc0ff;\n  --error: #ff8a80;\n  --warning: #f2c14e;\n  --info: #8ab4f8;\n";
const PRINT: &str =
    "  --link: #000000;\n  --error: #000000;\n  --warning: #000000;\n  --info: #000000;\n";

/// A page: its title, what leads elsewhere, and its content, both finished.
pub(in crate::report) fn frame(title: &str, navigation: &str, content: &str) -> String {
    let style = style();
    let mut page = String::with_capacity(content.len() + style.len() + 4096);
    put(
        &mut page,
        format_args!(
            r##"<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="referrer" content="no-referrer" />
<title>{}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
{navigation}<main id="content">
{content}</main>
<footer>
<p>Checked, evaluated and drawn by argmap.</p>
</footer>
</body>
</html>
"##,
            hash(&style),
            text(title)
        ),
    );
    page
}

/// The style sheet, which is the same on all pages.
fn style() -> String {
    let (light, dark, print) = [(Theme::Light, LIGHT), (Theme::Dark, DARK), (Theme::Print, PRINT)]
        .map(|(theme, more)| variables(theme) + more)
        .into();
    format!(
        "\n:root {{\n  color-scheme: light dark;\n{light}}}\n\
         @media (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n\
         @media print {{\n:root {{\n  color-scheme: light;\n{print}}}\n}}\n\
         {STYLE}{}",
        rules(Colours::FromPage)
    )
}

/// How many claims there are of each verdict: a bar, and the same in words.
pub(super) fn tally(page: &mut String, tally: [usize; 4]) {
    use crate::model::Verdict;
    let all: usize = tally.iter().sum();
    if all == 0 {
        return;
    }
    page.push_str("<div class=\"tally\">\n<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\n");
    let mut from = 0;
    for (verdict, number) in Verdict::ALL.iter().zip(tally) {
        // What is there is seen, however little it is.
        let (x, end) = (from * 1000 / all, (from + number) * 1000 / all);
        if number > 0 {
            let width = (end - x).max(4);
            put(
                page,
                format_args!(
                    "<rect class=\"{verdict}\" x=\"{x}\" y=\"0\" width=\"{width}\" height=\"10\" />\n"
                ),
            );
        }
        from += number;
    }
    page.push_str("</svg>\n<ul>\n");
    for (verdict, number) in Verdict::ALL.iter().zip(tally) {
        if number > 0 {
            let mark = crate::render::texts::mark(*verdict);
            put(
                page,
                format_args!(
                    "<li class=\"badge {verdict}\"><span aria-hidden=\"true\">{mark}</span> {number} {verdict}</li>\n"
                ),
            );
        }
    }
    page.push_str("</ul>\n</div>\n");
}
