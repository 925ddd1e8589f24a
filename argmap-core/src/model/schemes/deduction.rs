//! Schemes whose premises, if true, settle the matter.
//!
//! That the alternatives are all there are is no required role: a rule of its own asks for it.

use super::{Scheme, on, optional, required, step};

const PROPOSITIONAL: &str =
    "Stoic logic; see I. Copi and C. Cohen, Introduction to Logic, on rules of inference.";

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "modus-ponens",
        aliases: &["affirming-the-antecedent", "deductive-modus-ponens"],
        summary: "If the one then the other; the one; so the other.",
        roles: &[
            required("conditional", "If the one is so, the other is."),
            required("antecedent", "The one is so."),
        ],
        conclusion: "The other is so.",
        questions: &[
            on("conditional", "conditional", "Does the one bring the other with it in every case?"),
            on("antecedent", "antecedent", "Is the one so?"),
        ],
        is_deductive: true,
        aif: Some(35),
        source: PROPOSITIONAL,
    },
    Scheme {
        name: "modus-tollens",
        aliases: &["denying-the-consequent"],
        summary: "If the one then the other; not the other; so not the one.",
        roles: &[
            required("conditional", "If the one is so, the other is."),
            required("denial", "The other is not so."),
        ],
        conclusion: "The one is not so.",
        questions: &[
            on("conditional", "conditional", "Does the one bring the other with it in every case?"),
            on("denial", "denial", "Is the other really not so?"),
        ],
        is_deductive: true,
        aif: None,
        source: PROPOSITIONAL,
    },
    Scheme {
        name: "disjunctive-syllogism",
        aliases: &["elimination", "process-of-elimination", "modus-tollendo-ponens", "exclusion"],
        summary: "One of these is so; not the others; so the last.",
        roles: &[
            optional("alternatives", "One or more of the alternatives is so."),
            required("excluded", "The others are not so."),
        ],
        conclusion: "The alternative that is left is so.",
        questions: &[
            on("alternatives", "alternatives", "Are these all the alternatives?"),
            on("excluded", "excluded", "Are the others really excluded?"),
        ],
        is_deductive: true,
        aif: None,
        source: PROPOSITIONAL,
    },
    Scheme {
        name: "hypothetical-syllogism",
        aliases: &["chain-of-conditionals", "chain-argument"],
        summary: "If the first then the second; if the second then the third; so if the first then the third.",
        roles: &[
            required("first", "If the first is so, the second is."),
            required("second", "If the second is so, the third is."),
        ],
        conclusion: "If the first is so, the third is.",
        questions: &[
            on("first", "first", "Does the first bring the second with it?"),
            on("second", "second", "Does the second bring the third with it?"),
            step("middle", "Is what stands in the middle the same in both?"),
        ],
        is_deductive: true,
        aif: None,
        source: PROPOSITIONAL,
    },
    Scheme {
        name: "categorical-syllogism",
        aliases: &["syllogism", "categorical", "barbara"],
        summary: "All of the kind are so; this is of the kind; so it is so.",
        roles: &[
            required("major", "Something holds of all, or of none, of a kind."),
            required("minor", "These, or this one, are of the kind, or are not."),
        ],
        conclusion: "What holds of the kind holds of these, or of this one.",
        questions: &[
            on("major", "major", "Does it hold without exception?"),
            on("minor", "minor", "Are these of the kind?"),
            step("middle", "Is the word for the kind used in the same sense in both?"),
        ],
        is_deductive: true,
        aif: None,
        source: "Aristotle, Prior Analytics, book 1, ch. 4.",
    },
    Scheme {
        name: "dilemma",
        aliases: &[
            "constructive-dilemma",
            "proof-by-cases",
            "argument-by-cases",
            "case-distinction",
        ],
        summary: "One of two cases holds; in the one it is so, in the other it is so; so it is so.",
        roles: &[
            optional("alternatives", "One of the cases holds."),
            required("first", "In the first case it is so."),
            required("second", "In the second case it is so."),
        ],
        conclusion: "It is so in any case.",
        questions: &[
            on("alternatives", "alternatives", "Are these all the cases?"),
            on("first", "first", "Is it really so in the first case?"),
            on("second", "second", "Is it really so in the second case?"),
        ],
        is_deductive: true,
        aif: None,
        source: PROPOSITIONAL,
    },
    Scheme {
        name: "reductio",
        aliases: &[
            "reductio-ad-absurdum",
            "reduction-to-absurdity",
            "indirect-proof",
            "proof-by-contradiction",
        ],
        summary: "Suppose it, and something false or absurd follows; so it is not so.",
        roles: &[
            required("consequence", "From the supposition something follows."),
            optional("absurdity", "What follows is false or absurd."),
            optional("supposition", "Suppose that it is so."),
        ],
        conclusion: "What was supposed is not so.",
        questions: &[
            on("consequence", "consequence", "Does it follow from the supposition alone?"),
            on("absurdity", "absurdity", "Is what follows really false, or only unwelcome?"),
            step("other-premises", "Could another of the premises be what is wrong?"),
        ],
        is_deductive: true,
        aif: None,
        source: "Aristotle, Prior Analytics, book 2, ch. 14.",
    },
    Scheme {
        name: "conditional-proof",
        aliases: &["implication-introduction", "deduction-from-a-supposition"],
        summary: "Suppose the one, and the other follows; so if the one then the other.",
        roles: &[
            required("derivation", "From the supposition the other follows."),
            optional("supposition", "Suppose that the one is so."),
        ],
        conclusion: "If the one is so, the other is.",
        questions: &[
            on("derivation", "derivation", "Does the other follow from the supposition?"),
            step("other-premises", "What else does it take for the other to follow?"),
        ],
        is_deductive: true,
        aif: None,
        source: "G. Gentzen, Untersuchungen über das logische Schließen, 1935, section 2.",
    },
];
