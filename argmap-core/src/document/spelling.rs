//! Suggestions for misspelt words.

/// The candidate most like a word, if one is like enough: at most a third of the letters differ.
/// Of equally near ones the first wins. Linear in the number of candidates.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let letters = word.chars().count();
    let most = (letters / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.len().abs_diff(word.len()) > most * 4 || candidate == word {
            continue;
        }
        let distance = strsim::damerau_levenshtein(word, candidate);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_like_word_is_suggested() {
        let known = ["claims", "conflicts", "groups"];
        assert_eq!(nearest("claim", known), Some("claims"));
        assert_eq!(nearest("gruops", known), Some("groups"));
        assert_eq!(nearest("weather", known), None);
    }
}
