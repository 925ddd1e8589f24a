//! Schemes about rules, precedents and exceptions.

use super::{COMPENDIUM, Scheme, against, on, optional, required, step};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "established-rule",
        aliases: &["rules", "rule", "law"],
        summary: "There is a rule, the case falls under it, and so what it says holds.",
        roles: &[
            required("rule", "There is such a rule."),
            optional("case", "The case falls under the rule."),
        ],
        conclusion: "In this case what the rule says holds.",
        questions: &[
            on("rule", "rule", "Is there really such a rule?"),
            on("case", "application", "Does the case fall under the rule?"),
            step("exception", "Is the case an exception?"),
            against("other-rules", "Is there another rule that goes before it here?"),
        ],
        is_deductive: false,
        aif: Some(61),
        source: COMPENDIUM,
    },
    Scheme {
        name: "exceptional-case",
        aliases: &["exception"],
        summary: "The case is one of those in which the rule does not hold, and so what it says does not follow.",
        roles: &[
            required("case", "The case is of a special sort."),
            optional("exception", "In cases of that sort the rule does not hold."),
        ],
        conclusion: "What the rule says does not hold in this case.",
        questions: &[
            on("case", "case", "Is the case of that sort?"),
            on(
                "exception",
                "exception",
                "Is that a recognised exception, or one made for the case?",
            ),
            step("evidence", "If it is not a recognised one, what else speaks for making it?"),
        ],
        is_deductive: false,
        aif: Some(62),
        source: COMPENDIUM,
    },
    Scheme {
        name: "precedent",
        aliases: &["appeal-to-precedent"],
        summary: "An earlier case like this was so decided, or so turned out, and so this one is to be taken alike.",
        roles: &[
            required("earlier-case", "The earlier case was decided, or turned out, so."),
            optional("likeness", "This case is like the earlier one in what mattered."),
        ],
        conclusion: "This case is to be taken alike.",
        questions: &[
            on(
                "earlier-case",
                "earlier-case",
                "Was the earlier case really so decided, or did it so turn out?",
            ),
            on("likeness", "likeness", "Is this case like the earlier one in what mattered there?"),
            against("other-precedents", "Is there another case that speaks the other way?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "excuse",
        aliases: &["plea-for-excuse"],
        summary: "The rule was broken under circumstances that excuse it, and so the usual blame does not follow.",
        roles: &[
            required("circumstances", "There were such circumstances."),
            optional("excuse", "Such circumstances excuse."),
        ],
        conclusion: "The one who broke the rule is excused.",
        questions: &[
            on("circumstances", "circumstances", "Were there such circumstances?"),
            on("excuse", "excuse", "Do such circumstances excuse?"),
            step("cause", "Did the one who broke the rule bring the circumstances about?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
];
