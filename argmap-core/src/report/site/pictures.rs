//! Which pictures a map gets, and the part of its page that shows them.
//!
//! A picture is there to be read: a map that would not fit on a screen is drawn by its groups.

use std::fmt::Write;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::claims::{Texts, texts};
use super::page::Section;
use super::{Subjects, anchor, foreign, lang, own_claims, way};
use crate::model::{ClaimId, GroupId, Map};
use crate::render::diagram::diagram;
use crate::render::layout::{LayoutEngine, LayoutError, Size};
use crate::render::scene::Scene;
use crate::render::svg::{Colours, paint, paint_within};
use crate::render::{Mark, Options, Overlay, Scope, Theme, legible};
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

/// How wide pictures should be, which is about the width of the page.
const WIDTH: f64 = 1080.0;

/// A picture that is not wider is made as wide as the page, which leaves letters of 10 points.
const SHRINKABLE: f64 = 1460.0;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The whole map.
    Map,
    /// The whole map with its groups as boxes.
    Overview,
    /// A group and what touches it.
    Group(GroupId),
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

/// Draws a map, as a whole if that can be read and else by its groups.
///
/// # Errors
/// If the engine finds no layout.
pub fn draw(map: &Map, overlay: &Overlay, engine: &dyn LayoutEngine) -> Result<Album, LayoutError> {
    let mut album = Album::default();
    let claims = own_claims(map).count();
    let groups = groups(map);
    if claims == 0 {
        return Ok(album);
    }
    if groups.is_empty() || claims <= MOST_IN_MAP {
        match one(map, overlay, Subject::Map, engine)? {
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
    } else if let Some((drawing, size)) = one(map, overlay, Subject::Overview, engine)?
        && fits(size, OVERVIEW)
    {
        album.drawings.push(drawing);
    }
    for group in groups {
        match one(map, overlay, Subject::Group(group), engine)? {
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
    engine: &dyn LayoutEngine,
) -> Result<Option<(Drawing, Size)>, LayoutError> {
    let (scope, title) = match subject {
        Subject::Map => (Scope::Map, "The whole map".to_owned()),
        Subject::Overview => (Scope::Map, "Overview".to_owned()),
        Subject::Group(group) => (Scope::Group(group), map[group].title.to_string()),
    };
    let options = Options {
        scope,
        collapse: (subject == Subject::Overview).then_some(1),
        // What questions are asked is told beside the picture.
        questions: subject != Subject::Overview,
        width: Some(WIDTH),
        ..Options::default()
    };
    if legible(map, overlay, &options).is_err() {
        return Ok(None);
    }
    let mut drawn = diagram(map, overlay, &options);
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
        may_shrink: scene.size.width <= SHRINKABLE,
        title,
        options,
        notes: scene.diagram.notes.clone(),
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
    for (number, (drawing, file)) in drawings.iter().zip(about.files).enumerate() {
        let id = format!("picture-{}", number + 1);
        put(&mut content, format_args!("<article class=\"drawn\">\n"));
        figure(&mut content, about, drawing, file, &id);
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
            Subject::Overview => None,
            Subject::Group(group) => place.insert(Some(group), number),
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

fn figure(page: &mut String, about: &Subjects, drawing: &Drawing, file: &str, id: &str) {
    let map = &about.reading.map;
    let title = text(&drawing.title);
    let foreign = match drawing.subject {
        Subject::Map | Subject::Overview => None,
        Subject::Group(_) => foreign(map),
    };
    let lang = lang(foreign.as_deref());
    put(page, format_args!("<h3 id=\"{id}\"{lang}>{title}</h3>\n"));
    let note = match drawing.subject {
        Subject::Group(group) => map[group].note.as_deref(),
        Subject::Map | Subject::Overview => None,
    };
    if let Some(note) = note {
        put(page, format_args!("<p class=\"remark\"{lang}>{}</p>\n", lines(note)));
    }
    let notes: Vec<String> = drawing.notes.iter().map(|note| marked(note)).collect();
    if !notes.is_empty() {
        put(page, format_args!("<p class=\"remark\">{}</p>\n", notes.join(" · ")));
    }
    put(
        page,
        format_args!(
            "<div class=\"picture{}\" tabindex=\"0\" role=\"group\" aria-label=\"Picture: {title}\">\n{}</div>\n<p class=\"ways\">",
            if drawing.may_shrink { " shrinks" } else { "" },
            drawing.within
        ),
    );
    let mut links = Vec::new();
    links.push(format!("<a href=\"{}\">The picture as a file</a>", way(about.page, file)));
    if let Some(view) = about.view {
        let mut to = way(about.page, view);
        if let Subject::Group(group) = drawing.subject {
            let name = map.name(group).filter(|name| crate::model::is_name(name));
            if let Some(name) = name {
                write!(to, "#{name}").expect("writing to a string cannot fail");
            }
        }
        links.push(format!("<a href=\"{to}\">Explore</a>"));
    }
    put(page, format_args!("{}</p>\n", links.join(" · ")));
}
