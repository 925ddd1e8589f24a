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
