//! Equality of maps: by content and order of declaration, never by number.

use petgraph::graph::NodeIndex;

use super::{
    Citation, Claim, ClaimDetails, Commitment, Conflict, Group, Holder, Inference,
    InferenceDetails, InferenceKind, Letter, Map, Node, Passage, Question, SameAs, Source,
};

impl PartialEq for Map {
    fn eq(&self, other: &Map) -> bool {
        let pair = Pair { left: self, right: other };
        pair.top().iter().all(|(_, is_same)| *is_same)
            && LISTS.iter().all(|list| pair.same_list(*list))
    }
}

impl Map {
    /// The keys of the file under which two maps differ in what is no part of its own.
    pub(crate) fn differing_keys(&self, other: &Map) -> impl Iterator<Item = &'static str> {
        let top = Pair { left: self, right: other }.top();
        top.into_iter().filter_map(|(key, is_same)| (!is_same).then_some(key))
    }

    /// Whether a part of this map has the content of a part of another.
    pub(crate) fn has_same_part(&self, part: NodeIndex, other: &Map, others: NodeIndex) -> bool {
        Pair { left: self, right: other }.same_node(part, others)
    }
}

/// Tells to which of a file's lists a node belongs.
type List = fn(&Node) -> bool;

const LISTS: [List; 10] = [
    |node| matches!(node, Node::Group(_)),
    |node| matches!(node, Node::Source(_)),
    |node| matches!(node, Node::Holder(_)),
    |node| matches!(node, Node::Atom(_)),
    |node| matches!(node, Node::Question(_)),
    |node| matches!(node, Node::Claim(_)),
    |node| matches!(node, Node::Inference(i) if i.kind == InferenceKind::Support),
    |node| matches!(node, Node::Inference(i) if i.kind == InferenceKind::Rebuttal),
    |node| matches!(node, Node::Inference(i) if i.kind == InferenceKind::Undercut),
    |node| matches!(node, Node::Conflict(_)),
];

struct Pair<'m> {
    left: &'m Map,
    right: &'m Map,
}

impl Pair<'_> {
    /// What is no part of its own, by the key under which it is written, and whether it is the same.
    fn top(&self) -> [(&'static str, bool); 9] {
        let (left, right) = (self.left, self.right);
        [
            ("title", left.title == right.title),
            ("language", left.language == right.language),
            ("reading-of", self.same_option(left.reading_of, right.reading_of)),
            ("glossary", left.glossary == right.glossary),
            ("schemes", left.schemes == right.schemes),
            ("allow", left.allows == right.allows),
            ("unmerged", left.unmerged == right.unmerged),
            ("theses", self.same_all(&left.theses, &right.theses)),
            ("imports", self.same_imports()),
        ]
    }

    fn same_list(&self, list: List) -> bool {
        let mut left = declared(self.left, list);
        let mut right = declared(self.right, list);
        loop {
            match (left.next(), right.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if self.same_node(a, b) => {}
                _ => return false,
            }
        }
    }

    fn same_imports(&self) -> bool {
        let (left, right) = (self.left.imports(), self.right.imports());
        let same = |(a, b): (&super::Import, &super::Import)| {
            a.alias == b.alias && a.path == b.path && a.file.is_some() == b.file.is_some()
        };
        left.len() == right.len() && left.iter().zip(right).all(same)
    }

    /// Whether two numbers mean parts of the same name.
    fn same(&self, a: impl Into<NodeIndex>, b: impl Into<NodeIndex>) -> bool {
        let (a, b) = (a.into(), b.into());
        if self.left.prefix(a) == self.right.prefix(b) {
            return self.left.graph[a].name() == self.right.graph[b].name();
        }
        self.left.name(a) == self.right.name(b)
    }

    fn same_option<I: Into<NodeIndex>>(&self, a: Option<I>, b: Option<I>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => self.same(a, b),
            (None, None) => true,
            _ => false,
        }
    }

    fn same_all<I: Into<NodeIndex> + Copy>(&self, a: &[I], b: &[I]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(*a, *b))
    }

    fn same_each<I: Into<NodeIndex> + Copy>(
        &self,
        a: impl Iterator<Item = I>,
        b: impl Iterator<Item = I>,
    ) -> bool {
        let (mut a, mut b) = (a, b);
        loop {
            match (a.next(), b.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if self.same(a, b) => {}
                _ => return false,
            }
        }
    }

    fn same_node(&self, a: NodeIndex, b: NodeIndex) -> bool {
        match (&self.left.graph[a], &self.right.graph[b]) {
            (Node::Claim(x), Node::Claim(y)) => {
                self.same_claim(x, y) && self.same_stands(a, b) && self.same_evidence(a, b)
            }
            (Node::Inference(x), Node::Inference(y)) => {
                self.same_inference(x, y) && self.same_links(a, b) && self.same_evidence(a, b)
            }
            (Node::Source(x), Node::Source(y)) => self.same_source(x, y),
            (Node::Holder(x), Node::Holder(y)) => self.same_holder(x, y),
            (Node::Question(x), Node::Question(y)) => {
                self.same_question(x, y) && self.same_outgoing(a, b)
            }
            (Node::Conflict(x), Node::Conflict(y)) => {
                self.same_conflict(x, y) && self.same_outgoing(a, b)
            }
            (Node::Group(x), Node::Group(y)) => self.same_group(x, y),
            (Node::Atom(x), Node::Atom(y)) => x.name == y.name && x.text == y.text,
            _ => false,
        }
    }

    // Each structure is taken apart in full, so that a new field cannot be forgotten.

    fn same_claim(&self, a: &Claim, b: &Claim) -> bool {
        let Claim { name, text, kind, group, basis, imputed, details: _ } = a;
        let ClaimDetails { title, formula, tags, status, same_as, senses, note } = &**a;
        let letters = |map: &Map, claim: &Claim| {
            let formula = claim.formula.as_deref();
            formula.map(|formula| formula.map(|letter| map.name(node_of(*letter))))
        };
        (name, text, title, kind, tags) == (&b.name, &b.text, &b.title, &b.kind, &b.tags)
            && (basis, imputed, status, note) == (&b.basis, &b.imputed, &b.status, &b.note)
            && senses == &b.senses
            && formula.is_some() == b.formula.is_some()
            && letters(self.left, a) == letters(self.right, b)
            && self.same_option(*group, b.group)
            && self.same_sameness(same_as, &b.same_as)
    }

    fn same_inference(&self, a: &Inference, b: &Inference) -> bool {
        let Inference { name, kind, strict, by, imputed, details: _ } = a;
        let InferenceDetails { scheme, roles, weight, passage, critical_question, note } = &**a;
        (name, kind, scheme, strict) == (&b.name, &b.kind, &b.scheme, &b.strict)
            && (weight, imputed, note) == (&b.weight, &b.imputed, &b.note)
            && critical_question == &b.critical_question
            && roles.len() == b.roles.len()
            && roles.iter().zip(&b.roles).all(|(x, y)| x.0 == y.0 && self.same(x.1, y.1))
            && self.same_option(*by, b.by)
            && match (passage.as_deref(), b.passage.as_deref()) {
                (Some(x), Some(y)) => self.same_passage(x, y),
                (None, None) => true,
                _ => false,
            }
    }

    fn same_passage(&self, a: &Passage, b: &Passage) -> bool {
        let Passage { source, at, quote } = a;
        self.same(*source, b.source) && (at, quote) == (&b.at, &b.quote)
    }

    fn same_sameness<I>(&self, a: &[SameAs<I>], b: &[SameAs<I>]) -> bool
    where
        I: Into<NodeIndex> + Copy,
    {
        a.len() == b.len()
            && a.iter().zip(b).all(|(x, y)| {
                let SameAs { other, note } = x;
                self.same(*other, y.other) && note == &y.note
            })
    }

    fn same_source(&self, a: &Source, b: &Source) -> bool {
        let Source { name, kind, title, further, by, text, sections, via, note } = a;
        (name, kind, title, further) == (&b.name, &b.kind, &b.title, &b.further)
            && (text, sections, note) == (&b.text, &b.sections, &b.note)
            && self.same_all(by, &b.by)
            && self.same_option(*via, b.via)
    }

    fn same_holder(&self, a: &Holder, b: &Holder) -> bool {
        let Holder { name, title, kind, members, same_as, note } = a;
        (name, title, kind, note) == (&b.name, &b.title, &b.kind, &b.note)
            && self.same_all(members, &b.members)
            && self.same_sameness(same_as, &b.same_as)
    }

    fn same_question(&self, a: &Question, b: &Question) -> bool {
        let Question { name, text, exclusive, exhaustive, by, imputed, note } = a;
        (name, text, exclusive) == (&b.name, &b.text, &b.exclusive)
            && (exhaustive, imputed, note) == (&b.exhaustive, &b.imputed, &b.note)
            && self.same_option(*by, b.by)
    }

    fn same_conflict(&self, a: &Conflict, b: &Conflict) -> bool {
        let Conflict { name, kind, by, imputed, note } = a;
        (name, kind, imputed, note) == (&b.name, &b.kind, &b.imputed, &b.note)
            && self.same_option(*by, b.by)
    }

    fn same_group(&self, a: &Group, b: &Group) -> bool {
        let Group { name, title, parent, note } = a;
        (name, title, note) == (&b.name, &b.title, &b.note) && self.same_option(*parent, b.parent)
    }

    fn same_outgoing(&self, a: NodeIndex, b: NodeIndex) -> bool {
        self.same_each(self.left.graph.neighbors(a), self.right.graph.neighbors(b))
    }

    fn same_links(&self, a: NodeIndex, b: NodeIndex) -> bool {
        let (x, y) = (super::InferenceId(a), super::InferenceId(b));
        self.same_each(self.left.premises(x), self.right.premises(y))
            && self.same_option(self.left.warrant(x), self.right.warrant(y))
            && self.same_outgoing(a, b)
    }

    fn same_stands(&self, a: NodeIndex, b: NodeIndex) -> bool {
        let left = self.left.commitments(super::ClaimId(a));
        let right = self.right.commitments(super::ClaimId(b));
        left.len() == right.len()
            && left.iter().zip(&right).all(|((_, holder, x), (_, other, y))| {
                let Commitment { stance, source, at, quote, date, reported_by, imputed, note } = x;
                self.same(*holder, *other)
                    && (stance, at, quote, date) == (&y.stance, &y.at, &y.quote, &y.date)
                    && (imputed, note) == (&y.imputed, &y.note)
                    && self.same_option(*source, y.source)
                    && self.same_option(*reported_by, y.reported_by)
            })
    }

    fn same_evidence(&self, a: NodeIndex, b: NodeIndex) -> bool {
        let (left, right) = (self.left.citations(a), self.right.citations(b));
        left.len() == right.len()
            && left.iter().zip(&right).all(|((_, x), (_, y))| {
                let Citation { passage, role, note } = x;
                self.same_passage(passage, &y.passage) && (role, note) == (&y.role, &y.note)
            })
    }
}

fn declared(map: &Map, list: List) -> impl Iterator<Item = NodeIndex> + '_ {
    map.own_parts().filter(move |node| list(&map.graph[*node]))
}

fn node_of(letter: Letter) -> NodeIndex {
    match letter {
        Letter::Claim(id) => id.0,
        Letter::Atom(id) => id.0,
    }
}
