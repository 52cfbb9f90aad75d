//! Excel workbooks as people and their enemies make them.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use yizhan::domain::field::Field;
use yizhan::domain::station::Station;
use yizhan::exchange::stations::Reading;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::messy::read_bytes;
use crate::harness::catalogue;

fn text(station: &Station, key: &str) -> String {
    Field::all(catalogue().keys().iter().copied())
        .find(|field| field.key() == key)
        .unwrap()
        .text(station)
}

fn stations(reading: &Reading) -> Vec<Station> {
    assert!(!reading.has_errors(), "{:#?}", reading.diagnostics);
    reading.rows.iter().map(|row| row.patch.clone().unwrap().new_station().unwrap()).collect()
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("封面").unwrap();
    sheet.write_string(0, 0, "某区工会").unwrap();
    let sheet = workbook.add_worksheet().set_name("台账").unwrap();
    let date = Format::new().set_num_format("yyyy/m/d");
    sheet.merge_range(0, 0, 0, 8, "工会驿站台账", &Format::new()).unwrap();
    for (at, header) in
        ["编码", "名称", "类别", "街道", "经度", "纬度", "启用日期", "管理员电话", "空调"]
            .iter()
            .enumerate()
    {
        sheet.write_string(1, u16::try_from(at).unwrap(), *header).unwrap();
    }
    sheet.merge_range(2, 3, 3, 3, "甲街道", &Format::new()).unwrap();
    for row in [2, 3] {
        sheet.write_number(row, 0, 1001 + row).unwrap();
        sheet.write_string(row, 1, "=驿站").unwrap();
        sheet.write_string(row, 2, "驿站").unwrap();
        // In the other area, so that the named one can only come from the merged cell.
        sheet.write_number(row, 4, 116.75).unwrap();
        sheet.write_number(row, 5, 40.0).unwrap();
        sheet.write_number(row, 7, 13_800_138_000.0f64).unwrap();
        sheet.write_boolean(row, 8, row == 2).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2023, 5, 1).unwrap();
    sheet.write_datetime_with_format(2, 6, &day, &date).unwrap();
    sheet.write_number(3, 6, 45_047.0).unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn dates_numbers_truths_and_merged_cells_survive() {
    let reading = read_bytes("ledger.xlsx", &workbook()).unwrap();
    let stations = stations(&reading);
    let facts: Vec<_> = stations
        .iter()
        .map(|s| {
            ["code", "name", "area", "opened_on", "manager_phone", "air_conditioning"]
                .map(|key| text(s, key))
        })
        .collect();
    assert_eq!(
        facts,
        [
            ["1003", "=驿站", "1", "2023-05-01", "13800138000", "yes"],
            ["1004", "=驿站", "1", "2023-05-01", "13800138000", ""],
        ]
    );
    assert_eq!(reading.rows[1].row, 4);
    assert_eq!(reading.rows[1].sheet.as_deref(), Some("台账"));
    assert_eq!(reading.diagnostics[0].sheet.as_deref(), Some("封面"), "it was passed over");
}

/// A workbook whose named part is replaced.
fn with_part(workbook: &[u8], part: &str, replaced: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let bytes = if name == part { replaced(bytes) } else { bytes };
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_small_file_that_unpacks_to_a_huge_one_is_refused() {
    let bomb = with_part(&workbook(), "xl/sharedStrings.xml", |_| vec![b' '; 600 << 20]);
    assert!(bomb.len() < 4 << 20, "{} bytes", bomb.len());
    let error = read_bytes("bomb.xlsx", &bomb).unwrap_err().to_string();
    assert!(error.contains("536870912 bytes when unpacked"), "{error}");
}

#[test]
fn a_workbook_that_ends_too_early_is_refused() {
    let workbook = workbook();
    for kept in [10, workbook.len() / 2, workbook.len() - 10] {
        let error = read_bytes("ledger.xlsx", &workbook[..kept]).unwrap_err().to_string();
        assert!(error.contains("cannot be read as an Excel workbook"), "{error}");
    }
}

const PARTS: [&str; 6] = [
    "xl/workbook.xml",
    "xl/worksheets/sheet2.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damage_inside_sound_archives_never_makes_the_reader_panic(
        part in prop::sample::select(PARTS.to_vec()),
        damage in prop::collection::vec((any::<prop::sample::Index>(), "[0-9<>&\"/A-Z]"), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let damaged = with_part(&workbook(), part, |mut bytes| {
            for (at, with) in &damage {
                let at = at.index(bytes.len());
                bytes[at] = with.as_bytes()[0];
            }
            bytes.truncate(cut.map_or(usize::MAX, |cut| cut.index(bytes.len())));
            bytes
        });
        let _ = read_bytes("ledger.xlsx", &damaged);
    }
}

#[test]
fn places_of_cells_far_outside_a_sheet_are_refused() {
    for (from, to) in
        [("r=\"B3\"", "r=\"ZZZZ3\""), ("r=\"B3\"", "r=\"XFD3\""), ("D3:D4", "D3:D4294967295")]
    {
        let damaged = with_part(&workbook(), "xl/worksheets/sheet2.xml", |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from));
            text.replace(from, to).into_bytes()
        });
        let _ = read_bytes("ledger.xlsx", &damaged);
    }
}
