//! The stations of a snapshot as features.
//!
//! What queries look at stands in the snapshot's rows; the other facts are read from its texts
//! when a filter or an answer first asks for one of them.

use std::borrow::Cow;
use std::cell::OnceCell;

use chrono::{DateTime, NaiveDate, Utc};
use geo::{Geometry, Point};
use serde::Deserialize;

use super::property::Value;
use super::{Collection, Feature, Filter, Found, Page, text};
use crate::domain::amenity::AmenitySet;
use crate::domain::district::LocalMinute;
use crate::domain::openness::Openness;
use crate::index::{Row, RowId, Snapshot};

/// A station.
#[derive(Debug)]
pub struct StationFeature<'a> {
    snapshot: &'a Snapshot,
    row: &'a Row,
    id: RowId,
    geometry: Geometry<f64>,
    facts: OnceCell<Facts>,
}

/// The facts that are only in the snapshot's texts.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Facts {
    name: String,
    address: String,
    host: String,
    status: String,
    tags: Vec<String>,
    verified_on: Option<NaiveDate>,
    confirmed_on: Option<NaiveDate>,
    provenance: String,
    opening_hours: Option<String>,
    aliases: Vec<String>,
    unit: Option<String>,
    builder: Option<String>,
    floor_area_m2: Option<f64>,
    seats: Option<u32>,
    serves: Vec<String>,
    stars: Option<u8>,
    opened_on: Option<NaiveDate>,
    phone: Option<String>,
    closed: Option<Closed>,
    version: u32,
    updated_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize)]
struct Closed {
    reason: String,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// A page of the stations of a collection that pass, in the order of their codes.
pub fn page<'a>(
    snapshot: &'a Snapshot,
    collection: Collection,
    filter: &Filter,
    page: Page,
) -> Found<StationFeature<'a>> {
    let narrowing = filter.narrowing(collection, snapshot);
    let candidates = match narrowing.codes {
        Some(codes) => codes.iter().filter_map(|code| snapshot.by_code(code)).collect(),
        None => snapshot.candidates(&narrowing.filter, narrowing.bbox.as_ref()),
    };
    let kind = collection.station_kind();
    let is_in = |id: &RowId| {
        let row = snapshot.row(*id);
        row.is_listed() && Some(row.kind()) == kind
    };
    let (mut features, mut matched, mut considered) = (Vec::new(), 0, 0);
    for id in candidates.into_iter().filter(is_in) {
        considered += 1;
        let station = StationFeature::new(snapshot, id);
        if filter.passes(&station) {
            if matched >= page.offset && features.len() < page.limit {
                features.push(station);
            }
            matched += 1;
        }
    }
    Found { features, matched, considered }
}

/// All stations and homes that riders are told of, in the order of their codes.
pub fn listed(snapshot: &Snapshot) -> impl Iterator<Item = StationFeature<'_>> {
    let listed = snapshot.rows().filter(|(_, row)| row.is_listed());
    listed.map(|(id, _)| StationFeature::new(snapshot, id))
}

/// The stations that were written last, the newest first; those that are gone too.
pub fn newest(snapshot: &Snapshot, count: usize) -> Vec<StationFeature<'_>> {
    let mut rows: Vec<(std::cmp::Reverse<u64>, RowId)> =
        snapshot.rows().map(|(id, _)| (std::cmp::Reverse(snapshot.revision_of(id)), id)).collect();
    if rows.len() > count {
        rows.select_nth_unstable(count);
        rows.truncate(count);
    }
    rows.sort_unstable();
    rows.into_iter().map(|(_, id)| StationFeature::new(snapshot, id)).collect()
}

/// The station of a collection with this code.
pub fn by_code<'a>(
    snapshot: &'a Snapshot,
    collection: Collection,
    code: &str,
) -> Option<StationFeature<'a>> {
    let id = snapshot.by_code(&code.to_ascii_uppercase())?;
    let row = snapshot.row(id);
    let is_in = row.is_listed() && Some(row.kind()) == collection.station_kind();
    is_in.then(|| StationFeature::new(snapshot, id))
}

impl<'a> StationFeature<'a> {
    fn keys(&self, set: AmenitySet) -> Value<'static> {
        let amenities = self.snapshot.amenities().in_order(set);
        Value::Words(amenities.map(|amenity| amenity.to_string().into()).collect())
    }

    fn new(snapshot: &'a Snapshot, id: RowId) -> Self {
        let row = snapshot.row(id);
        let geometry = Geometry::Point(Point::new(row.position().lon(), row.position().lat()));
        Self { snapshot, row, id, geometry, facts: OnceCell::new() }
    }

    /// Whether one can get in at a minute, and when that changes.
    pub fn openness(&self, minute: LocalMinute) -> Openness {
        self.snapshot.openness(self.row, minute)
    }

    fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let mut json = b"{".to_vec();
            self.snapshot.write_summary(self.row, &mut json);
            self.snapshot.write_detail(self.id, &mut json);
            json.push(b'}');
            // The snapshot wrote it; what it did not write is not known.
            serde_json::from_slice(&json).unwrap_or_default()
        })
    }
}

impl Feature for StationFeature<'_> {
    fn id(&self) -> &str {
        self.snapshot.code(self.id)
    }

    fn geometry(&self) -> &Geometry<f64> {
        &self.geometry
    }

    fn value(&self, property: usize) -> Value<'_> {
        let name = Collection::Stations.properties().get(property).map_or("", |known| known.name);
        let row = self.row;
        match name {
            "code" => text(self.snapshot.code(self.id)),
            "kind" => text(row.kind().key()),
            "area" => self.snapshot.area(row).map(|area| area.code.as_str()).into(),
            "area_name" => self.snapshot.area(row).map(|area| area.name.as_str()).into(),
            "round_the_clock" => row.is_round_the_clock().into(),
            "amenities" => self.keys(row.amenities()),
            "working" => self.keys(row.working()),
            "out_of_order" => self.keys(row.amenities().without(row.working())),
            "access" => {
                Value::Words(row.access().iter().map(|access| access.key().into()).collect())
            }
            _ => told(name, self.facts()),
        }
    }
}

/// A fact that is only in the snapshot's texts.
fn told<'a>(name: &str, facts: &'a Facts) -> Value<'a> {
    match name {
        "name" => text(&facts.name),
        "address" => text(&facts.address),
        "host" => text(&facts.host),
        "status" => text(&facts.status),
        "tags" => words(&facts.tags),
        "verified_on" => facts.verified_on.into(),
        "confirmed_on" => facts.confirmed_on.into(),
        "provenance" => text(&facts.provenance),
        "opening_hours" => facts.opening_hours.as_deref().into(),
        "aliases" => words(&facts.aliases),
        "unit" => facts.unit.as_deref().into(),
        "builder" => facts.builder.as_deref().into(),
        "floor_area_m2" => facts.floor_area_m2.into(),
        "seats" => facts.seats.map(f64::from).into(),
        "serves" => words(&facts.serves),
        "stars" => facts.stars.map(f64::from).into(),
        "opened_on" => facts.opened_on.into(),
        "phone" => facts.phone.as_deref().into(),
        "closed_reason" => facts.closed.as_ref().map(|closed| closed.reason.as_str()).into(),
        "closed_from" => facts.closed.as_ref().and_then(|closed| closed.from).into(),
        "closed_until" => facts.closed.as_ref().and_then(|closed| closed.until).into(),
        "version" => f64::from(facts.version).into(),
        "updated_at" => facts.updated_at.map_or(Value::Null, Value::Instant),
        _ => Value::Null,
    }
}

fn words(words: &[String]) -> Value<'_> {
    Value::Words(words.iter().map(|word| Cow::Borrowed(word.as_str())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_of_a_station_is_told_by_its_row_or_its_facts() {
        let facts = Facts {
            verified_on: NaiveDate::from_ymd_opt(2026, 1, 2),
            confirmed_on: NaiveDate::from_ymd_opt(2026, 1, 3),
            opened_on: NaiveDate::from_ymd_opt(2026, 1, 4),
            opening_hours: Some("24/7".to_owned()),
            unit: Some("U".to_owned()),
            builder: Some("bank".to_owned()),
            floor_area_m2: Some(1.0),
            seats: Some(2),
            stars: Some(3),
            phone: Some("12351".to_owned()),
            closed: Some(Closed {
                reason: String::new(),
                from: NaiveDate::from_ymd_opt(2026, 1, 5),
                until: NaiveDate::from_ymd_opt(2026, 1, 6),
            }),
            updated_at: DateTime::from_timestamp(0, 0),
            ..Facts::default()
        };
        let of_row = ["code", "kind", "area", "area_name", "round_the_clock", "amenities"];
        let of_row_too = ["working", "out_of_order", "access"];
        for property in Collection::Stations.properties() {
            let by_row = of_row.contains(&property.name) || of_row_too.contains(&property.name);
            assert_eq!(told(property.name, &facts) == Value::Null, by_row, "{}", property.name);
        }
    }
}
