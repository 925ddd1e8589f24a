//! Pictures.
use argmap_core::document::no_imports;
use argmap_core::render::{Options, Overlay, dot::dot};

#[test]
fn scratch() {
    let out = std::env::var("PIC_OUT").unwrap();
    for file in std::env::var("PICS").unwrap().split(',') {
        let reading = argmap_core::read(file, std::fs::read(file).unwrap(), &mut no_imports);
        println!("{file}: {} problems", reading.problems.len());
        let evaluation =
            argmap_core::evaluate(&reading.map, argmap_core::semantics::Options::default());
        let overlay = Overlay { evaluation: Some(&evaluation) };
        let dir = match std::env::var("PICDIR").as_deref() {
            Ok("RL") => argmap_core::render::Direction::Left,
            _ => argmap_core::render::Direction::Up,
        };
        let text = dot(&reading.map, &overlay, &Options { direction: dir, ..Options::default() });
        let stem = std::path::Path::new(file).file_stem().unwrap().to_str().unwrap().to_owned();
        std::fs::write(format!("{out}/{stem}.dot"), text).unwrap();
    }
}
