//! The style sheet of a picture.

use std::fmt::Write;

use crate::model::Verdict;
use crate::render::lettering::FAMILY;
use crate::render::palette::Palette;
use crate::render::{Role, Theme};

/// Where the colours come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// They are those of a theme, whatever is around the picture.
    Of(Theme),
    /// They are custom properties of CSS, such as `--ink`, which the page around the picture sets:
    /// see [`variables`].
    FromPage,
}

/// The colours by the names of their custom properties.
fn named(palette: &Palette) -> Vec<(String, &'static str)> {
    let mut out: Vec<(String, &'static str)> = [
        ("paper", palette.paper),
        ("ink", palette.ink),
        ("dim", palette.dim),
        ("faint", palette.faint),
        ("box", palette.plain.0),
        ("box-border", palette.plain.1),
        ("group", palette.groups[0]),
        ("group-inner", palette.groups[1]),
        ("group-border", palette.group_border),
        ("support", palette.support),
        ("rebuttal", palette.rebuttal),
        ("undercut", palette.undercut),
        ("conflict", palette.conflict),
        ("finding", palette.findings.0),
        ("error", palette.findings.1),
    ]
    .map(|(name, colour)| (name.to_owned(), colour))
    .into();
    for role in Role::ALL {
        let (strong, weak) = palette.role(*role);
        out.push((role.to_string(), strong));
        out.push((format!("{role}-glow"), weak));
    }
    for verdict in Verdict::ALL {
        let (inside, border) = palette.verdict(Some(*verdict));
        out.push((verdict.to_string(), inside));
        out.push((format!("{verdict}-border"), border));
    }
    out
}

/// The custom properties of a theme, to stand in a rule of the page around a picture.
pub fn variables(theme: Theme) -> String {
    let mut out = String::new();
    for (name, colour) in named(Palette::of(theme)) {
        writeln!(out, "  --{name}: {colour};").expect("a string takes everything");
    }
    out
}

/// The rules, in which `$name` stands for a colour.
const RULES: &str = include_str!("picture.css");

/// The rules for what is pointed out, by role.
fn of_roles() -> String {
    let rules = |role: &Role| {
        format!(
            ".argmap .point.{role} .ring {{ stroke: ${role}; }}\n\
             .argmap .point.{role} .tag {{ fill: ${role}; }}\n\
             .argmap .line .glow.{role} {{ stroke: ${role}-glow; }}\n"
        )
    };
    Role::ALL.iter().map(rules).collect()
}

/// The style sheet of a picture with those colours.
pub fn rules(colours: Colours) -> String {
    let rules = RULES.to_owned() + &of_roles();
    let theme = match colours {
        Colours::Of(theme) => theme,
        Colours::FromPage => Theme::Light,
    };
    let names = named(Palette::of(theme));
    let mut parts = rules.split('$');
    let mut out = parts.next().unwrap_or_default().replace("FAMILY", FAMILY);
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let colour = names.iter().find(|(own, _)| own == name).map_or("red", |(_, colour)| colour);
        match colours {
            Colours::Of(_) => out.push_str(colour),
            Colours::FromPage => {
                write!(out, "var(--{name})").expect("a string takes everything");
            }
        }
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_the_rules_is_known() {
        let names = named(Palette::of(Theme::Light));
        let rules = RULES.to_owned() + &of_roles();
        for part in rules.split('$').skip(1) {
            let known = |name: &str| {
                part.strip_prefix(name).is_some_and(|rest| !rest.starts_with(['-', 'a']))
            };
            assert!(names.iter().any(|(name, _)| known(name)), "{part}");
        }
    }
}
