//! Excel workbooks.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;
use zip::ZipArchive;

use super::csv::plain;
use super::sheet::{Cell, MAX_COLUMNS, MAX_ROWS, Meter, Sheet, SheetRow};
use crate::exchange::ExchangeError;

/// Most bytes that a workbook may unpack to (512 MiB).
const MAX_UNPACKED_BYTES: u64 = 512 << 20;
/// Most parts that a workbook may have.
const MAX_PARTS: usize = 10_000;

/// Reads every visible or hidden sheet of a workbook. A value in cells that were merged over
/// several rows stands in each of these rows.
pub(super) fn read(bytes: &[u8], meter: &mut Meter<'_>) -> Result<Vec<Sheet>, ExchangeError> {
    weigh(bytes, meter)?;
    // The reader of workbooks indexes and unwraps in places, so that a file that was damaged
    // on purpose can make it panic. Nothing that it has touched is used afterwards.
    catch_unwind(AssertUnwindSafe(|| read_workbook(bytes, meter)))
        .unwrap_or_else(|_panic| Err(broken(meter.file, "its parts contradict one another")))
}

/// Unpacks all parts into nothing, so that a small file that unpacks to a huge one is refused
/// before anything is kept. What the file itself says of its sizes is not believed.
fn weigh(bytes: &[u8], meter: &Meter<'_>) -> Result<(), ExchangeError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_error| {
        let problem = if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            "it is an old Excel file (.xls) or has a password"
        } else {
            "it is no Excel workbook, or only a part of one"
        };
        broken(meter.file, problem)
    })?;
    if archive.len() > MAX_PARTS {
        return Err(meter.too_large("parts", MAX_PARTS));
    }
    let mut left = MAX_UNPACKED_BYTES;
    for index in 0..archive.len() {
        let part =
            archive.by_index(index).map_err(|error| broken(meter.file, &error.to_string()))?;
        let taken = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| broken(meter.file, &error.to_string()))?;
        left = left.checked_sub(taken).ok_or_else(|| ExchangeError::TooLarge {
            file: meter.file.to_owned(),
            what: "bytes when unpacked",
            limit: MAX_UNPACKED_BYTES,
        })?;
    }
    Ok(())
}

fn read_workbook(bytes: &[u8], meter: &mut Meter<'_>) -> Result<Vec<Sheet>, ExchangeError> {
    let file = meter.file;
    let failed = |error: XlsxError| broken(file, &error.to_string());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let rows = match read_rows(&mut workbook, &name, meter)? {
            Some(rows) => rows,
            None => continue,
        };
        let merged = workbook.merge_cells_by_sheet_name(&name).map_err(failed)?;
        let mut sheet = Sheet { name: Some(name), rows };
        merged.iter().for_each(|region| fill_down(&mut sheet, region));
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The rows of a sheet; `None` when it is a chart or another thing without cells.
fn read_rows(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    meter: &mut Meter<'_>,
) -> Result<Option<Vec<SheetRow>>, ExchangeError> {
    let file = meter.file;
    let failed = |error: XlsxError| broken(file, &error.to_string());
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mut rows: Vec<SheetRow> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(failed)? {
        let value = to_cell(cell.get_value());
        if value.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let number = row.saturating_add(1);
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        meter.columns(column.saturating_add(1))?;
        if rows.last().is_none_or(|last| last.number < number) {
            // The cells of the row before are all there now, so that they are counted.
            meter.row(rows.last().map_or(0, |last| last.cells.len()))?;
            rows.push(SheetRow { number, cells: Vec::new() });
        }
        match rows.last_mut() {
            Some(last) if last.number == number => last.put(column, value),
            _ => return Err(broken(file, &format!("row {number} of '{name}' comes twice"))),
        }
    }
    Ok(Some(rows))
}

fn fill_down(sheet: &mut Sheet, region: &Dimensions) {
    let (first, last) = (region.start.0.saturating_add(1), region.end.0.saturating_add(1));
    let column = usize::try_from(region.start.1).unwrap_or(usize::MAX);
    let rows_of_region = usize::try_from(last.saturating_sub(first)).unwrap_or(usize::MAX);
    if rows_of_region == 0 || rows_of_region > MAX_ROWS || column >= MAX_COLUMNS {
        return;
    }
    let from = sheet.rows.partition_point(|row| row.number < first);
    let value = match sheet.rows.get(from) {
        Some(row) if row.number == first => row.cell(column).clone(),
        _ => return,
    };
    let below = sheet.rows.iter_mut().skip(from + 1).take_while(|row| row.number <= last);
    for row in below.filter(|row| row.cell(column).is_empty()).collect::<Vec<_>>() {
        row.put(column, value.clone());
    }
}

fn to_cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::of_text(plain(text)),
        DataRef::SharedString(text) => Cell::of_text(plain(text)),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::DateTime(moment) => moment_cell(moment),
        DataRef::DateTimeIso(text) => text
            .get(..10)
            .and_then(|day| day.parse().ok())
            .map_or_else(|| Cell::of_text(text), Cell::Day),
        DataRef::DurationIso(text) => Cell::of_text(text),
        DataRef::Error(error) => Cell::Broken(error.to_string()),
    }
}

/// A day, or a time of day as text when there is no day in it.
fn moment_cell(moment: &ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    if moment.is_duration() || serial.abs() < 1.0 {
        let minutes = (serial * 24.0 * 60.0).round();
        return Cell::Text(format!(
            "{:02}:{:02}",
            (minutes / 60.0).floor(),
            minutes.rem_euclid(60.0)
        ));
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        .map_or(Cell::Number(serial), Cell::Day)
}

fn broken(file: &str, problem: &str) -> ExchangeError {
    let problem = format!("it cannot be read as an Excel workbook: {problem}");
    ExchangeError::file(
        file,
        problem,
        "open it in Excel or WPS and save it as .xlsx, or as CSV UTF-8",
    )
}
