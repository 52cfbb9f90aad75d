//! The ledger (台账) as a table that people read: its columns and the words in its cells.

use std::collections::BTreeSet;

use super::{is_number, text_in};
use crate::domain::access::Access;
use crate::domain::amenity::Amenity;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::{Areas, Unit};
use crate::domain::coordinates::Datum;
use crate::domain::field::{Column, Field, LIST_SEPARATOR};
use crate::domain::station::{Builder, Record, Station};
use crate::exchange::stations::read::{NEUTRAL, starts_formula};

/// Who reads the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Everybody: public columns only.
    Public,
    /// The staff: every column and the versions.
    Staff,
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Field(Field),
    Datum,
    Version,
}

/// What turns codes into the names that people read, and positions into the asked datum.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The datum of positions.
    pub datum: Datum,
    /// The areas.
    pub areas: &'a Areas,
    /// The units that keep records.
    pub units: &'a [Unit],
    /// The amenities.
    pub amenities: &'a AmenityCatalogue,
}

impl Wording<'_> {
    /// The amenities that have a column in a file of these stations, in their order.
    fn columns_for(self, records: &[Record]) -> Vec<Amenity> {
        let all = records.iter().flat_map(|record| record.station.amenities.keys());
        let there: BTreeSet<&Amenity> = all.collect();
        let entries = self.amenities.all().iter();
        let shown = entries.filter(|entry| !entry.retired || there.contains(&entry.amenity));
        shown.map(|entry| entry.amenity).collect()
    }
}

/// The columns in their order.
pub(super) fn columns(records: &[Record], readers: Readers, wording: Wording<'_>) -> Vec<Shown> {
    let mut columns = Vec::new();
    for field in fields(records, readers, wording) {
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

/// The facts in their order.
pub(super) fn fields(records: &[Record], readers: Readers, wording: Wording<'_>) -> Vec<Field> {
    let amenities = wording.columns_for(records);
    match readers {
        Readers::Public => Field::public(amenities).collect(),
        Readers::Staff => Field::all(amenities).collect(),
    }
}

impl Shown {
    /// The ledger's header. No spreadsheet program takes it for a formula.
    pub(super) fn header(self, amenities: &AmenityCatalogue) -> String {
        neutral(match self {
            Self::Field(field) => field.zh(amenities).to_owned(),
            Self::Datum => "坐标系".to_owned(),
            Self::Version => "版本".to_owned(),
        })
    }

    /// Whether its cells are numbers, never texts.
    pub(super) fn is_number(self) -> bool {
        match self {
            Self::Field(field) => is_number(field),
            Self::Version => true,
            Self::Datum => false,
        }
    }

    /// What stands in its cell for a station. No spreadsheet program takes it for a formula.
    pub(super) fn text(self, record: &Record, wording: Wording<'_>) -> String {
        let text = match self {
            Self::Datum => wording.datum.key().to_owned(),
            Self::Version => record.version.to_string(),
            Self::Field(field) => label(field, &record.station, wording),
        };
        if self.is_number() { text } else { neutral(text) }
    }
}

/// A text that no spreadsheet program takes for a formula. Reading takes the mark away.
pub(in crate::exchange) fn neutral(text: String) -> String {
    if starts_formula(text.trim_start_matches(NEUTRAL)) { format!("{NEUTRAL}{text}") } else { text }
}

/// A fact in the words of the office.
fn label(field: Field, station: &Station, wording: Wording<'_>) -> String {
    let list = |labels: Vec<&str>| labels.join(LIST_SEPARATOR);
    let text = text_in(field, station, wording.datum);
    let Field::Column(column) = field else { return amenity_label(text) };
    match column {
        Column::Kind => station.kind.zh().to_owned(),
        Column::Area => wording.areas.get(&station.area).map_or(text, |area| area.name.clone()),
        Column::Unit => unit_name(text, wording.units),
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
    if is_only_name(unit, units) { unit.name.clone() } else { code }
}

/// Whether no other unit has the same name.
pub(super) fn is_only_name(unit: &Unit, units: &[Unit]) -> bool {
    units.iter().filter(|other| other.name == unit.name).count() == 1
}
