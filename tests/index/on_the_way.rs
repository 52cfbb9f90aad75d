//! The stations on the way equal a brute-force search by Karney's geodesic, order included.

use rand::RngExt;
use yizhan::domain::station::{Record, Station};
use yizhan::domain::travel_time::Mode;
use yizhan::index::filter::Filter;
use yizhan::index::on_the_way::Journey;

use super::nearest::{asked, passes, random_filter};
use crate::harness::ledger::{self, CITY, COUNTRY, Extent};

fn brute_force(records: &[Record], journey: &Journey, mode: Mode) -> Vec<String> {
    let mut found: Vec<(f64, &Station)> = Vec::new();
    for Record { station, .. } in records {
        let there_m = journey.from.geodesic_m(station.position);
        if passes(station, &journey.filter, &["001", "002"], there_m, mode) {
            found.push((there_m + station.position.geodesic_m(journey.to), station));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.code.cmp(&b.1.code)));
    found.into_iter().take(journey.limit).map(|(_, station)| station.code.to_string()).collect()
}

fn compare(records: &[Record], extent: Extent, journeys: usize, seed: u64) {
    let snapshot = ledger::snapshot(records, ledger::halves(extent));
    let mut rng = ledger::rng(seed);
    for number in 0..journeys {
        let mode = Mode::ALL[rng.random_range(0..2)];
        let from = extent.random_position(&mut rng);
        // Now and then nobody goes anywhere.
        let to = if number % 9 == 0 { from } else { extent.random_position(&mut rng) };
        let filter = if number % 2 == 0 { Filter::default() } else { random_filter(&mut rng) };
        let journey = Journey { from, to, limit: rng.random_range(1..=12), filter };
        let stops = snapshot.on_the_way(&journey, &asked(mode));
        let found: Vec<&str> = stops.iter().map(|stop| snapshot.code(stop.row)).collect();
        assert_eq!(found, brute_force(records, &journey, mode), "{journey:?}");
    }
}

#[test]
fn those_on_the_way_in_a_city_are_those_of_a_brute_force_geodesic_search() {
    compare(&ledger::records(700, CITY, 5), CITY, 400, 6);
}

#[test]
fn those_on_the_way_in_a_country_are_those_of_a_brute_force_geodesic_search() {
    compare(&ledger::records(900, COUNTRY, 7), COUNTRY, 200, 8);
}
