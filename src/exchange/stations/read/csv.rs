//! Separated values: which characters, which separator, which cells.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::sheet::{Cell, Meter, Sheet, SheetRow};
use crate::exchange::ExchangeError;

/// What stands in front of a text that would start a formula in a spreadsheet program; see
/// [`starts_formula`].
pub(in crate::exchange::stations) const NEUTRAL: char = '\'';

/// Whether a spreadsheet program would take this text for a formula. The full-width forms
/// count: some programs fold them first.
pub(in crate::exchange::stations) fn starts_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Reads separated values.
pub(in crate::exchange) fn read(
    bytes: &[u8],
    meter: &mut Meter<'_>,
) -> Result<Vec<Sheet>, ExchangeError> {
    let text = decode(bytes, meter.file)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut breaks_in_cells = 0;
    for record in reader.records() {
        let record = record.map_err(|error| {
            ExchangeError::file(meter.file, error.to_string(), "save it again as CSV UTF-8")
        })?;
        // Spreadsheets count a cell of several lines as one row, and blank lines as rows.
        let line = record.position().map_or(0, |from| first_line(&text, from));
        let number = u32::try_from(line.saturating_sub(breaks_in_cells)).unwrap_or(u32::MAX);
        breaks_in_cells += record.iter().map(line_breaks).sum::<u64>();
        let last = (0..record.len()).rev().find(|at| record.get(*at).is_some_and(is_filled));
        let Some(last) = last else {
            continue;
        };
        meter.row(last + 1)?;
        let cells = record.iter().take(last + 1).map(|field| Cell::of_text(plain(field))).collect();
        rows.push(SheetRow { number, cells });
    }
    Ok(vec![Sheet { name: None, rows }])
}

/// The line on which a record begins. The reader's position stands before the blank lines and
/// the rest of the line break above the record.
fn first_line(text: &str, position: &csv::Position) -> u64 {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let above = text.as_bytes().get(at..).unwrap_or_default();
    let above = above.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + above.map(|byte| u64::from(*byte == b'\n')).sum::<u64>()
}

fn line_breaks(field: &str) -> u64 {
    field.bytes().map(|byte| u64::from(byte == b'\n')).sum()
}

fn is_filled(field: &str) -> bool {
    !field.trim().is_empty()
}

/// The text without the mark that kept a spreadsheet program from taking it for a formula.
pub(super) fn plain(field: &str) -> &str {
    match field.strip_prefix(NEUTRAL) {
        Some(rest) if starts_formula(rest.trim_start_matches(NEUTRAL)) => rest,
        _ => field,
    }
}

/// The characters. A byte order mark decides; then text that is UTF-8 is UTF-8; then the
/// encodings of Chinese Windows are tried.
fn decode<'a>(bytes: &'a [u8], file: &str) -> Result<Cow<'a, str>, ExchangeError> {
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None => (guess(bytes), bytes),
    };
    let (text, malformed) = encoding.decode_without_bom_handling(rest);
    let way_out = "open it in the program it came from and save it as CSV UTF-8";
    if malformed {
        let problem = format!("it is no text: tried as {}", encoding.name());
        return Err(ExchangeError::file(file, problem, way_out));
    }
    if let Some(at) = text.find('\0') {
        let problem = format!("it is no text: a NUL character stands at {at}");
        return Err(ExchangeError::file(file, problem, way_out));
    }
    Ok(text)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return if bytes.contains(&0) { wide(bytes) } else { UTF_8 };
    }
    if bytes.iter().take(4096).any(|byte| *byte == 0) {
        return wide(bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    // GB18030 holds all of GBK, and the characters of rare names besides. It is preferred
    // whenever it reads the file without a fault: short files give a detector little to see.
    let reads = GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if guessed == GBK || reads { GB18030 } else { guessed }
}

/// UTF-16 by the side on which the zero bytes of ASCII characters stand.
fn wide(bytes: &[u8]) -> &'static Encoding {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    if zeros(0) > zeros(1) { UTF_16BE } else { UTF_16LE }
}

/// The separator that stands most often outside quotes in the first lines.
fn separator(text: &str) -> u8 {
    const LOOKED_AT_BYTES: usize = 16 << 10;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes().take(LOOKED_AT_BYTES) {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && byte == *separator);
        }
    }
    // Of equals the first wins, so that a file of one column is read with commas.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheets = read(bytes, &mut Meter::new("a.csv")).expect("it can be read");
        sheets[0].rows.iter().map(|row| row.cells.iter().map(Cell::text).collect()).collect()
    }

    #[test]
    fn the_same_table_is_read_in_every_encoding_with_every_separator() {
        for separator in [",", ";", "\t"] {
            let text = format!("编码{separator}名称\nA-1{separator}\"望京, 驿; 站\"\n");
            let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect();
            let forms: [Vec<u8>; 6] = [
                text.clone().into_bytes(),
                [b"\xef\xbb\xbf", text.as_bytes()].concat(),
                GB18030.encode(&text).0.into_owned(),
                utf16(u16::to_le_bytes),
                [vec![0xff, 0xfe], utf16(u16::to_le_bytes)].concat(),
                [vec![0xfe, 0xff], utf16(u16::to_be_bytes)].concat(),
            ];
            for (form, bytes) in forms.iter().enumerate() {
                let expected = [vec!["编码", "名称"], vec!["A-1", "望京, 驿; 站"]];
                assert_eq!(cells(bytes), expected, "form {form} with '{separator}'");
            }
        }
    }

    #[test]
    fn the_mark_before_a_formula_is_taken_away_and_nothing_else_is() {
        let texts = ["'=1+1", "''=1", "'quoted'", "'", "'+86 10"];
        let plain: Vec<_> = texts.iter().map(|text| super::plain(text)).collect();
        assert_eq!(plain, ["=1+1", "'=1", "'quoted'", "'", "+86 10"]);
    }

    #[test]
    fn rows_keep_the_numbers_that_people_see() {
        let text = "a,b\n,,\n\n\"c\n\",d\ne,f\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let sheets = read(text.as_bytes(), &mut Meter::new("a.csv")).expect("readable");
            let numbers: Vec<_> = sheets[0].rows.iter().map(|row| row.number).collect();
            assert_eq!(numbers, [1, 4, 5], "{text:?}");
        }
    }
}
