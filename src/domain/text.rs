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
    let mut key = String::with_capacity(text.len());
    // Nearly every text is in its folded form already, and to see that is quick.
    if text.chars().all(|c| c.is_ascii() || is_han(c)) {
        let fold = |c: char| (!c.is_ascii() || c.is_ascii_alphanumeric()).then_some(c);
        key.extend(text.chars().filter_map(fold).map(|c| c.to_ascii_lowercase()));
        return key;
    }
    let fold = |c: char| c.to_lowercase().filter(|c| c.is_alphanumeric());
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => key.extend(text.chars().flat_map(fold)),
        _ => key.extend(text.nfkc().flat_map(fold)),
    }
    key
}

/// A common Chinese character: a letter without case and without another form.
fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_and_stray_spaces_are_folded() {
        assert_eq!(tidy("  国贸　ＳＯＨＯ\u{200b}\tＡ座 "), "国贸 SOHO\u{200b} A座");
        assert_eq!(search_key("望京·ＳＯＨＯ T-3"), "望京sohot3");
        assert_eq!(search_key("望京 SOHO T-3"), "望京sohot3");
    }

    #[test]
    fn words_of_people_to_people_keep_their_punctuation() {
        assert_eq!(one_line(" 关门了，\n\t没人（周日）！\u{7}  "), "关门了， 没人（周日）！");
    }
}
