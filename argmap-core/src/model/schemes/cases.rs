//! Schemes that go from case to case, and between parts and wholes.

use super::{COMPENDIUM, Scheme, against, on, optional, required, step};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "example",
        aliases: &[
            "generalisation",
            "generalization",
            "inductive-generalisation",
            "inductive-generalization",
            "instance",
            "illustration",
        ],
        summary: "In this case it is so, and so it is so in general.",
        roles: &[
            required("case", "In this case things are so."),
            optional("typicality", "The case is typical of its kind."),
        ],
        conclusion: "In general things are so.",
        questions: &[
            on("case", "truth", "Is it really so in the case given?"),
            step("instance", "Is the case one of what the general statement speaks of?"),
            on("typicality", "typicality", "Is the case typical of its kind?"),
            against("counterexamples", "Are there cases in which it is otherwise?"),
            step("circumstances", "Were there special circumstances in this case?"),
        ],
        is_deductive: false,
        aif: Some(14),
        source: "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9, scheme 6.",
    },
    Scheme {
        name: "analogy",
        aliases: &["likeness", "comparison", "similarity", "parity", "argument-by-analogy"],
        summary: "Two cases are alike, and what holds in the one holds in the other.",
        roles: &[
            required("likeness", "The two cases are alike in some respect."),
            required("base", "In the one case things are so."),
            optional("relevance", "The likeness matters for what is concluded."),
        ],
        conclusion: "In the other case things are so too.",
        questions: &[
            on("likeness", "likeness", "Are the two cases alike in the respect given?"),
            on("base", "base", "Is it really so in the first case?"),
            on("relevance", "relevance", "Does the likeness matter for what is concluded?"),
            on(
                "relevance",
                "differences",
                "Do the differences between the cases outweigh the likeness?",
            ),
            on(
                "relevance",
                "other-case",
                "Is there another case, no less alike, in which it is otherwise?",
            ),
        ],
        is_deductive: false,
        aif: Some(1),
        source: "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9, scheme 7.",
    },
    Scheme {
        name: "composition",
        aliases: &["part-to-whole"],
        summary: "All parts have a property, and so the whole has it.",
        roles: &[
            required("parts", "The parts have the property."),
            optional("transfer", "The property passes from parts to the whole."),
        ],
        conclusion: "The whole has the property.",
        questions: &[
            on("parts", "parts", "Have all the parts that matter the property?"),
            on("transfer", "transfer", "Is it a property that a whole has from its parts?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "division",
        aliases: &["whole-to-part"],
        summary: "The whole has a property, and so its parts have it.",
        roles: &[
            required("whole", "The whole has the property."),
            optional("transfer", "The property passes from the whole to its parts."),
        ],
        conclusion: "The part has the property.",
        questions: &[
            on("whole", "whole", "Has the whole the property?"),
            on("transfer", "transfer", "Is it a property that parts have from their whole?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "group-membership",
        aliases: &["the-group-and-its-members", "group-and-its-members"],
        summary: "Members of the group have a quality, this one is a member, and so has it too.",
        roles: &[
            required("group", "The members of the group have the quality."),
            required("membership", "The person belongs to the group."),
        ],
        conclusion: "The person has the quality.",
        questions: &[
            on("group", "group", "Is the quality really one of the group's members?"),
            on("membership", "membership", "Does the person belong to the group?"),
            step("exception", "Is this member an exception?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
];
