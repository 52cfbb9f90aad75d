//! Patterns of `LIKE`: `%` for any characters, `_` for one, `\` before one that stands for itself.

/// A pattern, cut into its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Any,
    One,
    Same(char),
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            parts.push(match c {
                '%' => Part::Any,
                '_' => Part::One,
                '\\' => Part::Same(rest.next().unwrap_or('\\')),
                other => Part::Same(other),
            });
        }
        Self(parts)
    }

    /// Whether the whole text is like this. Steps back to the last `%` only, so that the time
    /// is at most the product of the two lengths.
    pub(super) fn fits(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut part) = (0, 0);
        let mut retry: Option<(usize, usize)> = None;
        while at < text.len() {
            match self.0.get(part) {
                Some(Part::Any) => {
                    part += 1;
                    retry = Some((at, part));
                }
                Some(Part::One) => (at, part) = (at + 1, part + 1),
                Some(Part::Same(c)) if *c == text[at] => (at, part) = (at + 1, part + 1),
                _ => {
                    let Some((from, behind)) = retry else { return false };
                    retry = Some((from + 1, behind));
                    (at, part) = (from + 1, behind);
                }
            }
        }
        self.0[part..].iter().all(|part| *part == Part::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_sign_is_any_text_an_underscore_one_character_and_a_backslash_takes_it_back() {
        for (pattern, text, fits) in [
            ("望京%", "望京SOHO驿站", true),
            ("%驿站", "望京SOHO驿站", true),
            ("%SOHO%", "望京SOHO驿站", true),
            ("%", "", true),
            ("", "", true),
            ("", "a", false),
            ("_京", "望京", true),
            ("_", "望京", false),
            ("100\\%", "100%", true),
            ("100\\%", "1000", false),
            ("%ab%ab", "aabxab", true),
            ("%ab%abc", "aabxab", false),
            ("a%b%c", "abbbcbc", true),
            ("\\", "\\", true),
        ] {
            assert_eq!(Pattern::new(pattern).fits(text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn a_pattern_of_many_percent_signs_is_tried_in_little_time() {
        let pattern = Pattern::new(&"%a".repeat(500));
        assert!(!pattern.fits(&"b".repeat(5000)));
        assert!(pattern.fits(&"a".repeat(5000)));
    }
}
