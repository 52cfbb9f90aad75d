//! Which known word a mistyped one looks like.

/// Names by which other services call what ours call differently.
const SYNONYMS: [(&str, &str); 6] = [
    ("lng", "lon"),
    ("x", "lon"),
    ("y", "lat"),
    ("count", "limit"),
    ("query", "q"),
    ("coordtype", "datum"),
];

/// The known word that this one was most likely meant to be, if any is likely.
pub(super) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.len() > 40 {
        return None;
    }
    let word = word.to_lowercase().replace('-', "_");
    let synonym = SYNONYMS.iter().find(|(other, _)| *other == word).map(|(_, ours)| *ours);
    if let Some(meant) = synonym.and_then(|ours| known.iter().find(|known| **known == ours)) {
        return Some(meant);
    }
    let shortens = |known: &str| known.len() >= 3 && word.starts_with(known);
    let lengthens = |known: &str| word.len() >= 3 && known.starts_with(word.as_str());
    known
        .iter()
        .map(|known| {
            let edits = edits(&word, known);
            let edits = if shortens(known) || lengthens(known) { edits.min(1) } else { edits };
            (edits, *known)
        })
        .filter(|(edits, known)| *edits <= 1 + known.len() / 4)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, known)| known)
}

/// How many characters must be added, dropped or replaced (Levenshtein).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_word_finds_the_one_that_was_meant() {
        let known = ["lat", "lon", "radius_m", "amenities", "open", "mode"];
        for (word, meant) in [
            ("lng", Some("lon")),
            ("longitude", Some("lon")),
            ("amenity", Some("amenities")),
            ("ammenities", Some("amenities")),
            ("radius-m", Some("radius_m")),
            ("Open", Some("open")),
            ("z", None),
            ("callback", None),
        ] {
            assert_eq!(nearest(word, &known), meant, "{word}");
        }
    }
}
