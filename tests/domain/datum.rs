//! The datum shifts against another implementation: 10,000 positions by the npm package
//! `gcoord` (see `tests/fixtures/datum/make.mjs`).

use yizhan::domain::coordinates::{Bd09, Gcj02, Wgs84};

struct Case {
    wgs84: Wgs84,
    gcj02: Gcj02,
    bd09: Bd09,
}

fn cases() -> Vec<Case> {
    let text = include_str!("../fixtures/datum/gcoord.csv");
    let case = |line: &str| {
        let n: Vec<f64> = line.split(',').map(|number| number.parse().unwrap()).collect();
        Case {
            wgs84: Wgs84::new(n[0], n[1]).unwrap(),
            gcj02: Gcj02::new(n[2], n[3]).unwrap(),
            bd09: Bd09::new(n[4], n[5]).unwrap(),
        }
    };
    text.lines().skip(1).map(case).collect()
}

/// Metres between two pairs of degrees of the same datum.
fn apart_m(a: (f64, f64), b: (f64, f64)) -> f64 {
    Wgs84::new(a.0, a.1).unwrap().geodesic_m(Wgs84::new(b.0, b.1).unwrap())
}

#[test]
fn ten_thousand_positions_are_shifted_as_another_implementation_does() {
    let cases = cases();
    assert_eq!(cases.len(), 10_000);
    for Case { wgs84, gcj02, bd09 } in cases {
        let ours = wgs84.to_gcj02();
        let error_m = apart_m((ours.lon(), ours.lat()), (gcj02.lon(), gcj02.lat()));
        assert!(error_m < 0.01, "GCJ-02 of {wgs84:?}: {error_m} m");
        if !wgs84.is_in_china() {
            // gcoord shifts to BD-09 all over the globe; we shift nothing abroad.
            assert_eq!((ours.to_bd09().lon(), ours.to_bd09().lat()), (wgs84.lon(), wgs84.lat()));
            continue;
        }
        let ours = ours.to_bd09();
        let error_m = apart_m((ours.lon(), ours.lat()), (bd09.lon(), bd09.lat()));
        assert!(error_m < 0.01, "BD-09 of {wgs84:?}: {error_m} m");
    }
}

#[test]
fn ten_thousand_shifted_positions_come_back_within_a_centimetre() {
    for Case { wgs84, gcj02, bd09 } in cases() {
        let error_m = wgs84.geodesic_m(gcj02.to_wgs84());
        assert!(error_m < 0.01, "from GCJ-02 to {wgs84:?}: {error_m} m");
        if !wgs84.is_in_china() {
            continue;
        }
        let error_m = wgs84.geodesic_m(bd09.to_wgs84());
        assert!(error_m < 0.01, "from BD-09 to {wgs84:?}: {error_m} m");
    }
}
