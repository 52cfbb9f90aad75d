//! Excel workbooks: the public list, and the ledger (台账) that staff fill in.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::table::{Readers, Shown, Wording, columns, is_only_name, neutral};
use crate::domain::access::Access;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::Unit;
use crate::domain::coordinates::Datum;
use crate::domain::field::{Column, Field};
use crate::domain::station::{Builder, Provenance, Record, StationKind, Tag};
use crate::domain::status::StatusKind;
use crate::exchange::ExchangeError;
use crate::exchange::stations::read::OUR_SHEETS;

/// Rows below the last station that have drop-downs too, for new ones.
const SPARE_ROWS: u32 = 2000;

/// Writes the workbook: Chinese headers, labels for words and names for areas and units. The
/// staff's has drop-downs and a sheet of notes.
pub(super) fn write(
    records: &[Record],
    readers: Readers,
    wording: Wording<'_>,
) -> Result<Vec<u8>, ExchangeError> {
    build(records, readers, wording)
        .map_err(|error| ExchangeError::Write { format: "xlsx", problem: error.to_string() })
}

fn build(records: &[Record], readers: Readers, wording: Wording<'_>) -> Result<Vec<u8>, XlsxError> {
    let columns = columns(records, readers, wording);
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("台账")?;
    for (shown, at) in columns.iter().zip(0u16..) {
        sheet.write_string_with_format(0, at, shown.header(wording.amenities), &bold)?;
        sheet.set_column_width(at, width_chars(*shown))?;
    }
    for (record, row) in records.iter().zip(1u32..) {
        for (shown, at) in columns.iter().zip(0u16..) {
            write_cell(sheet, row, at, *shown, shown.text(record, wording))?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    if readers == Readers::Staff {
        let names = Names::of(wording);
        let rows = u32::try_from(records.len()).unwrap_or(u32::MAX).saturating_add(SPARE_ROWS);
        for (shown, at) in columns.iter().zip(0u16..) {
            offer_words(sheet, rows.min(1_048_575), at, *shown, &names)?;
        }
        let notes = workbook.add_worksheet().set_name(OUR_SHEETS[0])?;
        write_notes(notes, &columns, wording.amenities)?;
        names.write(workbook.add_worksheet().set_name(NAMES)?)?;
    }
    workbook.save_to_buffer()
}

/// The sheet of names that drop-downs take theirs from: a list in a cell holds 255 characters
/// only.
const NAMES: &str = OUR_SHEETS[1];

/// Names of areas and units.
struct Names {
    areas: Vec<String>,
    units: Vec<String>,
}

impl Names {
    fn of(wording: Wording<'_>) -> Self {
        let units = wording.units;
        let name = |unit: &Unit| {
            if is_only_name(unit, units) { unit.name.clone() } else { unit.code.clone() }
        };
        Self {
            areas: wording.areas.iter().map(|area| area.name.clone()).collect(),
            units: units.iter().map(name).collect(),
        }
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (names, column) in [(&self.areas, 0u16), (&self.units, 1)] {
            for (name, row) in names.iter().zip(0u32..) {
                sheet.write_string(row, column, neutral(name.clone()))?;
            }
        }
        sheet.set_hidden(true);
        Ok(())
    }
}

fn width_chars(shown: Shown) -> f64 {
    match shown {
        Shown::Field(Field::Column(
            Column::Name | Column::Address | Column::Host | Column::Hours | Column::Note,
        )) => 30.0,
        Shown::Field(Field::Amenity(_)) | Shown::Version | Shown::Datum => 10.0,
        Shown::Field(_) => 14.0,
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    shown: Shown,
    text: String,
) -> Result<(), XlsxError> {
    match text.parse::<f64>() {
        Ok(figure) if shown.is_number() => sheet.write_number(row, at, figure)?,
        _ if text.is_empty() => sheet,
        // As a text, so that it is no formula.
        _ => sheet.write_string(row, at, text)?,
    };
    Ok(())
}

/// A drop-down of words. Other words are warned of, not refused: a cell may hold several.
fn offer_words(
    sheet: &mut Worksheet,
    last_row: u32,
    at: u16,
    shown: Shown,
    names: &Names,
) -> Result<(), XlsxError> {
    let offer = |validation: DataValidation, sheet: &mut Worksheet| {
        let validation = validation.set_error_style(DataValidationErrorStyle::Warning);
        sheet.add_data_validation(1, at, last_row, at, &validation).map(|_| ())
    };
    let from_sheet = |column: char, count: usize| {
        let range = format!("={NAMES}!${column}$1:${column}${}", count.max(1));
        DataValidation::new().allow_list_formula(range.as_str().into())
    };
    match shown {
        Shown::Field(Field::Column(Column::Area)) => {
            return offer(from_sheet('A', names.areas.len()), sheet);
        }
        Shown::Field(Field::Column(Column::Unit)) => {
            return offer(from_sheet('B', names.units.len()), sheet);
        }
        _ => {}
    }
    let words: Vec<&str> = match shown {
        Shown::Datum => Datum::ALL.map(Datum::key).to_vec(),
        Shown::Field(Field::Amenity(_)) => vec!["有", "故障"],
        Shown::Field(Field::Column(column)) => match column {
            Column::Kind => StationKind::ALL.iter().map(|word| word.zh()).collect(),
            Column::Builder => Builder::ALL.iter().map(|word| word.zh()).collect(),
            Column::Access => Access::ALL.map(Access::zh).to_vec(),
            Column::Status => StatusKind::ALL.iter().map(|word| word.zh()).collect(),
            Column::Stars => vec!["1", "2", "3", "4", "5"],
            Column::Tags => Tag::ALL.iter().map(|word| word.zh()).collect(),
            Column::Provenance => Provenance::ALL.iter().map(|word| word.zh()).collect(),
            _ => return Ok(()),
        },
        Shown::Version | Shown::Field(Field::Photos) => return Ok(()),
    };
    offer(DataValidation::new().allow_list_strings(&words)?, sheet)
}

fn write_notes(
    sheet: &mut Worksheet,
    columns: &[Shown],
    amenities: &AmenityCatalogue,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    sheet.write_string_with_format(0, 0, "列", &bold)?;
    sheet.write_string_with_format(0, 1, "怎样填写", &bold)?;
    sheet.set_column_width(0, 16)?.set_column_width(1, 90)?;
    for (shown, row) in columns.iter().zip(1u32..) {
        sheet.write_string(row, 0, shown.header(amenities))?;
        sheet.write_string_with_format(row, 1, note(*shown), &wrapped)?;
    }
    Ok(())
}

fn note(shown: Shown) -> &'static str {
    let column = match shown {
        Shown::Datum => {
            return "本行经纬度的坐标系：wgs84（GPS）、gcj02（高德、腾讯）、bd09（百度）。";
        }
        Shown::Version => return "导出时的版本号，请勿改动；导入时用来发现别人同时做的修改。",
        Shown::Field(Field::Amenity(_)) => {
            return "空白或“无”：没有；“有”：有；与驿站不同的开放时间，如 08:30-17:30；坏了写“故障 2026-05-31 原因”。";
        }
        Shown::Field(Field::Photos) => return "照片在控制台里维护。",
        Shown::Field(Field::Column(column)) => column,
    };
    match column {
        Column::Code => "必填。字母、数字和连字符，最多 32 位；一经使用不再更改。",
        Column::Name => "新增必填，最多 100 字。",
        Column::Aliases | Column::Serves => "多个之间用 | 或 、 分开。",
        Column::Kind => "新增必填：工会驿站 或 职工之家。",
        Column::Area => "街道（地区）的名称或代码；空白时按坐标所在的街道。",
        Column::Unit => "管理单位的名称或代码。",
        Column::Lon | Column::Lat => "入口处的十进制度数，如 116.443512、39.921034；新增必填。",
        Column::Hours => {
            "如 24/7、08:30-17:30、Mo-Fr 08:30-11:30,13:30-17:00; PH off，或“周一至周五 8:30-17:30”。空白表示不清楚。"
        }
        Column::Access => "推门、有人值守、扫码、App 开门、刷卡、刷脸；多个之间用 | 分开。",
        Column::FloorArea => "平方米。",
        Column::Seats => "整数。",
        Column::Stars => "1 到 5；未评星留空。",
        Column::OpenedOn | Column::ClosedFrom | Column::ClosedUntil | Column::VerifiedOn => {
            "日期，如 2026-05-31。"
        }
        Column::Phone => "对外公布的电话。",
        Column::Manager | Column::ManagerPhone | Column::Note => "仅工作人员可见，不对外公布。",
        Column::Status => "筹建、开放、暂停开放、已撤销；空白按开放。撤销的驿站不删除。",
        Column::ClosedReason => "暂停开放时填写。",
        Column::Tags => "24小时、智慧、小型、新建、提升；多个之间用 | 分开。",
        Column::Provenance => "台账、公开 或 模拟。",
        Column::MergedInto => "由系统填写：与之重复、已并入的驿站编码；仅已撤销的驿站有。",
        Column::Address | Column::Builder | Column::Host => "可留空。",
    }
}
