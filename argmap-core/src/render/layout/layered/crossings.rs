//! Counting crossings between two layers.

/// The weighted crossings of lines from a layer to the one below, which has `width` vertices.
///
/// Takes O(m log n) by an accumulator tree: Barth, Jünger and Mutzel, Simple and efficient bilayer
/// cross counting (2002).
pub(super) fn crossings_between(
    upper: &[usize],
    below: &[Vec<(usize, u64)>],
    position: &[usize],
    width: usize,
) -> u64 {
    let mut tree = vec![0u64; width + 1];
    let mut all = 0u64;
    let mut found = 0u64;
    let mut ends: Vec<(usize, u64)> = Vec::new();
    for vertex in upper {
        ends.clear();
        ends.extend(below[*vertex].iter().map(|(lower, weight)| (position[*lower], *weight)));
        // Lines from one vertex do not cross: count them all before adding any.
        for (place, weight) in &ends {
            let mut at = place + 1;
            let mut before = 0;
            while at > 0 {
                before += tree[at];
                at -= at & at.wrapping_neg();
            }
            found += (all - before) * weight;
        }
        for (place, weight) in &ends {
            let mut at = place + 1;
            while at <= width {
                tree[at] += weight;
                at += at & at.wrapping_neg();
            }
            all += weight;
        }
    }
    found
}

/// The weighted crossings of lines from a left and from a right vertex to sorted places.
pub(super) fn crossings_of(left: &[(usize, u64)], right: &[(usize, u64)]) -> u64 {
    let (mut passed, mut at, mut found) = (0, 0, 0);
    for (place, weight) in left {
        while at < right.len() && right[at].0 < *place {
            passed += right[at].1;
            at += 1;
        }
        found += passed * weight;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_counts_are_those_of_all_pairs(
            lines in prop::collection::vec((0usize..6, 0usize..6, 1u64..4), 0..20),
        ) {
            let upper: Vec<usize> = (0..6).collect();
            let position: Vec<usize> = (0..6).collect();
            let mut below = vec![Vec::new(); 6];
            lines.iter().for_each(|(from, to, weight)| below[*from].push((*to, *weight)));
            let mut wanted = 0;
            for (a, b, first) in &lines {
                for (c, d, second) in &lines {
                    wanted += if a < c && b > d { first * second } else { 0 };
                }
            }
            prop_assert_eq!(crossings_between(&upper, &below, &position, 6), wanted);
            below.iter_mut().for_each(|ends| ends.sort_unstable());
            let pairs = (0..6).flat_map(|left| (left + 1..6).map(move |right| (left, right)));
            let sum: u64 = pairs.map(|(a, b)| crossings_of(&below[a], &below[b])).sum();
            prop_assert_eq!(sum, wanted);
        }
    }
}
