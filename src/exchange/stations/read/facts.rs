//! Facts that a person states one by one, by the ledger's keys, as in a form. They are read by
//! the very rules of a row in a file.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::ReadOptions;
use super::geojson::to_cell;
use super::header::{Header, Slot};
use super::row::RowReader;
use super::sheet::{Cell, SheetRow};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::field::{Column, Field};
use crate::domain::said::Said;
use crate::domain::station::StationCode;
use crate::exchange::stations::diagnostic::{Diagnostic, Severity, shown};
use crate::exchange::stations::patch::{Fact, Patch};

/// What is wrong or strange with one stated fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongFact {
    /// Its key, as it was given.
    pub field: String,
    /// What was given; at most 80 characters of it.
    pub value: String,
    /// What is wrong.
    pub problem: Said,
    /// What to do.
    pub way_out: Said,
}

/// Facts that were read, and what is strange about them.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFacts {
    /// The facts.
    pub patch: Patch,
    /// What is probably a mistake, and taken as it stands.
    pub warnings: Vec<WrongFact>,
}

/// Reads facts of one station. `null` says that there is nothing. Beside the keys of the ledger
/// `datum` is known, the datum of `lon` and `lat`.
///
/// # Errors
/// Every fact that cannot be taken.
pub fn read_facts(
    code: &StationCode,
    given: &Map<String, Value>,
    options: &ReadOptions<'_>,
) -> Result<ReadFacts, Vec<WrongFact>> {
    let mut wrong: Vec<WrongFact> = given
        .iter()
        .filter_map(|(key, value)| Some(wrong_fact(key, value, refused(key, options.amenities)?)))
        .collect();
    let mut header = Header {
        at: 0,
        columns: HashMap::from([(Slot::CODE, 0)]),
        texts: vec!["code".to_owned()],
        unknown: Vec::new(),
        repeated: Vec::new(),
    };
    let mut cells = vec![Cell::Text(code.to_string())];
    for (key, value) in given {
        if let Some(slot) = slot_of(key, options.amenities) {
            header.columns.insert(slot, cells.len());
            header.texts.push(key.clone());
            cells.push(to_cell(value));
        }
    }
    let row = SheetRow { number: 1, cells };
    let mut diagnostics = Vec::new();
    let (read, _) = RowReader::new("", None, &header, &row, options, &mut diagnostics).read();
    let (errors, warnings): (Vec<_>, Vec<_>) =
        diagnostics.into_iter().partition(|found| found.severity == Severity::Error);
    wrong.extend(errors.into_iter().map(|found| by_key(found, options.amenities)));
    match read.patch {
        Some(patch) => {
            let has = |key: &str| patch.facts.iter().any(|fact| states(fact, key));
            let lacking = NEEDED.iter().filter(|key| given.contains_key(**key) && !has(key));
            wrong.extend(lacking.map(|key| wrong_fact(key, &given[*key], empty())));
            if wrong.is_empty() {
                let warnings =
                    warnings.into_iter().map(|found| by_key(found, options.amenities)).collect();
                return Ok(ReadFacts { patch, warnings });
            }
            Err(wrong)
        }
        None => Err(wrong),
    }
}

/// What every station has, so that it can be changed and not taken away.
const NEEDED: [&str; 6] = ["name", "kind", "lon", "lat", "status", "provenance"];

fn states(fact: &Fact, key: &str) -> bool {
    match fact {
        Fact::Name(_) => key == "name",
        Fact::Kind(_) => key == "kind",
        Fact::Position(_) => key == "lon" || key == "lat",
        Fact::Status(_) => key == "status",
        Fact::Provenance(_) => key == "provenance",
        _ => false,
    }
}

fn slot_of(key: &str, amenities: &AmenityCatalogue) -> Option<Slot> {
    match key {
        "code" | "merged_into" => None,
        "datum" => Some(Slot::Datum),
        key => Field::from_key(key, amenities).map(Slot::Field),
    }
}

/// Why a key is not taken, if it is not.
fn refused(key: &str, amenities: &AmenityCatalogue) -> Option<(Said, Said)> {
    match key {
        "code" => Some((
            Said::fixed("编码一经使用不再更改", "a code never changes"),
            Said::fixed(
                "请去掉它；若要换编码，请新建后合并",
                "leave it out; to have another code, create a station and merge this one into it",
            ),
        )),
        "merged_into" => Some((
            Said::fixed("并入不能这样填写", "stations are not merged in this way"),
            Said::fixed("请用“合并”", "use merge"),
        )),
        "photos" => Some((
            Said::fixed("照片不能这样填写", "photos are not given in this way"),
            Said::fixed(
                "请上传照片，或调整已有的照片",
                "upload them, and arrange those that are there",
            ),
        )),
        key if slot_of(key, amenities).is_none() => Some((
            Said::fixed("没有这一项", "there is no such fact"),
            Said::fixed("请用台账各列的英文键", "use the keys of the ledger's columns"),
        )),
        _ => None,
    }
}

fn empty() -> (Said, Said) {
    (
        Said::fixed("不能为空", "it cannot be empty"),
        Said::fixed("请填写，或不改这一项", "give it, or leave it out to keep what is there"),
    )
}

fn wrong_fact(key: &str, value: &Value, (problem, way_out): (Said, Said)) -> WrongFact {
    let value = shown(&to_cell(value).text());
    WrongFact { field: shown(key), value, problem, way_out }
}

/// A diagnostic names a column that was not given by its Chinese name.
fn by_key(found: Diagnostic, amenities: &AmenityCatalogue) -> WrongFact {
    let column = found.column.unwrap_or_default();
    let mut fields = Field::all(amenities.keys().iter().copied());
    let field = fields.find(|field| field.zh(amenities) == column);
    WrongFact {
        field: field.map_or(column, |field| field.key().to_owned()),
        value: found.value,
        problem: found.problem,
        way_out: found.way_out,
    }
}

/// The key of the column that says whether a station serves.
pub const STATUS: &str = "status";

/// Whether facts speak of a closure without saying that it is one.
pub fn tells_of_closure_only(given: &Map<String, Value>) -> bool {
    let closed = [Column::ClosedReason, Column::ClosedFrom, Column::ClosedUntil];
    !given.contains_key(STATUS) && closed.iter().any(|column| given.contains_key(column.key()))
}
