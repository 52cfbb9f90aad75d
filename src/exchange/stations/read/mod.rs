//! Station files in.

mod column;
mod csv;
mod facts;
mod geojson;
mod header;
mod hours_words;
mod row;
mod sheet;
mod values;
mod xlsx;

use std::collections::BTreeMap;

pub(in crate::exchange) use self::csv::read as read_csv;
pub(super) use self::csv::{NEUTRAL, starts_formula};
pub use facts::{ReadFacts, STATUS, WrongFact, read_facts, tells_of_closure_only};
pub use hours_words::fold_hours;
pub use sheet::{MAX_BYTES, MAX_COLUMNS, MAX_ROWS};
pub(in crate::exchange) use sheet::{Meter, SheetRow};

use super::diagnostic::{Diagnostic, Severity, shown};
use super::format::Format;
use super::patch::Patch;
use super::suspicion::{Extent, Located, Suspicion, suspect_datum};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::{Areas, Unit};
use crate::domain::coordinates::Datum;
use crate::domain::field::Field;
use crate::domain::said::Said;
use crate::domain::station::StationCode;
use crate::exchange::ExchangeError;
pub use header::column_called;
use header::{Header, HeaderWords, Slot, find_header};
use row::RowReader;
use sheet::Sheet;

/// What stands in a workbook of ours beside the ledger: how to fill it in, and the names that
/// drop-downs offer.
pub(super) const OUR_SHEETS: [&str; 2] = ["说明", "选项"];

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions<'a> {
    /// The datum of positions whose row says none.
    pub datum: Datum,
    /// The format; `None` to go by the file's name.
    pub format: Option<Format>,
    /// The areas, to find them by code, name and position.
    pub areas: &'a Areas,
    /// The units, to find them by code and name.
    pub units: &'a [Unit],
    /// The amenities, to find their columns.
    pub amenities: &'a AmenityCatalogue,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The file's name.
    pub file: String,
    /// Every row below the headers in which something stands, also those that cannot be taken.
    pub rows: Vec<ReadRow>,
    /// What is wrong or strange, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Whether something in it is so wrong that nothing of it may be taken.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// One row that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRow {
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// The row as spreadsheets count, from 1; in GeoJSON the feature, from 1.
    pub row: u32,
    /// The station's code, if it can be read.
    pub code: Option<StationCode>,
    /// What stands in columns that nobody knows: header and text.
    pub passed_over: Vec<(String, String)>,
    /// What the row states; `None` when a cell of it is wrong, which a diagnostic tells.
    pub patch: Option<Patch>,
}

/// Reads the stations of a file. `file` is its name, without folders.
///
/// # Errors
/// [`ExchangeError`] when the file as a whole cannot be read: it is no file of its format, too
/// large, or names no columns. What is wrong with a row is in [`Reading::diagnostics`].
pub fn read_stations(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions<'_>,
) -> Result<Reading, ExchangeError> {
    let mut meter = Meter::new(file);
    if bytes.len() > MAX_BYTES {
        return Err(meter.too_large("bytes", MAX_BYTES));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ExchangeError::file(file, "it is empty", "choose the file with the stations"));
    }
    let sheets = match format(file, options)? {
        Format::Csv => csv::read(bytes, &mut meter)?,
        Format::Xlsx => xlsx::read(bytes, &mut meter)?,
        Format::GeoJson => geojson::read(bytes, &mut meter)?,
    };
    let mut reading = Reading { file: file.to_owned(), rows: Vec::new(), diagnostics: Vec::new() };
    let mut claims = Vec::new();
    let words = HeaderWords::new(options.amenities);
    let mut headers = 0;
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        match find_header(sheet, &words) {
            None => reading.note_skipped(sheet),
            Some(header) => {
                headers += 1;
                read_sheet(&mut reading, &mut claims, sheet, &header, options);
            }
        }
    }
    if headers == 0 {
        let way_out = "the first row must name the columns, e.g. 编码, 名称, 入口经度, 入口纬度";
        return Err(ExchangeError::file(file, "no row names columns that we know", way_out));
    }
    reading.report_suspicion(&claims, options.areas);
    Ok(reading)
}

fn format(file: &str, options: &ReadOptions<'_>) -> Result<Format, ExchangeError> {
    options.format.or_else(|| Format::of_name(file)).ok_or_else(|| {
        let problem = "its name does not tell the format";
        ExchangeError::file(file, problem, "name it .csv, .xlsx or .geojson, or say the format")
    })
}

fn read_sheet(
    reading: &mut Reading,
    claims: &mut Vec<Located<RowKey>>,
    sheet: &Sheet,
    header: &Header,
    options: &ReadOptions<'_>,
) {
    reading.report_columns(sheet, header);
    for row in sheet.rows.iter().skip(header.at + 1) {
        let name = sheet.name.as_deref();
        let reader =
            RowReader::new(&reading.file, name, header, row, options, &mut reading.diagnostics);
        let (read, claim) = reader.read();
        claims.extend(claim.map(|claim| Located {
            key: RowKey { sheet: read.sheet.clone(), row: read.row },
            area: claim.area,
            position: claim.position,
        }));
        reading.rows.push(read);
    }
}

#[derive(Debug, Clone, PartialEq)]
struct RowKey {
    sheet: Option<String>,
    row: u32,
}

impl Reading {
    fn whole(
        &self,
        sheet: Option<String>,
        problem: Said,
        way_out: Said,
        severity: Severity,
    ) -> Diagnostic {
        Diagnostic {
            file: self.file.clone(),
            sheet,
            row: None,
            column: None,
            value: String::new(),
            problem,
            way_out,
            severity,
        }
    }

    fn note_skipped(&mut self, sheet: &Sheet) {
        if sheet.name.as_deref().is_some_and(|name| OUR_SHEETS.contains(&name)) {
            return;
        }
        let problem = Said::fixed(
            "这张表没有认得的表头，已跳过",
            "no row of this sheet names columns that we know; it was passed over",
        );
        let way_out =
            Said::fixed("若其中没有驿站，无须处理", "nothing, if no stations stand in it");
        let note = self.whole(sheet.name.clone(), problem, way_out, Severity::Note);
        self.diagnostics.push(note);
    }

    fn report_columns(&mut self, sheet: &Sheet, header: &Header) {
        let text = |column: usize| header.texts.get(column).cloned().unwrap_or_default();
        let mut report = |column: Option<String>, problem: Said, way_out: Said, severity| {
            let mut found = self.whole(sheet.name.clone(), problem, way_out, severity);
            found.row = sheet.rows.get(header.at).map(|row| row.number);
            found.value = column.as_deref().map_or_else(String::new, shown);
            found.column = column.as_deref().map(shown);
            self.diagnostics.push(found);
        };
        if !header.columns.contains_key(&Slot::CODE) {
            let way_out = Said::fixed(
                "请加上“编码”列，它说明每一行是哪个驿站",
                "add the column 编码 (code): it tells which station a row is about",
            );
            let problem = Said::fixed("没有编码列", "there is no column of codes");
            report(None, problem, way_out, Severity::Error);
        }
        for column in &header.repeated {
            let way_out = Said::fixed("两列只保留一列", "keep one of the two columns");
            let problem = Said::fixed("另有一列内容相同", "another column says the same");
            report(Some(text(*column)), problem, way_out, Severity::Error);
        }
        for column in &header.unknown {
            let way_out = Said::fixed(
                "若是台账中的内容，请改用台账的列名；目前未导入",
                "rename it if it holds a fact of the ledger; it is passed over",
            );
            let problem = Said::fixed("不认识这一列", "this column is not known");
            report(Some(text(*column)), problem, way_out, Severity::Warning);
        }
        let has = |column| header.columns.contains_key(&Slot::Field(Field::Column(column)));
        use crate::domain::field::Column;
        let closed = [Column::ClosedReason, Column::ClosedFrom, Column::ClosedUntil];
        if closed.into_iter().any(has) && !has(Column::Status) {
            let way_out = Said::fixed("请加上“状态”列", "add the column 状态");
            let problem = Said::fixed(
                "没有状态列，停用的日期和原因未导入",
                "days and reasons of closing are passed over without a status",
            );
            report(None, problem, way_out, Severity::Warning);
        }
    }

    /// Looks for positions in another datum: in the whole file, or else in each sheet, or else
    /// in the rows of each area, since offices collect their own.
    fn report_suspicion(&mut self, claims: &[Located<RowKey>], areas: &Areas) {
        if let Some(found) = suspect_datum(claims, areas) {
            let group = Said::fixed("整个文件的", "of the file");
            self.diagnostics.push(self.suspicion(&found, &group, None));
            return;
        }
        let mut sheets: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut offices: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for claim in claims {
            sheets.entry(claim.key.sheet.clone()).or_default().push(claim.clone());
            offices.entry(claim.area.clone()).or_default().push(claim.clone());
        }
        let before = self.diagnostics.len();
        for (sheet, rows) in sheets {
            if let Some(found) = suspect_datum(&rows, areas) {
                let group = Said::fixed("这张表的", "of this sheet");
                self.diagnostics.push(self.suspicion(&found, &group, sheet));
            }
        }
        if self.diagnostics.len() > before {
            return;
        }
        for (area, rows) in offices {
            // An office's boundary may be drawn wrong on one side, which looks much the same
            // for some of its rows, but not for all.
            let found = suspect_datum(&rows, areas).filter(|found| found.extent == Extent::All);
            if let Some(found) = found {
                let name = areas.get(&area).map_or(area.as_str(), |area| area.name.as_str());
                let group = Said::made(format!("{name}的"), format!("of {name}"));
                self.diagnostics.push(self.suspicion(&found, &group, None));
            }
        }
    }

    fn suspicion(
        &self,
        found: &Suspicion<RowKey>,
        group: &Said,
        sheet: Option<String>,
    ) -> Diagnostic {
        const LISTED_ROWS: usize = 10;
        let Suspicion { datum, looked_at, outside, brought_in, by_chance, .. } = found;
        let rows: Vec<_> =
            found.rows.iter().take(LISTED_ROWS).map(|key| key.row.to_string()).collect();
        let (rows_zh, rows_en) = (rows.join("、"), rows.join(", "));
        let more = if found.rows.len() > LISTED_ROWS { " …" } else { "" };
        let (all_zh, all_en) = match found.extent {
            Extent::All => ("坐标", "the positions"),
            Extent::Some => ("部分坐标", "some positions"),
        };
        let (group_zh, group_en) = (&group.zh, &group.en);
        let problem = Said::made(
            format!(
                "{group_zh}{all_zh}像是 {datum}，不是 wgs84：{looked_at} 行中有 {outside} 行不在\
                 所填的街道内；按 {datum} 读，其中 {brought_in} 行回到街道内（碰巧至多 \
                 {by_chance} 行）；行 {rows_zh}{more}"
            ),
            format!(
                "{all_en} {group_en} look like {datum}, not wgs84: {outside} of {looked_at} lie \
                 outside the area they name; read as {datum}, {brought_in} of these lie inside \
                 (by chance at most {by_chance}); rows {rows_en}{more}"
            ),
        );
        let way_out = match found.extent {
            Extent::All => Said::made(
                format!("请按 {datum} 导入，或加一列“坐标系”"),
                format!("import with --datum {datum}, or add a column 坐标系"),
            ),
            Extent::Some => Said::made(
                format!("请在这些行的“坐标系”列写 {datum}"),
                format!("write {datum} into a column 坐标系 of these rows"),
            ),
        };
        let row = found.rows.first().filter(|_| found.extent == Extent::Some).map(|key| key.row);
        Diagnostic { row, ..self.whole(sheet, problem, way_out, Severity::Warning) }
    }
}
