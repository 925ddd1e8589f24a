//! The first half of resolution: a node for every part that others may name.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::problems::duplicate_id;
use super::resolve::Resolver;
use super::senses::Glossary;
use super::{
    AtomDeclaration, ClaimDeclaration, Field, GroupDeclaration, HolderDeclaration, Origins,
    SameAsDeclaration, SourceDeclaration, Text,
};
use crate::model::{
    Allow, Atom, Claim, Group, Holder, Node, OwnScheme, Section, Source, Term, Unmerged,
};
use crate::text::{FileId, Spanned};

/// The nodes of a file's declarations, list by list; nothing for those that were left out.
#[derive(Default)]
pub(super) struct Declared {
    pub(super) groups: Vec<Option<NodeIndex>>,
    pub(super) sources: Vec<Option<NodeIndex>>,
    pub(super) holders: Vec<Option<NodeIndex>>,
    pub(super) claims: Vec<Option<NodeIndex>>,
}

/// Adds the file's groups, sources, holders, letters and claims, without what refers to others.
pub(super) fn declare(resolver: &mut Resolver) -> Declared {
    let document = resolver.document;
    if resolver.document.file == FileId::ROOT {
        declare_top(resolver);
    } else {
        let language = resolver.boxed(document.language);
        resolver.map.set_language(document.file, language);
    }
    Declared {
        groups: document.groups.iter().map(|item| declare_group(resolver, item)).collect(),
        sources: document.sources.iter().map(|item| declare_source(resolver, item)).collect(),
        holders: document.holders.iter().map(|item| declare_holder(resolver, item)).collect(),
        claims: {
            document.atoms.iter().for_each(|item| declare_atom(resolver, item));
            let glossary = Glossary::of(document);
            let claims = document.claims.iter();
            claims.map(|item| declare_claim(resolver, item, &glossary)).collect()
        },
    }
}

fn declare_group(resolver: &mut Resolver, declaration: &GroupDeclaration) -> Option<NodeIndex> {
    let id = declaration.id?;
    let group = Group {
        name: resolver.str(id).into(),
        title: resolver.boxed(declaration.title).unwrap_or_default(),
        parent: None,
        note: resolver.boxed(declaration.note),
    };
    let node = resolver.add(Some(id), declaration.span, Node::Group(Box::new(group)), |_| None)?;
    resolver.origins.add(Field::Title, declaration.title.map(|title| title.span));
    resolver.origins.add(Field::Group, declaration.parent.map(|parent| parent.span));
    Some(node)
}

fn declare_holder(resolver: &mut Resolver, declaration: &HolderDeclaration) -> Option<NodeIndex> {
    let id = declaration.id?;
    let holder = Holder {
        name: resolver.str(id).into(),
        title: resolver.boxed(declaration.title).unwrap_or_default(),
        kind: declaration.kind,
        members: Vec::new(),
        same_as: Vec::new(),
        note: resolver.boxed(declaration.note),
    };
    let node =
        resolver.add(Some(id), declaration.span, Node::Holder(Box::new(holder)), |_| None)?;
    resolver.origins.add(Field::Title, declaration.title.map(|title| title.span));
    add_sameness(resolver.origins, &declaration.same_as);
    Some(node)
}

fn add_sameness(origins: &mut Origins, same_as: &[SameAsDeclaration]) {
    for (number, same) in same_as.iter().enumerate() {
        origins.add(Field::SameAs(number as u32), Some(same.other.span));
    }
}

fn declare_atom(resolver: &mut Resolver, declaration: &AtomDeclaration) {
    let Some(id) = declaration.id else { return };
    let text = resolver.boxed(declaration.text).unwrap_or_default();
    let atom = Atom { name: resolver.str(id).into(), text };
    let node = Node::Atom(Box::new(atom));
    if resolver.add(Some(id), declaration.span, node, |_| None).is_some() {
        resolver.origins.add(Field::Text, declaration.text.map(|text| text.span));
    }
}

fn declare_top(resolver: &mut Resolver) {
    let document = resolver.document;
    resolver.map.title = resolver.boxed(document.title).unwrap_or_default();
    resolver.map.language = resolver.boxed(document.language);
    let texts = |texts: &[Text]| texts.iter().map(|text| document.str(*text).into()).collect();
    for term in &document.glossary {
        if let Some(word) = resolver.boxed(term.term) {
            resolver.map.glossary.push(Term { term: word, senses: texts(&term.senses) });
        }
    }
    for scheme in &document.schemes {
        if let Some(name) = resolver.boxed(scheme.name) {
            let (roles, questions) = (texts(&scheme.roles), texts(&scheme.questions));
            resolver.map.schemes.push(OwnScheme { name, roles, questions });
        }
    }
    let schemes: Vec<Text> = document.schemes.iter().filter_map(|scheme| scheme.name).collect();
    tell_repeated(resolver, "scheme", "the map", &schemes);
    for allow in &document.allows {
        if let (Some(rule), Some(reason)) =
            (resolver.boxed(allow.rule), resolver.boxed(allow.reason))
        {
            resolver.map.allows.push(Allow { rule, reason, at: texts(&allow.at) });
            resolver.origins.allows.push(document.place(allow.span));
        }
    }
    for entry in &document.unmerged {
        let value = |value: &Option<Spanned<serde_json::Value>>| {
            value.as_ref().map(|value| value.value.clone())
        };
        resolver.map.unmerged.push(Unmerged {
            list: resolver.boxed(entry.list),
            at: resolver.boxed(entry.at),
            key: resolver.boxed(entry.key),
            base: value(&entry.base),
            ours: value(&entry.ours),
            theirs: value(&entry.theirs),
        });
    }
    let start = crate::text::Span::default();
    let title = document.title.map_or(start, |title| title.span);
    resolver.origins.title = Some(document.place(title));
}

fn declare_source(resolver: &mut Resolver, declaration: &SourceDeclaration) -> Option<NodeIndex> {
    let id = declaration.id?;
    let section = |(name, heading): &(Text, Text)| Section {
        name: resolver.str(*name).into(),
        heading: resolver.str(*heading).into(),
    };
    let source = Source {
        name: resolver.str(id).into(),
        kind: resolver.boxed(declaration.kind).unwrap_or_default(),
        title: resolver.boxed(declaration.title).unwrap_or_default(),
        further: declaration.further.clone(),
        by: Vec::new(),
        text: resolver.boxed(declaration.text),
        sections: declaration.sections.iter().map(section).collect(),
        via: None,
        note: resolver.boxed(declaration.note),
    };
    let node =
        resolver.add(Some(id), declaration.span, Node::Source(Box::new(source)), |_| None)?;
    resolver.origins.add(Field::Title, declaration.title.map(|title| title.span));
    resolver.origins.add(Field::Text, declaration.text.map(|text| text.span));
    for (number, (_, heading)) in declaration.sections.iter().enumerate() {
        resolver.origins.add(Field::Section(number as u32), Some(heading.span));
    }
    let names: Vec<Text> = declaration.sections.iter().map(|(name, _)| *name).collect();
    let whole = format!("`{}`", resolver.str(id));
    tell_repeated(resolver, "section", &whole, &names);
    Some(node)
}

/// Reports names of parts that another of the parts has already.
fn tell_repeated(resolver: &mut Resolver, what: &str, whole: &str, names: &[Text]) {
    let mut first: FxHashMap<&str, Text> = FxHashMap::default();
    for name in names {
        let word = resolver.str(*name);
        match first.get(word) {
            Some(earlier) => {
                let (second, first) = (resolver.place(name.span), resolver.place(earlier.span));
                let found = duplicate_id::found_within(what, whole, word, second, first);
                resolver.problems.push(found);
            }
            None => drop(first.insert(word, *name)),
        }
    }
}

fn declare_claim(
    resolver: &mut Resolver,
    declaration: &ClaimDeclaration,
    glossary: &Glossary,
) -> Option<NodeIndex> {
    let Some(id) = declaration.id else {
        resolver.loosen(mentioned(declaration));
        return None;
    };
    let mut claim =
        Claim::new(resolver.str(id), resolver.boxed(declaration.text).unwrap_or_default());
    claim.kind = declaration.kind.map(|kind| kind.value);
    claim.basis = declaration.basis.map(|basis| basis.value);
    claim.imputed = declaration.imputed;
    let mut places_of_senses = Vec::new();
    if let Some(further) = &declaration.further {
        for (term, sense) in &further.senses {
            if let Some(found) = glossary.sense(resolver, *term, *sense) {
                claim.senses.push(found);
                places_of_senses.push(sense.span);
            }
        }
        claim.status = further.status.map(|status| status.value);
        claim.title = resolver.boxed(further.title);
        claim.note = resolver.boxed(further.note);
        claim.tags = further.tags.iter().map(|tag| resolver.str(*tag).into()).collect();
    }
    let node = resolver.add(Some(id), declaration.span, Node::Claim(claim), |_| None);
    if node.is_none() {
        resolver.loosen(mentioned(declaration));
        return None;
    }
    let origins = &mut *resolver.origins;
    origins.add(Field::Text, declaration.text.map(|text| text.span));
    origins.add(Field::Kind, declaration.kind.map(|kind| kind.span));
    origins.add(Field::Basis, declaration.basis.map(|basis| basis.span));
    origins.add(Field::Group, declaration.group.map(|group| group.span));
    if let Some(further) = &declaration.further {
        origins.add(Field::Status, further.status.map(|status| status.span));
        origins.add(Field::Title, further.title.map(|title| title.span));
        origins.add(Field::Formula, further.formula.map(|formula| formula.span));
        add_sameness(origins, &further.same_as);
        for (number, span) in places_of_senses.into_iter().enumerate() {
            origins.add(Field::Sense(number as u32), Some(span));
        }
    }
    node
}

/// What a claim's declaration names.
fn mentioned(declaration: &ClaimDeclaration) -> Vec<Text> {
    let further = declaration.further.iter();
    let named = further.flat_map(|further| {
        let stands = further.commitments.iter();
        let stands = stands.flat_map(|c| [c.holder, c.passage.source, c.reported_by]);
        let evidence = further.citations.iter().map(|citation| citation.passage.source);
        stands.chain(evidence).flatten().chain(further.same_as.iter().map(|same| same.other))
    });
    named.chain(declaration.group).collect()
}
