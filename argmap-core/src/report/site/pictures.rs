//! Which pictures a map gets, and the part of its page that shows them.
//!
//! A picture is there to be read: a map that would not fit on a screen is drawn by its groups.

use std::fmt::Write;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::claims::{Texts, texts};
use super::meeting::Meeting;
use super::page::Section;
use super::turns::Turns;
use super::{Subjects, anchor, brief, foreign, lang, own_claims, way};
use crate::model::{ClaimId, GroupId, HolderId, Map, is_name};
use crate::render::diagram::diagram;
use crate::render::layout::{LayoutEngine, LayoutError, Size};
use crate::render::scene::Scene;
use crate::render::svg::{Colours, paint, paint_within};
use crate::render::{Highlight, Mark, Options, Overlay, Scope, Side, Theme, legible};
use crate::report::findings::count;
use crate::report::markup::{lines, marked, put, text};
use crate::text::FileId;

/// A group of more claims is not drawn in one picture if it has parts.
const MOST_IN_GROUP: usize = 20;

/// A map of more claims is not tried as one picture.
const MOST_IN_MAP: usize = 60;

/// What can be read without much scrolling, in points.
const READABLE: Size = Size { width: 1600.0, height: 1800.0 };

/// What gives an overview still.
const OVERVIEW: Size = Size { width: 2000.0, height: 2400.0 };

/// What is still read of sides that face each other, one below the other as they are.
const FACING: Size = Size { width: 1600.0, height: 3600.0 };

/// What is read of a thesis, beside another one.
const BESIDE: Size = Size { width: 740.0, height: 1300.0 };

/// A picture of more boxes is not tried for a thesis.
const MOST_BESIDE: usize = 24;

/// How wide pictures should be, which is about the width of the page.
const WIDTH: f64 = 1080.0;

/// How wide pictures of theses should be, which stand in two columns.
const HALF: f64 = 540.0;

/// A picture that is not so many times wider is made as wide as there is room, which leaves letters
/// of 10 points.
const SHRINKABLE: f64 = 1.35;

/// So many theses get a picture of what they turn on; those of a map with more would be lost among
/// them.
const MOST_THESES: usize = 12;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The whole map.
    Map,
    /// The whole map with its groups as boxes.
    Overview,
    /// A group and what touches it.
    Group(GroupId),
    /// A thesis, what it turns on, and the ways between.
    Thesis(ClaimId),
    /// Two holders who face each other.
    Dispute([HolderId; 2]),
}

/// A picture of a map or of one of its groups.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What it shows.
    pub subject: Subject,
    /// The same in words.
    pub title: String,
    /// How it was drawn.
    pub options: Options,
    /// What must be known of it, a sentence each.
    pub notes: Vec<String>,
    /// What it points out.
    pub highlights: Vec<Highlight>,
    /// SVG for a file of its own.
    pub file: String,
    /// An SVG element for a page with the style of the site's.
    within: String,
    /// Whether it can be read when it is made as wide as the page.
    may_shrink: bool,
}

/// The pictures of a map.
#[derive(Clone, Debug, Default)]
pub struct Album {
    /// The pictures.
    pub drawings: Vec<Drawing>,
    /// What must be known of all of them, a sentence each.
    pub notes: Vec<String>,
}

/// Draws a map, as a whole if that can be read and else by its groups; and what its theses turn on,
/// and the two holders with most in common, as far as these pictures can be read.
///
/// # Errors
/// If the engine finds no layout.
pub fn draw(
    map: &Map,
    overlay: &Overlay,
    turns: &Turns,
    meeting: &Meeting,
    engine: &dyn LayoutEngine,
) -> Result<Album, LayoutError> {
    // The whole map points out what its thesis turns on, if it has one only.
    let highlights = match map.theses() {
        [thesis] => turns.highlights(*thesis),
        _ => Vec::new(),
    };
    let mut album = whole(map, &Overlay { highlights: &highlights, ..*overlay }, overlay, engine)?;
    let is_told =
        album.drawings.iter().any(|it| it.subject == Subject::Map && !it.highlights.is_empty());
    let theses = if is_told { &[] } else { map.theses() };
    let turning = theses.iter().filter(|thesis| !turns.highlights(**thesis).is_empty());
    for thesis in turning.take(MOST_THESES) {
        let mut highlights = turns.highlights(*thesis);
        while !highlights.is_empty() {
            let overlay = Overlay { highlights: &highlights, marks: &[], ..*overlay };
            let parts = highlights.iter().map(|it| it.part);
            let scope = Scope::Parts([thesis.node()].into_iter().chain(parts).collect());
            match one(map, &overlay, Subject::Thesis(*thesis), scope, engine)? {
                Some((drawing, size)) if fits(size, BESIDE) => {
                    album.drawings.push(drawing);
                    break;
                }
                // Fewer may be read, unless it takes all of them.
                _ if turns.is_joint(*thesis) => break,
                _ => highlights.truncate(highlights.len() / 3),
            }
        }
    }
    if let Some(pair) = meeting.met().next() {
        let holders = meeting.holders(pair);
        let highlights = meeting.highlights(pair);
        let overlay = Overlay { highlights: &highlights, marks: &[], ..*overlay };
        let [one_side, other] = holders.map(Side::Holder);
        for scope in [Scope::Dispute(one_side, other), Scope::Parts(meeting.parts(pair))] {
            if let Some((drawing, size)) =
                one(map, &overlay, Subject::Dispute(holders), scope, engine)?
                && fits(size, FACING)
            {
                album.drawings.push(drawing);
                break;
            }
        }
    }
    Ok(album)
}

/// A map as a whole if that can be read, and else by its groups.
fn whole(
    map: &Map,
    pointing: &Overlay,
    overlay: &Overlay,
    engine: &dyn LayoutEngine,
) -> Result<Album, LayoutError> {
    let mut album = Album::default();
    let claims = own_claims(map).count();
    let groups = groups(map);
    if claims == 0 {
        return Ok(album);
    }
    if groups.is_empty() || claims <= MOST_IN_MAP {
        match one(map, pointing, Subject::Map, Scope::Map, engine)? {
            Some((drawing, size)) if groups.is_empty() || fits(size, READABLE) => {
                album.drawings.push(drawing);
                return Ok(album);
            }
            _ => {}
        }
    }
    if groups.is_empty() {
        album.notes.push(format!(
            "The map has {} and no groups: no picture of it could be read. With groups, each is drawn.",
            count(claims, "claim")
        ));
    } else if let Some((drawing, size)) = one(map, overlay, Subject::Overview, Scope::Map, engine)?
        && fits(size, OVERVIEW)
    {
        album.drawings.push(drawing);
    }
    for group in groups {
        match one(map, overlay, Subject::Group(group), Scope::Group(group), engine)? {
            Some((drawing, _)) => album.drawings.push(drawing),
            None => album.notes.push(format!(
                "The group \"{}\" is too large to be read in a picture; with parts, each is drawn.",
                map[group].title
            )),
        }
    }
    Ok(album)
}

fn fits(size: Size, room: Size) -> bool {
    size.width <= room.width && size.height <= room.height
}

/// A picture, if it can be read.
fn one(
    map: &Map,
    overlay: &Overlay,
    subject: Subject,
    scope: Scope,
    engine: &dyn LayoutEngine,
) -> Result<Option<(Drawing, Size)>, LayoutError> {
    let title = match subject {
        Subject::Map => "The whole map".to_owned(),
        Subject::Overview => "Overview".to_owned(),
        Subject::Group(group) => map[group].title.to_string(),
        Subject::Thesis(thesis) => format!("What it turns on: {}", brief(map, thesis)),
        Subject::Dispute(holders) => {
            let [one, other] = holders.map(|holder| &*map[holder].title);
            format!("{one} and {other}")
        }
    };
    let width = if matches!(subject, Subject::Thesis(_)) { HALF } else { WIDTH };
    let options = Options {
        scope,
        collapse: (subject == Subject::Overview).then_some(1),
        // What questions are asked is told beside the picture.
        questions: subject != Subject::Overview,
        width: Some(width),
        ..Options::default()
    };
    if legible(map, overlay, &options).is_err() {
        return Ok(None);
    }
    let mut drawn = diagram(map, overlay, &options);
    let is_beside = matches!(subject, Subject::Thesis(_));
    if drawn.nodes.is_empty() || (is_beside && drawn.nodes.len() > MOST_BESIDE) {
        return Ok(None);
    }
    // Boxes that nothing connects tell no more than the list beside them.
    let connected: FxHashSet<usize> =
        drawn.lines.iter().flat_map(|line| [line.tail, line.head]).collect();
    if is_beside && connected.len() < drawn.nodes.len() {
        return Ok(None);
    }
    if let Subject::Group(_) = subject {
        // Findings of what is drawn elsewhere are told of there.
        let parts: FxHashSet<NodeIndex> =
            drawn.nodes.iter().flat_map(|node| &node.stands_for).copied().collect();
        let marks = overlay.marks.iter().filter(|mark| parts.contains(&mark.part));
        let marks: Vec<Mark> = marks.cloned().collect();
        drawn = diagram(map, &Overlay { marks: &marks, ..*overlay }, &options);
    }
    let scene = Scene::new(drawn, &options, engine)?;
    let drawing = Drawing {
        subject,
        within: paint_within(&scene, &title),
        may_shrink: scene.size.width <= width * SHRINKABLE,
        title,
        options,
        notes: scene.diagram.notes.clone(),
        highlights: overlay.highlights.to_vec(),
        file: paint(&scene, Colours::Of(Theme::Light)),
    };
    Ok(Some((drawing, scene.size)))
}

/// The groups of the root file that are drawn: those with claims, but for those of many that are
/// drawn by their parts, and for the parts of those that are not.
fn groups(map: &Map) -> Vec<GroupId> {
    let populations = populations(map);
    let own = map.groups().filter(|(id, _)| map.file_of(*id) == FileId::ROOT);
    let own: Vec<_> = own.filter(|(id, _)| populations.contains_key(id)).collect();
    let with_parts: FxHashSet<GroupId> = own.iter().filter_map(|(_, group)| group.parent).collect();
    let is_small = |id: &GroupId| populations.get(id).is_some_and(|it| *it <= MOST_IN_GROUP);
    let is_drawn = |id: &GroupId| {
        let parent = map[*id].parent.filter(|parent| parent != id);
        !parent.as_ref().is_some_and(is_small) && (is_small(id) || !with_parts.contains(id))
    };
    own.into_iter().map(|(id, _)| id).filter(is_drawn).collect()
}

/// How many claims stand in each group that has any, there or in the groups within; beyond
/// [`MOST_IN_GROUP`] they are not counted, which keeps it linear.
fn populations(map: &Map) -> FxHashMap<GroupId, usize> {
    let mut populations: FxHashMap<GroupId, usize> = FxHashMap::default();
    for (_, claim) in map.claims() {
        let mut at = claim.group;
        while let Some(group) = at {
            let population = populations.entry(group).or_default();
            if *population > MOST_IN_GROUP {
                break; // What lies around it has as many.
            }
            *population += 1;
            at = map[group].parent;
        }
    }
    populations
}

/// The part of the page with the pictures, each followed by its claims.
pub(super) fn section(about: &Subjects) -> Option<Section> {
    let map = &about.reading.map;
    let Album { drawings, notes } = about.album;
    let mut content = String::new();
    for note in notes {
        put(&mut content, format_args!("<p class=\"remark\">{}</p>\n", lines(note)));
    }
    let mut shelves = shelves(map, drawings);
    let mut parts = Vec::new();
    for (number, drawing) in drawings.iter().enumerate() {
        if matches!(drawing.subject, Subject::Thesis(_) | Subject::Dispute(_)) {
            continue; // They stand where the thesis and the holders are told of.
        }
        let id = format!("picture-{}", number + 1);
        put(&mut content, format_args!("<article class=\"drawn\">\n"));
        headed(&mut content, about, drawing, &id);
        shown(&mut content, about, number);
        all_texts(&mut content, about, std::mem::take(&mut shelves[number]));
        content.push_str("</article>\n");
        parts.push((id, drawing.title.clone()));
    }
    all_texts(&mut content, about, shelves.pop().unwrap_or_default());
    (!content.is_empty()).then_some(Section { id: "map", title: "The map", content, parts })
}

/// The claims of a group, or of none.
type Shelf = Vec<(Option<GroupId>, Vec<ClaimId>)>;

/// By drawing, and last for what is in none: the claims of the root file by their groups, in the
/// order of declaration. Linear in the size of the map.
fn shelves(map: &Map, drawings: &[Drawing]) -> Vec<Shelf> {
    let mut place: FxHashMap<Option<GroupId>, usize> = FxHashMap::default();
    for (number, drawing) in drawings.iter().enumerate() {
        match drawing.subject {
            Subject::Map => place.insert(None, number),
            Subject::Group(group) => place.insert(Some(group), number),
            Subject::Overview | Subject::Thesis(_) | Subject::Dispute(_) => None,
        };
    }
    place.entry(None).or_insert(drawings.len());
    let mut by_group: FxHashMap<Option<GroupId>, Vec<ClaimId>> = FxHashMap::default();
    for claim in own_claims(map) {
        by_group.entry(map[claim].group).or_default().push(claim);
    }
    let mut shelves: Vec<Shelf> = vec![Shelf::new(); drawings.len() + 1];
    let order = map.groups().map(|(id, _)| Some(id)).chain([None]);
    for group in order {
        let Some(claims) = by_group.remove(&group) else { continue };
        // The nearest group around it that is drawn; circles of groups lead nowhere.
        let mut path = Vec::new();
        let mut at = group;
        let found = loop {
            if let Some(found) = place.get(&at) {
                break *found;
            }
            path.push(at);
            place.insert(at, drawings.len());
            at = at.and_then(|group| map[group].parent);
        };
        path.into_iter().for_each(|group| {
            place.insert(group, found);
        });
        shelves[found].push((group, claims));
    }
    shelves
}

fn all_texts(page: &mut String, about: &Subjects, shelf: Shelf) {
    let map = &about.reading.map;
    let foreign = foreign(map);
    for (group, claims) in shelf {
        let (id, title, foreign) = match group {
            Some(group) => (anchor(map, group), &*map[group].title, foreign.as_deref()),
            None => (None, "In no group", None),
        };
        texts(page, about, &Texts { id, title, foreign, claims: &claims });
    }
}

fn headed(page: &mut String, about: &Subjects, drawing: &Drawing, id: &str) {
    let map = &about.reading.map;
    let group = match drawing.subject {
        Subject::Group(group) => Some(group),
        _ => None,
    };
    let foreign = group.and_then(|_| foreign(map));
    let lang = lang(foreign.as_deref());
    put(page, format_args!("<h3 id=\"{id}\"{lang}>{}</h3>\n", text(&drawing.title)));
    if let Some(note) = group.and_then(|group| map[group].note.as_deref()) {
        put(page, format_args!("<p class=\"remark\"{lang}>{}</p>\n", lines(note)));
    }
    if drawing.subject == Subject::Map && !drawing.highlights.is_empty() {
        put(page, format_args!("<p class=\"remark\">{STAR}</p>\n"));
    }
}

/// What the sign of a crux means.
const STAR: &str = "★ marks what the thesis turns on.";

/// A picture of the album without a heading, and where else it can be seen.
pub(super) fn shown(page: &mut String, about: &Subjects, at: usize) {
    let map = &about.reading.map;
    let (drawing, file) = (&about.album.drawings[at], &about.files[at]);
    let notes: Vec<String> = drawing.notes.iter().map(|note| marked(note)).collect();
    if !notes.is_empty() {
        put(page, format_args!("<p class=\"remark\">{}</p>\n", notes.join(" · ")));
    }
    put(
        page,
        format_args!(
            "<div class=\"picture{}\" tabindex=\"0\" role=\"group\" aria-label=\"Picture: {}\">\n{}</div>\n<p class=\"ways\">",
            if drawing.may_shrink { " shrinks" } else { "" },
            text(&drawing.title),
            drawing.within
        ),
    );
    let mut links = Vec::new();
    links.push(format!("<a href=\"{}\">The picture as a file</a>", way(about.page, file)));
    if let Some(view) = about.view {
        let mut to = way(about.page, view);
        let name = match drawing.subject {
            Subject::Group(group) => map.name(group),
            Subject::Thesis(thesis) => map.name(thesis),
            _ => None,
        };
        if let Some(name) = name.filter(|name| is_name(name)) {
            write!(to, "#{name}").expect("writing to a string cannot fail");
        }
        links.push(format!("<a href=\"{to}\">Explore</a>"));
    }
    put(page, format_args!("{}</p>\n", links.join(" · ")));
}
