//! Schemes that lean on what someone knows, says or thinks.

use super::{BOOK, COMPENDIUM, Scheme, against, on, optional, required, step};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "expert-opinion",
        aliases: &[
            "expert",
            "expert-testimony",
            "authority",
            "appeal-to-authority",
            "appeal-to-expert-opinion",
            "ad-verecundiam",
        ],
        summary: "Someone versed in a field holds something that belongs to it, and so it may be taken to be true.",
        roles: &[
            required("expertise", "The person is an expert in the field."),
            required("statement", "The person says that the conclusion is so."),
            optional("field", "The conclusion belongs to that field."),
            optional("reliability", "The person is honest and careful in such matters."),
        ],
        conclusion: "What the expert says is so.",
        questions: &[
            on("expertise", "expertise", "How well versed is the person in the field?"),
            on("field", "field", "Is the field the one to which the conclusion belongs?"),
            on(
                "statement",
                "statement",
                "What exactly did the person say, and does it come to the conclusion?",
            ),
            on(
                "reliability",
                "trustworthiness",
                "Is there reason to doubt the person's honesty or care?",
            ),
            against("consistency", "What do other experts in the field say?"),
            step("evidence", "What evidence does the person's judgement rest on?"),
        ],
        is_deductive: false,
        aif: Some(15),
        source: "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9, scheme 2.",
    },
    Scheme {
        name: "position-to-know",
        aliases: &["position-to-know-argument", "appeal-to-position-to-know"],
        summary: "Someone so placed as to know says something, and so it may be taken to be true.",
        roles: &[
            required("position", "The person is so placed as to know about the matter."),
            required("statement", "The person says that the conclusion is so."),
        ],
        conclusion: "What the person says is so.",
        questions: &[
            on("position", "position", "Was the person really so placed as to know?"),
            on("statement", "statement", "Did the person say so?"),
            step("honesty", "Is the person honest in the matter?"),
        ],
        is_deductive: false,
        aif: Some(26),
        source: "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9, scheme 1.",
    },
    Scheme {
        name: "witness-testimony",
        aliases: &["witness", "testimony", "eyewitness", "eyewitness-testimony"],
        summary: "Someone who was there and says what they believe to have happened may be believed.",
        roles: &[
            optional("position", "The witness was there and could observe."),
            required("statement", "The witness says that the conclusion is so."),
            optional("honesty", "The witness says what they believe."),
        ],
        conclusion: "It happened as the witness says.",
        questions: &[
            step("internal-consistency", "Does the account agree with itself?"),
            against(
                "facts",
                "Does the account agree with what is otherwise known to have happened?",
            ),
            against("other-witnesses", "Does the account agree with what other witnesses say?"),
            on(
                "honesty",
                "bias",
                "Has the witness a reason to say something else than what was seen?",
            ),
            on("position", "position", "How well could the witness observe?"),
            step("plausibility", "How believable is what the witness tells?"),
        ],
        is_deductive: false,
        aif: None,
        source: "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9, scheme 3.",
    },
    Scheme {
        name: "popular-opinion",
        aliases: &[
            "popularity",
            "ad-populum",
            "general-acceptance",
            "common-opinion",
            "appeal-to-popularity",
            "appeal-to-popular-opinion",
        ],
        summary: "Something is generally held to be true, and so there is reason to take it for true.",
        roles: &[
            required("acceptance", "The conclusion is generally accepted."),
            optional(
                "presumption",
                "What is generally accepted in such matters is commonly right.",
            ),
        ],
        conclusion: "What is generally accepted is so.",
        questions: &[
            on(
                "acceptance",
                "acceptance",
                "What shows that it is generally accepted, and among whom?",
            ),
            against("doubt", "Is there good reason to doubt it, even though it is accepted?"),
        ],
        is_deductive: false,
        aif: Some(23),
        source: "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9, scheme 4.",
    },
    Scheme {
        name: "popular-practice",
        aliases: &["common-practice"],
        summary: "Something is generally done, and so it is acceptable to do it.",
        roles: &[
            required("practice", "Those who know the matter generally do it."),
            optional("presumption", "What they generally do is commonly acceptable."),
        ],
        conclusion: "It is acceptable to do so.",
        questions: &[
            on("practice", "practice", "What shows that it is generally done?"),
            against(
                "doubt",
                "Is there good reason to think it wrong, even though it is generally done?",
            ),
        ],
        is_deductive: false,
        aif: None,
        source: "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9, scheme 5.",
    },
    Scheme {
        name: "perception",
        aliases: &["appearance", "observation"],
        summary: "It looks so to an observer, and what looks so commonly is so.",
        roles: &[
            required("appearance", "It appears so to the observer."),
            optional("normality", "Such an appearance commonly goes with its being so."),
        ],
        conclusion: "It is as it appears.",
        questions: &[
            step("conditions", "Is there anything here that makes the appearance deceptive?"),
            on("appearance", "appearance", "Did it really appear so to the observer?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "memory",
        aliases: &["recollection"],
        summary: "Someone remembers something, and what is remembered commonly was so.",
        roles: &[
            required("recollection", "The person remembers it so."),
            optional("normality", "Such memories are commonly right."),
        ],
        conclusion: "It was as the person remembers.",
        questions: &[
            on(
                "recollection",
                "recollection",
                "Does the person remember it, or reconstruct it from later knowledge?",
            ),
            step("conditions", "Is there anything that makes this memory unreliable?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "ignorance",
        aliases: &[
            "lack-of-evidence",
            "absence-of-evidence",
            "ad-ignorantiam",
            "negative-evidence",
            "silence",
        ],
        summary: "If something were so one would know it by now, and one does not, so it is not so.",
        roles: &[
            required("search", "It is not known to be so, though it was looked for."),
            optional("expectation", "If it were so, it would be known."),
        ],
        conclusion: "It is not so.",
        questions: &[
            on("search", "search", "How far has the matter been looked into?"),
            on("expectation", "expectation", "How sure is it that it would be known by now?"),
            step("burden", "On whom is it to prove the matter?"),
        ],
        is_deductive: false,
        aif: Some(19),
        source: COMPENDIUM,
    },
    Scheme {
        name: "random-sample",
        aliases: &[
            "sample",
            "statistical-generalisation",
            "statistical-generalization",
            "sample-to-population",
        ],
        summary: "What holds of a share of a sample holds of about that share of the whole.",
        roles: &[
            required("sample", "Such a share of the sample has the property."),
            optional("selection", "The sample is large and was drawn without favour."),
        ],
        conclusion: "About that share of the whole has the property.",
        questions: &[
            on("sample", "count", "Was what was counted counted rightly?"),
            on("selection", "size", "Is the sample large enough for what is concluded?"),
            on("selection", "selection", "Was every part of the whole as likely to be drawn?"),
        ],
        is_deductive: false,
        aif: None,
        source: BOOK,
    },
];
