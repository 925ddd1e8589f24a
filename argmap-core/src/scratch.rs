#[test]
fn scratch() {
    for path in [
        "/work/shared/examples/heat-pumps.json",
        "/work/main/maps/critique.json",
        "/work/main/maps/reply.json",
    ] {
        let Ok(text) = std::fs::read(path) else { continue };
        let r = crate::read(path, text, &mut crate::document::no_imports);
        println!("{path} claims {} inf {}", r.map.claims().count(), r.map.inferences().count());
        for p in &r.problems {
            let place = p.place().unwrap();
            let pos = r.file(place).position(place.span.start);
            println!("{}:{} {} {} {:?}", pos.line, pos.column, p.rule.code, p.message, p.help);
        }
    }
    let t = r#"{ // c
 "argmap": 1, "title": "x", "theses": ["a", "zz"], "claimz": [1,{}], "claims": [ {"id":"a","text":"b \u00e9" "kind":"fcat"}, {"id":"b","text":"b", {"id":"B c","text":"q"},
 {"id":"a","text":12}, {"id":"f","text":"unclosed,
  "formula": "a & q"}],
 "supports": [{"from":["a","b"],"to":"f"},{"from":[],"to":"f"},{"from":["a"],"to":"b","strict":true,"id":"s"}], "undercuts":[{"from":["a"],"to":"s"},{"from":["a"],"to":"a"},{"id":"u","from":["a"],"to":"v"},{"id":"v","from":["a"],"to":"u"}]
}"#;
    let r = crate::read("t", t, &mut crate::document::no_imports);
    for p in &r.problems {
        let place = p.place().unwrap();
        let pos = r.file(place).position(place.span.start);
        println!(
            "{}:{} {} {} [{}] {:?}",
            pos.line,
            pos.column,
            p.rule.code,
            p.message,
            r.slice(place),
            p.help
        );
    }
}
