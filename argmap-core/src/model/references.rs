//! What a part refers to.

use petgraph::graph::NodeIndex;

use super::{
    Citation, Claim, ClaimDetails, ClaimId, Commitment, Conflict, ConflictId, Group, Holder,
    Inference, InferenceDetails, InferenceId, Letter, Map, Node, Passage, Question, QuestionId,
    Source,
};

impl Map {
    /// Calls `see` with each part that a part refers to and the key under which it does.
    ///
    /// Linear in the number of the part's references.
    pub(crate) fn each_reference(&self, part: NodeIndex, see: &mut dyn FnMut(&str, NodeIndex)) {
        self.each_inner_reference(part, see);
        match self.node(part) {
            Node::Claim(_) => {
                self.each_stand(ClaimId(part), see);
                self.each_citation(part, see);
            }
            Node::Inference(_) => self.each_citation(part, see),
            _ => {}
        }
    }

    /// The same without stands and evidence, which refer to holders and sources only.
    pub(crate) fn each_inner_reference(
        &self,
        part: NodeIndex,
        see: &mut dyn FnMut(&str, NodeIndex),
    ) {
        // Each structure is taken apart in full, so that a new field cannot be forgotten.
        match self.node(part) {
            Node::Claim(claim) => {
                let Claim { name: _, text: _, kind: _, group, basis: _, imputed: _, details: _ } =
                    claim;
                let ClaimDetails {
                    title: _,
                    formula,
                    tags: _,
                    status: _,
                    same_as,
                    senses: _,
                    note: _,
                } = &**claim;
                group.iter().for_each(|group| see("group", group.node()));
                same_as.iter().for_each(|same| see("same-as", same.other.node()));
                for letter in formula.iter().flat_map(|formula| formula.names()) {
                    match letter {
                        Letter::Claim(claim) => see("formula", claim.node()),
                        Letter::Atom(atom) => see("formula", atom.node()),
                    }
                }
            }
            Node::Inference(inference) => {
                let Inference { name: _, kind: _, strict: _, by, imputed: _, details: _ } =
                    inference;
                let InferenceDetails {
                    scheme: _,
                    roles,
                    weight: _,
                    passage,
                    critical_question: _,
                    note: _,
                } = &**inference;
                let id = InferenceId(part);
                self.premises(id).for_each(|premise| see("from", premise.node()));
                self.warrant(id).iter().for_each(|warrant| see("warrant", warrant.node()));
                see("to", self.target(id).into());
                roles.iter().for_each(|(_, claim)| see("roles", claim.node()));
                by.iter().for_each(|by| see("by", by.node()));
                passage.iter().for_each(|passage| each_of_passage(passage, see));
            }
            Node::Source(source) => {
                let Source {
                    name: _,
                    kind: _,
                    title: _,
                    further: _,
                    by,
                    text: _,
                    sections: _,
                    via,
                    note: _,
                } = &**source;
                by.iter().for_each(|by| see("by", by.node()));
                via.iter().for_each(|via| see("via", via.node()));
            }
            Node::Holder(holder) => {
                let Holder { name: _, title: _, kind: _, members, same_as, note: _ } = &**holder;
                members.iter().for_each(|member| see("members", member.node()));
                same_as.iter().for_each(|same| see("same-as", same.other.node()));
            }
            Node::Question(question) => {
                let Question {
                    name: _,
                    text: _,
                    exclusive: _,
                    exhaustive: _,
                    by,
                    imputed: _,
                    note: _,
                } = &**question;
                self.answers(QuestionId(part)).for_each(|answer| see("answers", answer.node()));
                by.iter().for_each(|by| see("by", by.node()));
            }
            Node::Conflict(conflict) => {
                let Conflict { name: _, kind: _, by, imputed: _, note: _ } = &**conflict;
                self.members(ConflictId(part)).for_each(|claim| see("claims", claim.node()));
                by.iter().for_each(|by| see("by", by.node()));
            }
            Node::Group(group) => {
                let Group { name: _, title: _, parent, note: _ } = &**group;
                parent.iter().for_each(|parent| see("in", parent.node()));
            }
            Node::Atom(_) => {}
        }
    }

    fn each_stand(&self, claim: ClaimId, see: &mut dyn FnMut(&str, NodeIndex)) {
        for (_, holder, commitment) in self.commitments(claim) {
            let Commitment {
                stance: _,
                source,
                at: _,
                quote: _,
                date: _,
                reported_by,
                imputed: _,
                note: _,
            } = commitment;
            see("commitments", holder.node());
            source.iter().for_each(|source| see("commitments/source", source.node()));
            reported_by.iter().for_each(|by| see("commitments/reported-by", by.node()));
        }
    }

    fn each_citation(&self, part: NodeIndex, see: &mut dyn FnMut(&str, NodeIndex)) {
        for (_, citation) in self.citations(part) {
            let Citation { passage, role: _, note: _ } = citation;
            see("cite", passage.source.node());
        }
    }
}

fn each_of_passage(passage: &Passage, see: &mut dyn FnMut(&str, NodeIndex)) {
    let Passage { source, at: _, quote: _ } = passage;
    see("source", source.node());
}
