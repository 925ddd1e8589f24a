//! Schemes about what brings what about, and what shows what.

use super::{BOOK, COMPENDIUM, Scheme, on, optional, required, step};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "cause-to-effect",
        aliases: &["cause", "causal-argument"],
        summary: "The cause is there and commonly brings the effect about, and so the effect is or will be there.",
        roles: &[
            required("cause", "The cause is or was there."),
            optional("law", "Such a cause commonly brings such an effect about."),
        ],
        conclusion: "The effect is, was or will be there.",
        questions: &[
            on("law", "strength", "How strong is the link from cause to effect?"),
            on("law", "evidence", "What evidence is there for the link?"),
            on("cause", "occurrence", "Is the cause really there?"),
            step(
                "interference",
                "Is there something that could keep the effect from coming about?",
            ),
        ],
        is_deductive: false,
        aif: Some(4),
        source: COMPENDIUM,
    },
    Scheme {
        name: "effect-to-cause",
        aliases: &["retroduction"],
        summary: "The effect is there and commonly comes from the cause, and so the cause was there.",
        roles: &[
            required("effect", "The effect is there."),
            optional("law", "Such an effect commonly comes from such a cause."),
        ],
        conclusion: "The cause was there.",
        questions: &[
            on("effect", "occurrence", "Is the effect really there?"),
            on("law", "strength", "How strong is the link between cause and effect?"),
            step("other-causes", "Could the effect come from something else?"),
        ],
        is_deductive: false,
        aif: None,
        source: BOOK,
    },
    Scheme {
        name: "correlation-to-cause",
        aliases: &["correlation"],
        summary: "Two things go together, and so the one brings the other about.",
        roles: &[
            required("correlation", "The two things go together."),
            optional("mechanism", "It is known how the one could bring the other about."),
        ],
        conclusion: "The one is a cause of the other.",
        questions: &[
            on("correlation", "correlation", "Do the two things really go together?"),
            step("coincidence", "Could it be chance?"),
            step("third-factor", "Could something third bring both about?"),
            step("direction", "Could it be the other way round?"),
            on("mechanism", "mechanism", "How would the one bring the other about?"),
        ],
        is_deductive: false,
        aif: Some(7),
        source: COMPENDIUM,
    },
    Scheme {
        name: "sign",
        aliases: &["symptom", "indicator"],
        summary: "The sign is there, and so there is what it commonly goes with.",
        roles: &[
            required("sign", "The sign is there."),
            optional("link", "The sign commonly goes with what it shows."),
        ],
        conclusion: "What the sign shows is there.",
        questions: &[
            on("link", "strength", "How closely does the sign go with what it shows?"),
            on("sign", "presence", "Is the sign really there?"),
            step("other-causes", "Could something else account for the sign better?"),
        ],
        is_deductive: false,
        aif: Some(30),
        source: COMPENDIUM,
    },
    Scheme {
        name: "best-explanation",
        aliases: &["abduction", "abductive-argument", "inference-to-the-best-explanation"],
        summary: "Of the explanations at hand one accounts best for the findings, and so it is likely right.",
        roles: &[
            required("findings", "These are the findings."),
            required("explanation", "The explanation accounts for the findings."),
            optional("comparison", "No other explanation at hand accounts for them as well."),
        ],
        conclusion: "The explanation is right.",
        questions: &[
            on("explanation", "quality", "How well does it explain, quite apart from the others?"),
            on("comparison", "alternatives", "How much better is it than the others at hand?"),
            on("findings", "findings", "Were the findings established with care?"),
            step("search", "Is it too early to stop looking for other explanations?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "evidence-to-hypothesis",
        aliases: &["verification", "confirmation", "hypothesis-confirmation"],
        summary: "What the hypothesis foretold was observed, and so the hypothesis is likely true.",
        roles: &[
            required("prediction", "If the hypothesis is true, such a thing will be observed."),
            required("observation", "The thing was observed."),
        ],
        conclusion: "The hypothesis is true.",
        questions: &[
            on("prediction", "prediction", "Does the hypothesis really foretell it?"),
            on("observation", "observation", "Was it really observed?"),
            step("other-reasons", "Could it be observed even if the hypothesis were false?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
    Scheme {
        name: "falsification",
        aliases: &["falsification-of-a-hypothesis", "failed-prediction"],
        summary: "What the hypothesis foretold was not observed, and so the hypothesis is likely false.",
        roles: &[
            required("prediction", "If the hypothesis is true, such a thing will be observed."),
            required("observation", "The thing was not observed."),
        ],
        conclusion: "The hypothesis is false.",
        questions: &[
            on("prediction", "prediction", "Does the hypothesis really foretell it?"),
            on("observation", "observation", "Was it looked for well enough?"),
            step("other-reasons", "Could something else have kept it from being observed?"),
        ],
        is_deductive: false,
        aif: None,
        source: COMPENDIUM,
    },
];
