//! The committed files are what the generator gives, byte for byte.

use std::path::Path;

use yizhan::domain::station::Station;
use yizhan::sample::to_csv;

use super::shipped::{SAMPLE, SEED};
use crate::harness::catalogue;

/// Set this variable to write the files instead of comparing them.
const WRITE: &str = "YIZHAN_WRITE_SAMPLE";

fn is_committed(file: &str, stations: &[Station]) {
    let made = to_csv(stations, catalogue().keys()).expect("CSV");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file);
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, &made).expect("the data folder can be written");
    }
    let committed = std::fs::read(&path).expect("the committed file");
    assert!(
        committed == made,
        "data/{file} is not what seed {SEED} gives: write it anew with {WRITE}=1"
    );
}

#[test]
fn the_committed_stations_and_homes_are_the_generators_output() {
    is_committed("stations.csv", &SAMPLE.stations);
    is_committed("homes.csv", &SAMPLE.homes);
}
