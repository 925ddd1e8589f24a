//! Schemes about who argues, and what they are committed to.

use super::{COMPENDIUM, Scheme, on, optional, required, step};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "commitment",
        aliases: &["admission"],
        summary: "Someone is committed to something that brings the conclusion with it, and so to the conclusion.",
        roles: &[
            required("commitment", "The person is committed to it, as words or deeds show."),
            optional("link", "Who is committed to it is committed to the conclusion."),
        ],
        conclusion: "The conclusion binds the person.",
        questions: &[
            on(
                "commitment",
                "evidence",
                "What shows that the person is committed, and is there anything to the contrary?",
            ),
            on("link", "link", "Does the one bring the other with it?"),
            step("exception", "Is the case an exception to what the person is committed to?"),
        ],
        is_deductive: false,
        aif: Some(6),
        source: COMPENDIUM,
    },
    Scheme {
        name: "inconsistent-commitment",
        aliases: &["inconsistency", "inconsistent-commitments"],
        summary: "The person is committed to something and also to its opposite, and so has no settled stand.",
        roles: &[
            required("one", "The person is committed to something."),
            required("other", "The person is committed to what excludes it."),
        ],
        conclusion: "The person's commitments do not agree.",
        questions: &[
            on("one", "first", "Is the person committed to the first?"),
            on("other", "second", "Is the person committed to the second?"),
            step("change", "Has the person changed their mind in between?"),
            step("explanation", "Can the two be brought to agree?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "pragmatic-inconsistency",
        aliases: &["tu-quoque", "words-and-deeds"],
        summary: "The person does otherwise than they advise, and so their advice carries less weight.",
        roles: &[
            required("advice", "The person advises it."),
            required("deed", "The person acts otherwise."),
        ],
        conclusion: "The person's advice carries less weight.",
        questions: &[
            on("advice", "advice", "Did the person advise that?"),
            on("deed", "deed", "Did the person act otherwise?"),
            step("explanation", "Can word and deed be explained together?"),
            step("relevance", "Does what the person does bear on whether the advice is right?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "ethos",
        aliases: &["ethotic-argument", "ethotic", "good-character"],
        summary: "The person is of good character, and so what they say deserves more trust.",
        roles: &[
            required("character", "The person is of good character."),
            optional("statement", "The person says that the conclusion is so."),
        ],
        conclusion: "What the person says deserves more trust.",
        questions: &[
            on("character", "character", "Is the person of such a character?"),
            step("relevance", "Does the character bear on the matter?"),
            step("weight", "Is more made of it than the evidence bears?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "ad-hominem",
        aliases: &["generic-ad-hominem", "direct-ad-hominem", "bad-character"],
        summary: "The person is of bad character, and so what they argue deserves less trust.",
        roles: &[
            required("character", "The person is of bad character."),
            optional("statement", "The person argues so."),
        ],
        conclusion: "The person's argument deserves less trust.",
        questions: &[
            on("character", "character", "What shows that the person is of such a character?"),
            step("relevance", "Does the character bear on the argument?"),
            step("weight", "Is the argument to be rejected, or only to be weighed with more care?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "circumstantial-ad-hominem",
        aliases: &["circumstances-of-the-person"],
        summary: "The person's circumstances do not agree with what they argue, and so it deserves less trust.",
        roles: &[
            required("statement", "The person argues so."),
            required("circumstances", "The person's circumstances commit them to the opposite."),
        ],
        conclusion: "The person's argument deserves less trust.",
        questions: &[
            on("statement", "statement", "Does the person argue so?"),
            on(
                "circumstances",
                "circumstances",
                "Do the circumstances commit the person to the opposite?",
            ),
            step("relevance", "Does it bear on the argument, or only on the person?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "bias",
        aliases: &["bias-ad-hominem", "interest", "vested-interest"],
        summary: "The person has an interest in the matter, and so what they say of it deserves less trust.",
        roles: &[
            required("interest", "The person has an interest in one side of the matter."),
            optional("influence", "The interest bears on what the person says."),
        ],
        conclusion: "What the person says deserves less trust.",
        questions: &[
            on("interest", "interest", "What shows that the person has the interest?"),
            on("influence", "influence", "Does it bear on what the person says?"),
            step("kind", "Is it a kind of talk in which taking sides is a fault?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
];
