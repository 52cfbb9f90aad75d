//! The nearest stations equal a brute-force search by Karney's geodesic, order included.

use chrono::{DateTime, Utc};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use yizhan::domain::access::Access;
use yizhan::domain::amenity::Amenity;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::district::LocalMinute;
use yizhan::domain::opening_hours::{HoursText, OpenState, Schedule};
use yizhan::domain::station::{Record, Station, StationKind};
use yizhan::domain::travel_time::Mode;
use yizhan::index::filter::{Asked, Filter, OpenWhen};
use yizhan::index::list::Bbox;
use yizhan::index::nearest::Nearest;
use yizhan::index::{RowId, Snapshot};

use crate::harness::ledger::{self, CITY, COUNTRY, Extent};
use crate::harness::{amenity, catalogue};

pub(super) fn asked(mode: Mode) -> Asked {
    Asked::new(ledger::now(), ledger::zone(), mode)
}

/// What a station must be to pass, told again from the facts themselves.
pub(super) fn passes(
    station: &Station,
    filter: &Filter,
    areas: &[&str],
    distance_m: f64,
    mode: Mode,
) -> bool {
    passes_by(station, filter, areas, (distance_m, mode), &|hours, minute| {
        Schedule::compile(hours, &ledger::hours_context(), minute.day()).at(minute).state
    })
}

/// The same with another way to tell the state of hours at a minute.
pub(super) fn passes_by(
    station: &Station,
    filter: &Filter,
    areas: &[&str],
    (distance_m, mode): (f64, Mode),
    state_at: &dyn Fn(&HoursText, LocalMinute) -> OpenState,
) -> bool {
    let now: DateTime<Utc> = ledger::now();
    let at = match filter.open {
        OpenWhen::Any | OpenWhen::Now => now,
        OpenWhen::At(instant) => instant,
        OpenWhen::OnArrival => {
            now + chrono::TimeDelta::seconds(i64::from(mode.estimate_s(distance_m)))
        }
    };
    let minute =
        LocalMinute::from_naive(at.with_timezone(&chrono_tz::Asia::Shanghai).naive_local());
    let state = |hours: &Option<HoursText>| {
        hours.as_ref().map_or(OpenState::Unknown, |hours| state_at(hours, minute))
    };
    let must_be_open = filter.open != OpenWhen::Any;
    let usable = |amenity: Amenity| {
        station.amenities.get(&amenity).is_some_and(|provision| {
            let by_hours = match (&provision.hours, must_be_open) {
                (None, _) => true,
                (hours, true) => state(hours) == OpenState::Open,
                (hours, false) => state(hours) != OpenState::Closed,
            };
            provision.out_of_order.is_none() && by_hours
        })
    };
    station.status.is_listed()
        && filter.kind.is_none_or(|kind| kind == station.kind)
        && filter.area.is_none_or(|area| areas[usize::from(area)] == station.area.as_str())
        && (filter.access.is_empty() || filter.access.intersects(station.access))
        && catalogue().in_order(filter.amenities).all(usable)
        && (!filter.round_the_clock || station.hours.as_ref().is_some_and(|h| h.as_str() == "24/7"))
        && (!must_be_open
            || (!station.status.is_closed_on(minute.day())
                && state(&station.hours) == OpenState::Open))
}

fn brute_force(records: &[Record], query: &Nearest, mode: Mode) -> Vec<(String, f64)> {
    let mut found: Vec<(f64, &Station)> = records
        .iter()
        .map(|record| (query.from.geodesic_m(record.station.position), &record.station))
        .filter(|(distance_m, _)| query.radius_m.is_none_or(|radius_m| *distance_m <= radius_m))
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.code.cmp(&b.1.code)));
    found
        .into_iter()
        .filter(|(distance_m, station)| {
            passes(station, &query.filter, &["001", "002"], *distance_m, mode)
        })
        .take(query.limit)
        .map(|(distance_m, station)| (station.code.to_string(), distance_m))
        .collect()
}

fn check(snapshot: &Snapshot, records: &[Record], query: &Nearest, mode: Mode) {
    let expected = brute_force(records, query, mode);
    let found = snapshot.nearest(query, &asked(mode));
    let codes = |hits: &[(String, f64)]| hits.iter().map(|hit| hit.0.clone()).collect::<Vec<_>>();
    let found: Vec<(String, f64)> =
        found.iter().map(|hit| (snapshot.code(hit.row).to_owned(), hit.distance_m)).collect();
    assert_eq!(codes(&found), codes(&expected), "{query:?}");
    for (found, expected) in found.iter().zip(&expected) {
        let error = (found.1 - expected.1).abs();
        assert!(error <= 2e-8 * expected.1 + 1e-6, "{} m off at {} m", error, expected.1);
    }
}

pub(super) fn random_filter(rng: &mut ChaCha8Rng) -> Filter {
    let mut filter = Filter::default();
    let few = ["aed", "shower", "wifi", "toilet", "hot_water"];
    let asked = few.into_iter().filter(|_| rng.random_ratio(1, 4)).map(amenity);
    filter.amenities = catalogue().set_of(asked);
    filter.access = Access::ALL.into_iter().filter(|_| rng.random_ratio(1, 12)).collect();
    filter.kind = rng.random_ratio(1, 8).then_some(StationKind::WorkerHome);
    filter.area = rng.random_ratio(1, 6).then(|| rng.random_range(0..2));
    filter.round_the_clock = rng.random_ratio(1, 10);
    filter.open = match rng.random_range(0..5) {
        0 => OpenWhen::Now,
        1 => OpenWhen::OnArrival,
        2 => OpenWhen::At("2026-11-22T03:00:00+08:00".parse().unwrap()),
        _ => OpenWhen::Any,
    };
    filter
}

fn compare(records: &[Record], extent: Extent, queries: usize, seed: u64) {
    let snapshot = ledger::snapshot(records, ledger::halves(extent));
    let mut rng = ledger::rng(seed);
    for number in 0..queries {
        let mode = Mode::ALL[rng.random_range(0..2)];
        let filter = if number % 2 == 0 { Filter::default() } else { random_filter(&mut rng) };
        let radius_m = rng.random_ratio(1, 5).then(|| rng.random_range(100.0..5000.0));
        let limit = rng.random_range(1..=12);
        let query = Nearest { from: extent.random_position(&mut rng), limit, radius_m, filter };
        check(&snapshot, records, &query, mode);
    }
}

#[test]
fn the_nearest_in_a_city_are_those_of_a_brute_force_geodesic_search() {
    compare(&ledger::records(700, CITY, 1), CITY, 600, 2);
}

#[test]
fn the_nearest_in_a_country_are_those_of_a_brute_force_geodesic_search() {
    compare(&ledger::records(900, COUNTRY, 3), COUNTRY, 300, 4);
}

/// A search that shares nothing with ours but Karney's geodesic: through the stations sorted
/// by latitude, outwards until a degree of latitude (at least 110,500 m) is too far.
pub(super) struct ByLatitude(Vec<(f64, Wgs84, String)>);

impl ByLatitude {
    pub(super) fn new<'a>(stations: impl Iterator<Item = &'a Station>) -> Self {
        let mut all: Vec<_> =
            stations.map(|s| (s.position.lat(), s.position, s.code.to_string())).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self(all)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn nearest(&self, from: Wgs84, limit: usize) -> Vec<String> {
        let mut best: Vec<(f64, &str)> = Vec::new();
        let middle = self.0.partition_point(|station| station.0 < from.lat());
        let (below, above) = self.0.split_at(middle);
        let directions: [Box<dyn Iterator<Item = _>>; 2] =
            [Box::new(below.iter().rev()), Box::new(above.iter())];
        for stations in directions {
            for (lat, position, code) in stations {
                let worst = if best.len() < limit { f64::INFINITY } else { best[limit - 1].0 };
                if (lat - from.lat()).abs() * 110_500.0 > worst {
                    break;
                }
                let degree_m =
                    110_500.0 * lat.to_radians().cos().min(from.lat().to_radians().cos());
                if (position.lon() - from.lon()).abs() * degree_m > 1.02 * worst {
                    continue;
                }
                let hit = (from.geodesic_m(*position), code.as_str());
                let at = best.partition_point(|other| (other.0, other.1) < hit);
                best.insert(at, hit);
                best.truncate(limit);
            }
        }
        best.into_iter().map(|hit| hit.1.to_owned()).collect()
    }
}

#[test]
fn ten_thousand_questions_of_two_hundred_thousand_stations_are_answered_exactly() {
    let records = ledger::records(200_000, COUNTRY, 11);
    let snapshot = ledger::snapshot(&records, ledger::halves(COUNTRY));
    let listed = records.iter().map(|record| &record.station).filter(|s| s.status.is_listed());
    let reference = ByLatitude::new(listed);
    let mut rng = ledger::rng(12);
    for _ in 0..10_000 {
        let from = COUNTRY.random_position(&mut rng);
        let query = Nearest { from, limit: 5, radius_m: None, filter: Filter::default() };
        let hits = snapshot.nearest(&query, &asked(Mode::Walk));
        let found: Vec<&str> = hits.iter().map(|hit| snapshot.code(hit.row)).collect();
        assert_eq!(found, reference.nearest(from, 5), "{from:?}");
    }
}

/// A thousand stations on one parallel make many pairs at nearly the same distance east and
/// west, which the chord alone puts into the wrong order.
#[test]
fn near_ties_over_long_distances_are_settled_by_the_geodesic() {
    let mut records = ledger::records(400, COUNTRY, 5);
    let mut rng = ledger::rng(6);
    let middle = Wgs84::new(104.0, 36.0).unwrap();
    for record in &mut records {
        let radius = rng.random_range(0..20) as f64;
        let bearing: f64 = rng.random_range(0.0..std::f64::consts::TAU);
        let lat = 36.0 + radius * 0.5 * bearing.cos();
        let lon = 104.0 + radius * 0.5 * bearing.sin() / lat.to_radians().cos();
        record.station.position = Wgs84::new(lon, lat).unwrap().rounded();
        record.station.status = Default::default();
    }
    let snapshot = ledger::snapshot(&records, ledger::halves(COUNTRY));
    for limit in [1, 5, 50, 400] {
        let query = Nearest { from: middle, limit, radius_m: None, filter: Filter::default() };
        check(&snapshot, &records, &query, Mode::Walk);
    }
}

#[test]
fn stations_at_the_same_door_are_in_the_order_of_their_codes() {
    let mut records = ledger::records(60, CITY, 7);
    for record in &mut records {
        record.station.position = Wgs84::new(116.45, 39.92).unwrap();
        record.station.status = Default::default();
    }
    let snapshot = ledger::snapshot(&records, ledger::halves(CITY));
    for limit in [1, 7, 60] {
        let from = Wgs84::new(116.40, 39.90).unwrap();
        let query = Nearest { from, limit, radius_m: None, filter: Filter::default() };
        check(&snapshot, &records, &query, Mode::Walk);
    }
}

#[test]
fn a_list_holds_what_passes_in_the_order_of_the_codes_and_pages_join_without_a_gap() {
    let records = ledger::records(800, CITY, 8);
    let snapshot = ledger::snapshot(&records, ledger::halves(CITY));
    let mut rng = ledger::rng(9);
    for _ in 0..60 {
        let filter = Filter { open: OpenWhen::Any, ..random_filter(&mut rng) };
        let corner = [CITY.random_position(&mut rng), CITY.random_position(&mut rng)];
        let bbox = rng.random_ratio(2, 3).then(|| Bbox {
            west: corner[0].lon().min(corner[1].lon()),
            south: corner[0].lat().min(corner[1].lat()),
            east: corner[0].lon().max(corner[1].lon()),
            north: corner[0].lat().max(corner[1].lat()),
        });
        let expected: Vec<String> = records
            .iter()
            .map(|record| &record.station)
            .filter(|station| passes(station, &filter, &["001", "002"], 0.0, Mode::Walk))
            .filter(|station| bbox.is_none_or(|bbox| bbox.contains(station.position)))
            .map(|station| station.code.to_string())
            .collect();
        let mut found = Vec::new();
        let mut from = Some(RowId(0));
        while let Some(start) = from {
            let page = snapshot.list(&filter, bbox.as_ref(), &asked(Mode::Walk), start, 17);
            assert_eq!(page.matched, expected.len());
            found.extend(page.rows.iter().map(|id| snapshot.code(*id).to_owned()));
            from = page.next;
        }
        assert_eq!(found, expected);
    }
}

#[test]
fn a_retired_station_is_found_by_its_code_only() {
    let records = ledger::records(400, CITY, 10);
    let retired = records.iter().find(|record| !record.station.status.is_listed()).unwrap();
    let snapshot = ledger::snapshot(&records, ledger::halves(CITY));
    let id = snapshot.by_code(retired.station.code.as_str()).unwrap();
    assert!(!snapshot.row(id).is_listed());
    let query = Nearest {
        from: retired.station.position,
        limit: 400,
        radius_m: None,
        filter: Filter::default(),
    };
    let hits = snapshot.nearest(&query, &asked(Mode::Walk));
    assert_eq!(hits.len(), snapshot.listed());
    assert!(hits.iter().all(|hit| hit.row != id));
    assert!(!snapshot.search(&retired.station.name).contains(&id));
}
