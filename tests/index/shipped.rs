//! The stations that ship: ten thousand questions, unfiltered and filtered, are answered as a
//! search that shares nothing with ours but Karney's geodesic answers them.

use std::cell::RefCell;
use std::collections::HashMap;

use yizhan::domain::access::Access;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::district::LocalMinute;
use yizhan::domain::opening_hours::{HoursContext, HoursText, OpenState, Schedule};
use yizhan::domain::station::{Station, StationKind};
use yizhan::domain::travel_time::Mode;
use yizhan::index::Snapshot;
use yizhan::index::filter::{Asked, Filter, OpenWhen};
use yizhan::index::nearest::Nearest;

use super::nearest::{ByLatitude, passes_by};
use crate::harness::ledger::{self, Extent};
use crate::harness::site::TestSite;
use crate::harness::{amenities, catalogue};

/// Around the district, some kilometres of its neighbours included.
const AROUND: Extent = Extent { west: 116.32, south: 39.79, east: 116.68, north: 40.12 };

/// Hours are compiled once for the week that is asked about.
struct Hours<'a> {
    context: &'a HoursContext,
    compiled: RefCell<HashMap<String, Schedule>>,
}

impl Hours<'_> {
    fn state(&self, hours: &HoursText, minute: LocalMinute) -> OpenState {
        let mut compiled = self.compiled.borrow_mut();
        let schedule = compiled.entry(hours.as_str().to_owned()).or_insert_with(|| {
            Schedule::compile(hours, self.context, ledger::zone().day(ledger::now()))
        });
        schedule.at(minute).state
    }
}

fn filters() -> Vec<Filter> {
    let of = |change: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    let night = OpenWhen::At("2026-11-22T03:00:00+08:00".parse().unwrap());
    let mut filters: Vec<Filter> = catalogue()
        .keys()
        .iter()
        .step_by(3)
        .map(|amenity| of(&|filter| filter.amenities = catalogue().set_of([*amenity])))
        .collect();
    let two = amenities(&["toilet", "microwave"]);
    filters.extend([
        of(&|filter| filter.amenities = two),
        of(&|filter| filter.kind = Some(StationKind::WorkerHome)),
        of(&|filter| filter.round_the_clock = true),
        of(&|filter| filter.access = [Access::QrCode, Access::Face].into_iter().collect()),
        of(&|filter| filter.area = Some(25)),
        of(&|filter| filter.open = OpenWhen::Now),
        of(&|filter| filter.open = night),
        of(&|filter| {
            filter.open = night;
            filter.amenities = amenities(&["toilet"]);
        }),
    ]);
    filters
}

fn compare(
    snapshot: &Snapshot,
    reference: &ByLatitude,
    filter: &Filter,
    positions: impl Iterator<Item = Wgs84>,
) {
    let asked = Asked::new(ledger::now(), ledger::zone(), Mode::Walk);
    for from in positions {
        let query = Nearest { from, limit: 5, radius_m: None, filter: filter.clone() };
        let hits = snapshot.nearest(&query, &asked);
        let found: Vec<&str> = hits.iter().map(|hit| snapshot.code(hit.row)).collect();
        assert_eq!(found, reference.nearest(from, 5), "{query:?}");
    }
}

#[tokio::test]
async fn ten_thousand_questions_of_the_stations_that_ship_are_answered_exactly() {
    let site = TestSite::shipped("2026-11-21T14:30:00+08:00").await;
    let mut stations: Vec<Station> = Vec::new();
    site.app.store.read_all(&mut |record| stations.push(record.station)).await.unwrap();
    assert_eq!(stations.len(), 2105 + 61);
    stations.retain(|station| station.status.is_listed());
    let snapshot = site.app.published.load_full();
    let areas: Vec<&str> = snapshot.areas().iter().map(|area| area.code.as_str()).collect();
    let hours = Hours { context: snapshot.hours(), compiled: RefCell::default() };
    let mut rng = ledger::rng(21);
    let mut somewhere = std::iter::repeat_with(|| AROUND.random_position(&mut rng));
    let any = ByLatitude::new(stations.iter());
    compare(&snapshot, &any, &Filter::default(), somewhere.by_ref().take(5_000));
    let filters = filters();
    let each = 5_000 / filters.len() + 1;
    for filter in &filters {
        let passes = |station: &&Station| {
            passes_by(station, filter, &areas, (0.0, Mode::Walk), &|text, minute| {
                hours.state(text, minute)
            })
        };
        let passing = ByLatitude::new(stations.iter().filter(passes));
        assert!(!passing.is_empty(), "nothing passes {filter:?}");
        compare(&snapshot, &passing, filter, somewhere.by_ref().take(each));
    }
}
