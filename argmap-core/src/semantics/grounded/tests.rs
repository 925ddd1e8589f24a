use proptest::prelude::*;

use super::*;

/// A rule by the numbers of its head, its positive and its negative atoms.
type Line = (usize, Vec<usize>, Vec<usize>);

fn program_of(atoms: usize, lines: &[Line]) -> Program {
    let mut program = Program::default();
    let atoms: Vec<Atom> = program.atoms(atoms).collect();
    let all = |numbers: &[usize]| numbers.iter().map(|number| atoms[*number]).collect::<Vec<_>>();
    for (head, positives, negatives) in lines {
        program.rule(atoms[*head], &all(positives), &all(negatives));
    }
    program
}

fn values(program: &Program, model: &Model) -> Vec<Value> {
    program.all_atoms().map(|atom| model.value(atom)).collect()
}

/// The least model of the rules none of whose negative atoms is in `assumed`.
fn reduct_model(atoms: usize, lines: &[Line], assumed: &[bool]) -> Vec<bool> {
    let mut holds = vec![false; atoms];
    loop {
        let before = holds.clone();
        for (head, positives, negatives) in lines {
            holds[*head] |= positives.iter().all(|atom| holds[*atom])
                && !negatives.iter().any(|atom| assumed[*atom]);
        }
        if holds == before {
            return holds;
        }
    }
}

/// The well-founded model by the alternating fixpoint: A. Van Gelder, *The alternating fixpoint of
/// logic programs with negation*, Journal of Computer and System Sciences 47 (1993).
fn alternating_fixpoint(atoms: usize, lines: &[Line]) -> Vec<Value> {
    let mut surely = vec![false; atoms];
    loop {
        let possibly = reduct_model(atoms, lines, &surely);
        let next = reduct_model(atoms, lines, &possibly);
        if next == surely {
            return (0..atoms)
                .map(|atom| match (surely[atom], possibly[atom]) {
                    (true, _) => Value::True,
                    (false, true) => Value::Undefined,
                    (false, false) => Value::False,
                })
                .collect();
        }
        surely = next;
    }
}

/// Holds the reasons and steps of a model against what is promised of them.
fn check_reasons(program: &Program, model: &Model) {
    let before = |atom: Atom, step: u32| model.step(atom).is_some_and(|earlier| earlier < step);
    for atom in program.all_atoms() {
        let Some(step) = model.step(atom) else {
            assert_eq!(model.value(atom), Value::Undefined);
            assert_eq!((model.derivation(atom), model.falsity(atom)), (None, None));
            continue;
        };
        let is_true = |atom: &Atom| model.value(*atom) == Value::True && before(*atom, step);
        let is_false = |atom: &Atom| model.value(*atom) == Value::False && before(*atom, step);
        let is_broken = |rule: RuleId| {
            program.positives(rule).iter().any(is_false)
                || program.negatives(rule).iter().any(is_true)
        };
        match (model.value(atom), model.derivation(atom), model.falsity(atom)) {
            (Value::True, Some(rule), None) => {
                assert_eq!(program.head(rule), atom);
                assert!(program.positives(rule).iter().all(is_true));
                assert!(program.negatives(rule).iter().all(is_false));
            }
            (Value::False, None, Some(Falsity::Broken)) => {
                assert!(program.rules_of(atom).all(is_broken));
            }
            (Value::False, None, Some(Falsity::Unfounded)) => {
                let circles = |rule: RuleId| {
                    program.positives(rule).iter().any(|other| {
                        model.step(*other) == Some(step)
                            && model.falsity(*other) == Some(Falsity::Unfounded)
                    })
                };
                assert!(program.rules_of(atom).all(|rule| is_broken(rule) || circles(rule)));
                assert!(!program.rules_of(atom).all(is_broken));
            }
            reasons => panic!("{atom:?} has {reasons:?}"),
        }
    }
    let mut settled: Vec<Atom> =
        program.all_atoms().filter(|atom| model.step(*atom).is_some()).collect();
    settled.sort_by_key(|atom| model.step(*atom));
    for pair in settled.windows(2) {
        let share = model.step(pair[0]) == model.step(pair[1]);
        assert!(!share || model.falsity(pair[0]) == Some(Falsity::Unfounded));
        assert!(!share || model.falsity(pair[1]) == Some(Falsity::Unfounded));
    }
}

/// Small programs with few facts, so that circles of all kinds are common.
fn programs() -> impl Strategy<Value = (usize, Vec<Line>)> {
    use proptest::collection::vec;
    (1usize..=8).prop_flat_map(|atoms| {
        let rule = (0..atoms, vec(0..atoms, 0..=2), vec(0..atoms, 0..=2));
        let loops = (0..atoms, vec(0..atoms, 1..=2), vec(0..atoms, 0..=1));
        (Just(atoms), vec(prop_oneof![1 => rule, 2 => loops], 0..=14))
    })
}

/// Rings of support, each with ways in and out through negation, so that unfounded sets arise one
/// after the other and sources break.
fn rings() -> impl Strategy<Value = (usize, Vec<Line>)> {
    use proptest::collection::vec;
    let ring = (1usize..=3, vec((0usize..3, 0usize..16, 0..3u8), 0..=3));
    vec(ring, 1..=6).prop_map(|rings| {
        let atoms = rings.iter().map(|(size, _)| size + 1).sum();
        let mut lines = Vec::new();
        let mut start = 0;
        for (size, entries) in rings {
            for member in 0..size {
                lines.push((start + member, vec![start + (member + 1) % size], vec![]));
            }
            for (member, from, kind) in entries {
                let (member, from) = (start + member % size, from % atoms);
                lines.push(match kind {
                    0 => (member, vec![], vec![from]),
                    1 => (member, vec![from], vec![]),
                    _ => (member, vec![start], vec![from]),
                });
            }
            lines.push((start + size, vec![], vec![start]));
            start += size + 1;
        }
        (atoms, lines)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8000))]

    #[test]
    fn agrees_with_the_alternating_fixpoint((atoms, lines) in programs()) {
        let program = program_of(atoms, &lines);
        let model = well_founded(&program);
        prop_assert_eq!(values(&program, &model), alternating_fixpoint(atoms, &lines));
        check_reasons(&program, &model);
    }

    #[test]
    fn agrees_with_the_alternating_fixpoint_on_rings((atoms, lines) in rings()) {
        let program = program_of(atoms, &lines);
        let model = well_founded(&program);
        prop_assert_eq!(values(&program, &model), alternating_fixpoint(atoms, &lines));
        check_reasons(&program, &model);
    }
}

/// Checks the values, written `t`, `f` and `u`, of the program's atoms in turn.
#[track_caller]
fn check(lines: &[(usize, &[usize], &[usize])], expected: &str) {
    let lines: Vec<Line> = lines.iter().map(|(h, p, n)| (*h, p.to_vec(), n.to_vec())).collect();
    let program = program_of(expected.len(), &lines);
    let model = well_founded(&program);
    let letters: String = values(&program, &model)
        .into_iter()
        .map(|value| match value {
            Value::True => 't',
            Value::False => 'f',
            Value::Undefined => 'u',
        })
        .collect();
    assert_eq!(letters, expected);
    check_reasons(&program, &model);
}

#[test]
fn small_cases() {
    check(&[], "");
    check(&[], "f");
    check(&[(0, &[], &[])], "t");
    check(&[(0, &[0], &[])], "f");
    check(&[(0, &[], &[0])], "u");
    check(&[(0, &[], &[1]), (1, &[], &[0])], "uu");
    check(&[(0, &[], &[1]), (1, &[], &[2]), (2, &[], &[0])], "uuu");
    check(&[(0, &[1], &[]), (1, &[0], &[])], "ff");
    check(&[(0, &[1], &[]), (1, &[0], &[]), (1, &[], &[2])], "ttf");
    check(&[(0, &[1], &[]), (1, &[0], &[]), (1, &[], &[2]), (2, &[], &[])], "fft");
    check(&[(0, &[1], &[]), (1, &[0], &[]), (2, &[], &[0])], "fft");
    check(&[(0, &[], &[1]), (1, &[], &[0]), (2, &[0], &[]), (2, &[1], &[])], "uuu");
    check(&[(0, &[], &[0]), (0, &[], &[])], "t");
    check(&[(0, &[], &[]), (1, &[0, 0], &[2, 2]), (3, &[1, 1], &[1])], "ttff");
}

#[test]
fn a_stand_off_keeps_a_circle_open_but_a_lost_one_falls() {
    // 0 and 1 stand against each other; 2 and 3 support each other and lean on 0.
    let circle: [(usize, &[usize], &[usize]); 5] =
        [(0, &[], &[1]), (1, &[], &[0]), (2, &[3], &[]), (3, &[2], &[]), (2, &[0], &[])];
    check(&circle, "uuuu");
    check(&[&circle[..], &[(1, &[], &[])]].concat(), "ftff");
}

#[test]
fn a_false_atom_tells_whether_it_is_broken_or_unfounded() {
    // 0 and 1 go in a circle, 2 needs them, 3 has no rule, 4 is attacked by the fact 5.
    let lines = [
        (0, vec![1], vec![]),
        (1, vec![0], vec![]),
        (2, vec![0], vec![]),
        (4, vec![], vec![5]),
        (5, vec![], vec![]),
    ];
    let program = program_of(6, &lines);
    let model = well_founded(&program);
    let falsities: Vec<_> = program.all_atoms().map(|atom| model.falsity(atom)).collect();
    let (broken, unfounded) = (Some(Falsity::Broken), Some(Falsity::Unfounded));
    assert_eq!(falsities, [unfounded, unfounded, broken, broken, broken, None]);
}

#[test]
fn separate_circles_fall_at_separate_steps() {
    let lines = [
        (0, vec![1], vec![]),
        (1, vec![0], vec![]),
        (2, vec![3], vec![]),
        (3, vec![2], vec![]),
        (3, vec![0], vec![]),
    ];
    let program = program_of(4, &lines);
    let model = well_founded(&program);
    let steps: Vec<_> = program.all_atoms().map(|atom| model.step(atom)).collect();
    assert_eq!(steps, [Some(0), Some(0), Some(1), Some(1)]);
}

/// Checks how many atoms are true, false and undefined, then the reasons.
#[track_caller]
fn check_counts(program: &Program, expected: [usize; 3]) {
    let model = well_founded(program);
    let count = |value| program.all_atoms().filter(|atom| model.value(*atom) == value).count();
    let counts = [Value::True, Value::False, Value::Undefined].map(count);
    assert_eq!(counts, expected);
    check_reasons(program, &model);
}

const MANY: usize = 1_000_000;

/// A program of `count` atoms each of which needs the one before, or its absence.
fn chain(count: usize, is_positive: bool) -> (Program, Vec<Atom>) {
    let mut program = Program::default();
    let atoms: Vec<Atom> = program.atoms(count).collect();
    for pair in atoms.windows(2) {
        let body = &pair[..1];
        match is_positive {
            true => program.rule(pair[1], body, &[]),
            false => program.rule(pair[1], &[], body),
        };
    }
    (program, atoms)
}

#[test]
fn a_chain_of_a_million_supports() {
    let (mut program, atoms) = chain(MANY, true);
    check_counts(&program, [0, MANY, 0]);
    program.rule(atoms[0], &[], &[]);
    check_counts(&program, [MANY, 0, 0]);
}

#[test]
fn a_chain_of_a_million_attacks() {
    let (mut program, atoms) = chain(MANY, false);
    program.rule(atoms[0], &[], &[]);
    check_counts(&program, [MANY / 2, MANY / 2, 0]);
}

#[test]
fn a_circle_of_a_million_supports() {
    let (mut program, atoms) = chain(MANY, true);
    program.rule(atoms[0], &[atoms[MANY - 1]], &[]);
    check_counts(&program, [0, MANY, 0]);
    program.rule(atoms[MANY / 2], &[], &[]);
    check_counts(&program, [MANY, 0, 0]);
}

#[test]
fn circles_of_a_million_attacks_even_and_odd() {
    for count in [MANY, MANY + 1] {
        let (mut program, atoms) = chain(count, false);
        program.rule(atoms[0], &[], &[atoms[count - 1]]);
        check_counts(&program, [0, 0, count]);
    }
}

#[test]
fn a_head_with_a_million_rules() {
    let mut program = Program::default();
    let head = program.atom();
    let bodies: Vec<Atom> = program.atoms(MANY).collect();
    for body in &bodies {
        program.rule(head, &[*body], &[]);
    }
    check_counts(&program, [0, MANY + 1, 0]);
    program.rule(bodies[MANY - 1], &[], &[]);
    check_counts(&program, [2, MANY - 1, 0]);
}

#[test]
fn a_rule_with_a_million_literals() {
    let mut program = Program::default();
    let head = program.atom();
    let bodies: Vec<Atom> = program.atoms(MANY).collect();
    let (facts, others) = bodies.split_at(MANY / 2);
    for fact in facts {
        program.rule(*fact, &[], &[]);
    }
    program.rule(head, facts, others);
    check_counts(&program, [MANY / 2 + 1, MANY / 2, 0]);
    program.rule(others[0], &[head], &[]);
    check_counts(&program, [MANY / 2, MANY / 2 - 1, 2]);
}

#[test]
fn a_chain_of_stand_offs() {
    let mut program = Program::default();
    let atoms: Vec<Atom> = program.atoms(600_000).collect();
    for pair in atoms.chunks(2) {
        program.rule(pair[0], &[], &[pair[1]]);
        program.rule(pair[1], &[], &[pair[0]]);
    }
    for link in atoms.chunks(2).collect::<Vec<_>>().windows(2) {
        program.rule(link[1][1], &[link[0][1]], &[]);
    }
    check_counts(&program, [0, 0, atoms.len()]);
    program.rule(atoms[1], &[], &[]);
    check_counts(&program, [300_000, 300_000, 0]);
}

/// Pairs that support each other, each kept up otherwise only by the one before, so that one falls
/// after the other; `ring` adds one circle through all of them.
fn falling_pairs(count: usize, ring: bool) -> Program {
    let mut program = Program::default();
    let atoms: Vec<Atom> = program.atoms(3 * count).collect();
    for (index, trio) in atoms.chunks(3).enumerate() {
        let [left, right, fallen] = trio else { unreachable!("chunks of a multiple of 3") };
        program.rule(*left, &[*right], &[]);
        program.rule(*right, &[*left], &[]);
        program.rule(*fallen, &[], &[*left]);
        if let Some(before) = index.checked_sub(1) {
            program.rule(*left, &[], &[atoms[3 * before + 2]]);
        }
    }
    if ring {
        program.rule(atoms[0], &[atoms[3 * count - 3], atoms[1]], &[]);
    }
    program
}

#[test]
fn pairs_that_fall_one_after_the_other() {
    let count = 200_000;
    for ring in [false, true] {
        check_counts(&falling_pairs(count, ring), [count, 2 * count, 0]);
    }
}

#[test]
fn a_circle_that_loses_its_supports_one_after_the_other() {
    let count = 50_000;
    let mut program = falling_pairs(count, false);
    let fallen: Vec<Atom> = program.all_atoms().skip(2).step_by(3).collect();
    let circle: Vec<Atom> = program.atoms(count).collect();
    for (index, member) in circle.iter().enumerate() {
        program.rule(*member, &[circle[(index + 1) % count]], &[]);
        program.rule(circle[0], &[], &[fallen[index]]);
    }
    check_counts(&program, [count, 3 * count, 0]);
}
