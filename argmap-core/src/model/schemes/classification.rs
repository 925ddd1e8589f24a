//! Schemes that bring a thing under a word.

use super::{COMPENDIUM, Scheme, on, optional, required, step};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "verbal-classification",
        aliases: &["classification"],
        summary: "What has the one property is commonly called by the other, this has the first, and so it is of the second kind.",
        roles: &[
            required("property", "The thing has the property."),
            optional("classification", "What has the property counts as being of the kind."),
        ],
        conclusion: "The thing is of the kind.",
        questions: &[
            on("property", "property", "What shows that the thing has the property?"),
            on(
                "classification",
                "classification",
                "Does the word apply by its usual sense, or only as it is used here?",
            ),
            step("doubtful-case", "Is the thing a borderline case of the kind?"),
        ],
        is_deductive: false,
        aif: Some(31),
        source: COMPENDIUM,
    },
    Scheme {
        name: "definition",
        aliases: &["definition-to-verbal-classification", "definition-to-classification"],
        summary: "The thing fits the definition of the kind, and so is of it.",
        roles: &[
            required("fit", "The thing fits the definition."),
            optional("definition", "The kind is so defined."),
        ],
        conclusion: "The thing is of the kind.",
        questions: &[
            on("fit", "fit", "Does the thing fit every part of the definition?"),
            on("definition", "adequacy", "Is the definition adequate, and are there better ones?"),
            step("slant", "Does the definition settle beforehand what is in dispute?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "vagueness",
        aliases: &["vagueness-of-a-verbal-classification"],
        summary: "The word is too vague for the matter at hand, and so what was said with it is to be rejected.",
        roles: &[
            required("vagueness", "The word is vague in a way that matters here."),
            optional("precision", "The matter calls for a more precise word."),
        ],
        conclusion: "The classification is not to be accepted as it stands.",
        questions: &[
            on("precision", "precision", "Does the matter call for more precision?"),
            on("vagueness", "vagueness", "Is the word as vague as is said?"),
            step("use", "Would a more precise word serve better in what is argued?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
];
