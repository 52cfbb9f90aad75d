//! Text in a box: broken into lines and made as large as fits.

use super::font::{Weight, width_em};

/// A text as it fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fitted {
    /// The size of its letters, in the units of the box.
    pub(super) size: f32,
    pub(super) lines: Vec<String>,
}

/// The room for a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) width: f32,
    pub(super) lines: usize,
    /// The sizes that may be taken, the best first.
    pub(super) sizes: &'static [f32],
}

/// Breaks a text at the first size at which it fits. At the last size what does not fit is cut
/// off with an ellipsis.
pub(super) fn fit(text: &str, weight: Weight, room: Room) -> Fitted {
    let broken = room.sizes.iter().map(|size| (*size, wrap(text, weight, room.width / size)));
    let mut last = Fitted { size: 1.0, lines: Vec::new() };
    for (size, lines) in broken {
        last = Fitted { size, lines };
        if last.lines.len() <= room.lines {
            let lines = balanced(text, weight, room.width / size, last.lines);
            return Fitted { size, lines };
        }
    }
    let rest = last.lines.split_off(room.lines.saturating_sub(1)).concat();
    last.lines.push(cut(&rest, weight, room.width / last.size));
    last
}

/// A text on one line, cut off with an ellipsis where it is too long. `width_em` counts in sizes
/// of the letters.
pub(super) fn cut(text: &str, weight: Weight, width_em_max: f32) -> String {
    if width_em(text, weight) <= width_em_max {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let shorter = format!("{}…", kept.iter().collect::<String>().trim_end());
        if width_em(&shorter, weight) <= width_em_max {
            return shorter;
        }
    }
    String::new()
}

/// Lines no wider than this, where that can be.
fn wrap(text: &str, weight: Weight, width_em_max: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let wider = format!("{line}{piece}");
        if line.is_empty() || width_em(wider.trim_end(), weight) <= width_em_max {
            line = wider;
            continue;
        }
        lines.push(line.trim_end().to_owned());
        line = piece.trim_start().to_owned();
    }
    lines.push(line.trim_end().to_owned());
    lines.retain(|line| !line.is_empty());
    lines
}

/// The same number of lines, as even as can be: a last line of one letter looks like a mistake.
fn balanced(text: &str, weight: Weight, width_em_max: f32, lines: Vec<String>) -> Vec<String> {
    const STEP_EM: f32 = 0.25;
    let mut best = lines;
    let mut width_em = width_em_max - STEP_EM;
    while best.len() > 1 && width_em > 0.0 {
        let narrower = wrap(text, weight, width_em);
        if narrower.len() > best.len() {
            break;
        }
        best = narrower;
        width_em -= STEP_EM;
    }
    best
}

/// The parts between which a line may end: before and after every Han character, at spaces;
/// never before a mark that closes, nor after one that opens.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        let may_break = !closes(c)
            && !opens(before)
            && (is_wide(c) || is_wide(before) || (before == ' ' && c != ' '));
        match pieces.last_mut() {
            Some(piece) if !may_break => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = c;
    }
    pieces
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

fn closes(c: char) -> bool {
    "，。、；：！？）》」』】〉”’·,.;:!?)]}%…".contains(c)
}

fn opens(c: char) -> bool {
    "（《「『【〈“‘([{".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_where_chinese_and_english_may_be() {
        for (text, width_em, lines) in [
            ("湖心驿站", 4.0, &["湖心驿站"][..]),
            ("湖心驿站", 3.0, &["湖心驿", "站"]),
            ("湖心驿站（北门）", 5.0, &["湖心驿站", "（北门）"]),
            ("甲乙丙丁，戊", 4.0, &["甲乙丙", "丁，戊"]),
            ("Union station", 5.0, &["Union", "station"]),
            ("12号院3号楼", 3.5, &["12号院", "3号楼"]),
            ("", 5.0, &[]),
        ] {
            assert_eq!(wrap(text, Weight::Regular, width_em), lines, "{text}");
        }
    }

    #[test]
    fn the_largest_size_that_fits_is_taken_and_the_rest_is_cut_off() {
        let room = Room { width: 40.0, lines: 2, sizes: &[20.0, 10.0] };
        let fitted = |text| fit(text, Weight::Bold, room);
        assert_eq!(fitted("甲乙丙"), Fitted { size: 20.0, lines: lines(&["甲乙", "丙"]) });
        assert_eq!(fitted("甲乙丙丁戊"), Fitted { size: 10.0, lines: lines(&["甲乙丙", "丁戊"]) });
        let long = fitted("一二三四五六七八九十");
        assert_eq!(long.lines[0], "一二三四");
        assert!(long.lines[1].starts_with("五六") && long.lines[1].ends_with('…'), "{long:?}");
        assert_eq!(long.lines.len(), 2);
    }

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }
}
