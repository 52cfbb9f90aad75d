//! Excel workbooks: the public list, and the ledger (台账) that staff fill in.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::{is_number, text_in};
use crate::domain::access::Access;
use crate::domain::area::{Areas, Unit};
use crate::domain::coordinates::Datum;
use crate::domain::field::{Column, Field, LIST_SEPARATOR};
use crate::domain::station::{Builder, Provenance, Record, Station, StationKind, Tag};
use crate::domain::status::StatusKind;
use crate::exchange::ExchangeError;

/// Who reads the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Everybody: public columns only.
    Public,
    /// The staff: every column, drop-downs, versions and a sheet of notes.
    Staff,
}

/// A column of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Field(Field),
    Datum,
    Version,
}

/// Rows below the last station that have drop-downs too, for new ones.
const SPARE_ROWS: u32 = 2000;

/// Writes the workbook: Chinese headers, labels for words and names for areas and units. Cells
/// of text are written as text, so that none is a formula.
pub(super) fn write(
    records: &[Record],
    datum: Datum,
    readers: Readers,
    areas: &Areas,
    units: &[Unit],
) -> Result<Vec<u8>, ExchangeError> {
    build(records, datum, readers, areas, units)
        .map_err(|error| ExchangeError::Write { format: "xlsx", problem: error.to_string() })
}

fn build(
    records: &[Record],
    datum: Datum,
    readers: Readers,
    areas: &Areas,
    units: &[Unit],
) -> Result<Vec<u8>, XlsxError> {
    let columns = columns(readers);
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("台账")?;
    for (shown, at) in columns.iter().zip(0u16..) {
        sheet.write_string_with_format(0, at, header(*shown), &bold)?;
        sheet.set_column_width(at, width_chars(*shown))?;
    }
    for (record, row) in records.iter().zip(1u32..) {
        for (shown, at) in columns.iter().zip(0u16..) {
            write_cell(sheet, row, at, *shown, record, datum, areas, units)?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    if readers == Readers::Staff {
        let rows = u32::try_from(records.len()).unwrap_or(u32::MAX).saturating_add(SPARE_ROWS);
        for (shown, at) in columns.iter().zip(0u16..) {
            offer_words(sheet, rows.min(1_048_575), at, *shown)?;
        }
        write_notes(workbook.add_worksheet().set_name("说明")?, &columns)?;
    }
    workbook.save_to_buffer()
}

fn columns(readers: Readers) -> Vec<Shown> {
    let mut columns = Vec::new();
    let fields: Vec<Field> = match readers {
        Readers::Public => Field::public().collect(),
        Readers::Staff => Field::all().collect(),
    };
    for field in fields {
        columns.push(Shown::Field(field));
        if field == Field::Column(Column::Lat) {
            columns.push(Shown::Datum);
        }
    }
    if readers == Readers::Staff {
        columns.push(Shown::Version);
    }
    columns
}

fn header(shown: Shown) -> &'static str {
    match shown {
        Shown::Field(field) => field.zh(),
        Shown::Datum => "坐标系",
        Shown::Version => "版本",
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

#[expect(clippy::too_many_arguments, reason = "a cell has a place, a content and its wording")]
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    shown: Shown,
    record: &Record,
    datum: Datum,
    areas: &Areas,
    units: &[Unit],
) -> Result<(), XlsxError> {
    let text = match shown {
        Shown::Datum => datum.key().to_owned(),
        Shown::Version => record.version.to_string(),
        Shown::Field(field) => label(field, &record.station, datum, areas, units),
    };
    let number =
        matches!(shown, Shown::Field(field) if is_number(field)) || shown == Shown::Version;
    match text.parse::<f64>() {
        Ok(figure) if number => sheet.write_number(row, at, figure)?,
        _ if text.is_empty() => sheet,
        _ => sheet.write_string(row, at, text)?,
    };
    Ok(())
}

/// A fact in the words of the office.
fn label(field: Field, station: &Station, datum: Datum, areas: &Areas, units: &[Unit]) -> String {
    let list = |labels: Vec<&str>| labels.join(LIST_SEPARATOR);
    let text = text_in(field, station, datum);
    let Field::Column(column) = field else { return amenity_label(text) };
    match column {
        Column::Kind => station.kind.zh().to_owned(),
        Column::Area => areas.get(&station.area).map_or(text, |area| area.name.clone()),
        Column::Unit => unit_name(text, units),
        Column::Builder => station.builder.map_or("", Builder::zh).to_owned(),
        Column::Access => list(station.access.iter().map(Access::zh).collect()),
        Column::Status => station.status.zh().to_owned(),
        Column::Tags => list(station.tags.iter().map(|tag| tag.zh()).collect()),
        Column::Provenance => station.provenance.zh().to_owned(),
        _ => text,
    }
}

fn amenity_label(text: String) -> String {
    if text == "yes" { "有".to_owned() } else { text.replacen("out_of_order", "故障", 1) }
}

/// The unit's name, when no other unit has the same.
fn unit_name(code: String, units: &[Unit]) -> String {
    let Some(unit) = units.iter().find(|unit| unit.code == code) else { return code };
    let same = units.iter().filter(|other| other.name == unit.name).count();
    if same == 1 { unit.name.clone() } else { code }
}

/// A drop-down of words. Other words are warned of, not refused: a cell may hold several.
fn offer_words(
    sheet: &mut Worksheet,
    last_row: u32,
    at: u16,
    shown: Shown,
) -> Result<(), XlsxError> {
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
        Shown::Version => return Ok(()),
    };
    let validation = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_style(DataValidationErrorStyle::Warning);
    sheet.add_data_validation(1, at, last_row, at, &validation)?;
    Ok(())
}

fn write_notes(sheet: &mut Worksheet, columns: &[Shown]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    sheet.write_string_with_format(0, 0, "列", &bold)?;
    sheet.write_string_with_format(0, 1, "怎样填写", &bold)?;
    sheet.set_column_width(0, 16)?.set_column_width(1, 90)?;
    for (shown, row) in columns.iter().zip(1u32..) {
        sheet.write_string(row, 0, header(*shown))?;
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
