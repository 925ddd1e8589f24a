//! Builds a small map in code, asks what stands and why, checks it and writes it.
//!
//! Run it with `cargo run --example first_map`.

use argmap_core::analysis::why;
use argmap_core::document::Reading;
use argmap_core::formats::native::write;
use argmap_core::model::{
    BuildError, Citation, Claim, Commitment, Holder, Inference, InferenceKind, Map, Passage,
    Source, Stance, Verdict,
};
use argmap_core::semantics::Options;
use argmap_core::{check, evaluate};

fn main() -> Result<(), BuildError> {
    let mut map = Map::new("Did it rain?");

    // Claims, and a step from two linked premises.
    let rain = map.add_claim(Claim::new("rain", "It rained last night."))?;
    let wet = map.add_claim(Claim::new("wet", "The street is wet."))?;
    let cloudy = map.add_claim(Claim::new("cloudy", "The evening was cloudy."))?;
    map.add_thesis(rain);
    let step = Inference::new(InferenceKind::Support).name("from-signs").scheme("sign");
    let from_signs = map.add_inference(step, [wet, cloudy], rain)?;

    // An objection to the step, not to the claim: an undercut.
    let swept = map.add_claim(Claim::new("swept", "The street was swept with water at dawn."))?;
    map.undercut([swept], from_signs)?;

    // Who says so, and where.
    let ada = map.add_holder(Holder::new("ada", "Ada"))?;
    let diary = map.add_source(Source::new("diary", "manuscript", "Ada's diary"))?;
    for (claim, place) in [(wet, "Monday"), (cloudy, "Sunday"), (swept, "Monday")] {
        map.commit(ada, claim, Commitment::new(Stance::Asserts).at(diary, place));
    }
    let report = map.add_source(Source::new("report", "webpage", "Weather report"))?;
    map.cite(cloudy, Citation::new(Passage::new(report, "Sunday evening")));

    // What stands, and why.
    let evaluation = evaluate(&map, Options::default());
    assert_eq!(evaluation.verdict(rain), Verdict::Unestablished);
    for line in why(&map, &evaluation, rain.node(), 20) {
        println!("{:indent$}{}", "", line.text, indent = line.depth * 2);
    }

    // What a careful reader would say of the map, and the map as a file.
    let reading = Reading::of(map);
    for finding in check(&reading, check::Options::default()) {
        println!("{} {}", finding.rule.code, finding.message);
    }
    println!("{}", write(&reading.map));
    Ok(())
}

#[test]
fn it_runs() {
    main().expect("the map can be built");
}
