//! Exporting the ledger as a file.

use tokio::task::spawn_blocking;

use crate::domain::coordinates::Datum;
use crate::domain::role::Actor;
use crate::domain::station::Record;
use crate::exchange::stations::{OutputFormat, Wording, write_stations};
use crate::exchange::table::{Cell, CellKind, Column, CsvFor, Table, csv, xlsx};
use crate::index::list::Register;
use crate::service::import::upload::LedgerFormat;
use crate::service::stations::list::{Wanting, stations_to_export};
use crate::service::units_board::{FORMULA, Quarter, UnitsBoard};
use crate::service::{App, ServiceError};
use crate::storage::Store;

/// Writes the stations as a file, by code. The formats for the public hold the stations that
/// riders are told of; the ledger holds every one.
///
/// # Errors
/// Whatever the store says, or that the format has no room.
pub async fn export(
    store: &dyn Store,
    format: OutputFormat,
    wording: Wording<'_>,
) -> Result<Vec<u8>, ServiceError> {
    let mut records = Vec::new();
    store
        .read_all(&mut |record: Record| {
            if format.is_ledger() || record.station.status.is_listed() {
                records.push(record);
            }
        })
        .await?;
    Ok(write_stations(format, &records, wording)?)
}

/// A file for staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFile {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// What its name ends with, without the dot.
    pub ending: &'static str,
}

/// The ledger of the stations that pass and that the actor may take out, as a file.
///
/// # Errors
/// [`super::stations::EditError::Forbidden`], or whatever the store says.
pub async fn export_ledger(
    app: &App,
    actor: &Actor,
    question: (&Register<'_>, &Wanting),
    format: LedgerFormat,
    datum: Datum,
) -> Result<ExportedFile, ServiceError> {
    let records = stations_to_export(app, actor, question.0, question.1).await?;
    let data = app.data();
    let format = OutputFormat::ledger(format);
    // A large workbook takes seconds, beside the threads that answer.
    let written = spawn_blocking(move || write_stations(format, &records, data.wording(datum)));
    let bytes = match written.await {
        Ok(bytes) => bytes?,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    };
    Ok(ExportedFile { bytes, media_type: format.media_type(), ending: format.ending() })
}

/// In which format a board goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardFormat {
    /// An Excel workbook, with the formula below the table.
    Xlsx,
    /// CSV in UTF-8.
    Csv,
}

/// The board of the units as a table: a line a unit, its marks of the quarter that was asked for,
/// then its scores in the quarters before.
///
/// # Errors
/// [`ServiceError`] when the file cannot be written.
pub fn export_units(board: &UnitsBoard, format: BoardFormat) -> Result<ExportedFile, ServiceError> {
    let table = units_table(board);
    Ok(match format {
        BoardFormat::Xlsx => ExportedFile {
            bytes: xlsx(&table)?,
            media_type: OutputFormat::ledger(LedgerFormat::Xlsx).media_type(),
            ending: "xlsx",
        },
        BoardFormat::Csv => ExportedFile {
            bytes: csv(&table, CsvFor::Spreadsheets)?,
            media_type: OutputFormat::ledger(LedgerFormat::Csv).media_type(),
            ending: "csv",
        },
    })
}

fn units_table(board: &UnitsBoard) -> Table {
    let text = |name: &'static str| Column::named(name, CellKind::Text);
    let number = |name: &'static str| Column::named(name, CellKind::Number);
    let mut columns = vec![
        text("编码"),
        text("管理单位"),
        number("驿站数"),
        number("完整率"),
        number("新鲜率"),
        number("核验任务"),
        number("核验完成率"),
        number("收到反馈"),
        number("已处理"),
        number("处理中位小时"),
        number("按时处理率"),
        number("得分"),
    ];
    let (title, before) = match board.quarters.split_last() {
        Some((last, before)) => (last.to_string(), before),
        None => (String::new(), &[][..]),
    };
    let score_of = |quarter: &Quarter| Column::named(format!("{quarter} 得分"), CellKind::Number);
    columns.extend(before.iter().rev().map(score_of));
    let share = |share: Option<f64>| match share {
        Some(share) => Cell::Number((share * 1000.0).round() / 1000.0),
        None => Cell::Empty,
    };
    let count = |count: u64| Cell::Number(count as f64);
    let rows = board.units.iter().map(|line| {
        let marks = line.quarters.last().copied().unwrap_or_default();
        let mut row = vec![
            Cell::Text(line.unit.clone().unwrap_or_default()),
            Cell::Text(line.name.clone()),
            count(marks.stations),
            share(marks.completeness),
            share(marks.freshness),
            count(marks.tasks),
            share(marks.verification),
            count(marks.reports),
            count(marks.decided),
            share(marks.median_hours),
            share(marks.handling),
            share(marks.score),
        ];
        let earlier = line.quarters.iter().rev().skip(1);
        row.extend(earlier.map(|marks| share(marks.score)));
        row
    });
    let notes = vec![FORMULA.zh.to_string(), FORMULA.en.to_string()];
    Table { title, columns, rows: rows.collect(), notes }
}
