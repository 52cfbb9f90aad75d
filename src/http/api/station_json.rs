//! One station as JSON. The facts come ready-made from the snapshot; what depends on the
//! question (position, distance, open state) is written here, without a serializer, because
//! this is where the time of an answer goes.

use arc_swap::Guard;
use std::sync::Arc;

use super::civil::CivilText;
use super::open_json::{self, MinuteTexts};
use super::words::{Moment, Seen};
use crate::domain::coordinates::Datum;
use crate::domain::travel_time::Mode;
use crate::http::Language;
use crate::http::site::Site;
use crate::index::filter::{Asked, OpenWhen};
use crate::index::numbers::{fixed, whole};
use crate::index::{Row, RowId, Snapshot};

/// Bytes of an answer before its stations, at most but for a rare case.
const HEAD_BYTES: usize = 256;
/// Bytes of one station of a list, at most but for a rare case.
const STATION_BYTES: usize = 1200;

/// Writes stations for one question.
pub(super) struct StationWriter<'a> {
    pub(super) snapshot: &'a Snapshot,
    civil: &'a CivilText,
    minute: Guard<Arc<MinuteTexts>>,
    pub(super) asked: &'a Asked,
    open: OpenWhen,
    datum: Datum,
    language: Language,
}

/// How the answers of one question are told.
pub(super) struct Telling {
    pub(super) open: OpenWhen,
    pub(super) datum: Datum,
    pub(super) language: Language,
}

impl<'a> StationWriter<'a> {
    pub(super) fn new(
        site: &'a Site,
        snapshot: &'a Snapshot,
        asked: &'a Asked,
        telling: Telling,
    ) -> Self {
        let minute = site.minute.of(snapshot, asked.now_minute());
        let Telling { open, datum, language } = telling;
        Self { snapshot, civil: &site.civil, minute, asked, open, datum, language }
    }

    /// The stations of a list, each with its distance in metres if it is known: `[{…},…]`.
    pub(super) fn write_all(
        &self,
        stations: impl Iterator<Item = (RowId, Option<f64>)>,
        out: &mut Vec<u8>,
    ) {
        out.push(b'[');
        for (place, (id, distance_m)) in stations.enumerate() {
            out.extend_from_slice(if place == 0 { b"{" } else { b",{" });
            self.write_members_of(self.snapshot.row(id), distance_m, out);
            out.push(b'}');
        }
        out.push(b']');
    }

    /// What a list of stations at a distance, metres, shows of one, without the braces.
    pub(super) fn write_members_at(&self, id: RowId, distance_m: f64, out: &mut Vec<u8>) {
        self.write_members_of(self.snapshot.row(id), Some(distance_m), out);
    }

    /// Everything that lists show, without the braces.
    pub(super) fn write_members(&self, id: RowId, out: &mut Vec<u8>) {
        self.write_members_of(self.snapshot.row(id), None, out);
    }

    fn write_members_of(&self, row: &Row, distance_m: Option<f64>, out: &mut Vec<u8>) {
        match self.datum {
            Datum::Wgs84 => self.snapshot.write_summary(row, out),
            Datum::Gcj02 | Datum::Bd09 => {
                self.snapshot.write_summary_without_position(row, out);
                let (lon, lat) = self.datum.from_wgs84(row.position());
                out.extend_from_slice(br#","lon":"#);
                fixed::<6>(lon, out);
                out.extend_from_slice(br#","lat":"#);
                fixed::<6>(lat, out);
            }
        }
        if let Some(distance_m) = distance_m {
            out.push(b',');
            write_way(distance_m, out);
        }
        self.write_open(row, distance_m.unwrap_or(0.0), out);
    }

    /// `,"open":{…}`: for the present minute from what others have asked already.
    fn write_open(&self, row: &Row, distance_m: f64, out: &mut Vec<u8>) {
        let at = self.asked.minute(self.open, distance_m);
        let now = self.asked.now_minute();
        let moment = match self.open {
            OpenWhen::Any | OpenWhen::Now => Moment::Now,
            OpenWhen::OnArrival => Moment::Arrival,
            OpenWhen::At(_) => Moment::Asked,
        };
        let write = |out: &mut Vec<u8>| {
            let seen = Seen { openness: self.snapshot.openness(row, at), at, now, moment };
            open_json::write(self.civil, self.language, &seen, out);
        };
        if moment == Moment::Now && !row.has_closure() {
            self.minute.write(row, self.language, write, out);
        } else {
            write(out);
        }
    }
}

/// Room for an answer with so many stations.
pub(super) fn room_for(stations: usize) -> Vec<u8> {
    Vec::with_capacity(HEAD_BYTES + stations * STATION_BYTES)
}

/// Writes what every answer with stations begins with: `{"revision":…,"now":…,"datum":…`.
pub(super) fn write_head(writer: &StationWriter<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"revision":"#);
    whole(writer.snapshot.revision().try_into().unwrap_or(i64::MAX), out);
    out.extend_from_slice(br#","now":""#);
    writer.civil.write(writer.asked.now_minute(), out);
    out.extend_from_slice(br#"","datum":""#);
    out.extend_from_slice(writer.datum.key().as_bytes());
    out.push(b'"');
}

/// Writes how far something is, metres, and how long it takes to get there.
pub(super) fn write_way(distance_m: f64, out: &mut Vec<u8>) {
    out.extend_from_slice(br#""distance_m":"#);
    fixed::<1>(distance_m, out);
    out.extend_from_slice(br#","travel":{"walk_s":"#);
    whole(i64::from(Mode::Walk.estimate_s(distance_m)), out);
    out.extend_from_slice(br#","ebike_s":"#);
    whole(i64::from(Mode::Ebike.estimate_s(distance_m)), out);
    out.extend_from_slice(br#","estimated":true}"#);
}
