//! Folding of text that people type: full-width forms, spaces, case.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// One line as people mean it: compatibility forms folded (full-width letters and digits
/// become ordinary ones), runs of white space made one space, ends trimmed, control
/// characters dropped.
pub fn tidy(text: &str) -> String {
    one_line(&text.nfkc().collect::<String>())
}

/// One line as it was written: runs of white space made one space, ends trimmed, control
/// characters dropped. For what people wrote to people: nothing is folded, `，` stays `，`.
pub fn one_line(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Like [`tidy`], in lower case and without spaces, hyphens, dots and middle dots: two texts
/// with the same key are the same to a person who searches.
pub fn search_key(text: &str) -> String {
    let fold = |c: char| c.to_lowercase().filter(|c| c.is_alphanumeric());
    // Nearly every text is in its folded form already, and to see that is quick.
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => text.chars().flat_map(fold).collect(),
        _ => text.nfkc().flat_map(fold).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_and_stray_spaces_are_folded() {
        assert_eq!(tidy("  国贸　ＳＯＨＯ\u{200b}\tＡ座 "), "国贸 SOHO\u{200b} A座");
        assert_eq!(search_key("望京·ＳＯＨＯ T-3"), "望京sohot3");
    }

    #[test]
    fn words_of_people_to_people_keep_their_punctuation() {
        assert_eq!(one_line(" 关门了，\n\t没人（周日）！\u{7}  "), "关门了， 没人（周日）！");
    }
}
