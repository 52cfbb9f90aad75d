//! Positions in another datum than they say are suspected, others are not.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use yizhan::domain::area::Areas;
use yizhan::domain::coordinates::{Datum, Wgs84};
use yizhan::exchange::district::read_areas;
use yizhan::exchange::stations::{Extent, Located, suspect_datum};

/// A district of 6 × 6 areas, each about 4 km wide.
fn district() -> Areas {
    let mut features = Vec::new();
    for (x, y) in (0..6).flat_map(|x| (0..6).map(move |y| (x, y))) {
        let (west, south) = (116.35 + 0.05 * f64::from(x), 39.8 + 0.04 * f64::from(y));
        let (east, north) = (west + 0.05, south + 0.04);
        features.push(serde_json::json!({"type": "Feature",
            "properties": {"code": format!("{x}{y}"), "name": format!("{x}{y}")},
            "geometry": {"type": "Polygon", "coordinates":
                [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}}));
    }
    let text = serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
    read_areas("areas.geojson", text.as_bytes()).unwrap()
}

/// Random stations that are truly in the area they name. `wrong_m` is how far their position
/// may be off at random, as a rough boundary makes it seem.
fn located(
    areas: &Areas,
    seed: u64,
    count: usize,
    datum: Datum,
    wrong_m: f64,
) -> Vec<Located<usize>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..count)
        .map(|key| {
            let here =
                Wgs84::new(rng.random_range(116.351..116.649), rng.random_range(39.801..40.039))
                    .unwrap();
            let area = areas.at(here).unwrap().code.clone();
            let (lon, lat) = datum.from_wgs84(here);
            let degrees = wrong_m / 111_000.0;
            let lon = lon + rng.random_range(-degrees..=degrees);
            let lat = lat + rng.random_range(-degrees..=degrees);
            Located { key, area, position: Wgs84::new(lon, lat).unwrap() }
        })
        .collect()
}

#[test]
fn a_file_in_another_datum_is_recognised_as_a_whole() {
    let areas = district();
    for datum in [Datum::Gcj02, Datum::Bd09] {
        for seed in 0..20 {
            let found = suspect_datum(&located(&areas, seed, 300, datum, 50.0), &areas);
            let found = found.unwrap_or_else(|| panic!("{datum}, seed {seed}"));
            assert_eq!((found.datum, found.extent), (datum, Extent::All), "seed {seed}: {found:?}");
        }
    }
}

#[test]
fn a_file_in_wgs84_is_not_suspected_however_rough_the_boundaries_are() {
    let areas = district();
    for seed in 0..100 {
        for (count, wrong_m) in [(30, 0.0), (60, 300.0), (300, 300.0), (2000, 600.0)] {
            let found = suspect_datum(&located(&areas, seed, count, Datum::Wgs84, wrong_m), &areas);
            assert_eq!(found, None, "seed {seed}, {count} rows, {wrong_m} m");
        }
    }
}

#[test]
fn some_rows_in_another_datum_are_recognised_among_others() {
    let areas = district();
    for seed in 0..20 {
        let mut rows = located(&areas, seed, 1500, Datum::Wgs84, 50.0);
        let mut shifted = located(&areas, seed + 1000, 300, Datum::Gcj02, 0.0);
        shifted.iter_mut().for_each(|row| row.key += 10_000);
        rows.extend(shifted);
        let found = suspect_datum(&rows, &areas).unwrap_or_else(|| panic!("seed {seed}"));
        assert_eq!((found.datum, found.extent), (Datum::Gcj02, Extent::Some), "{found:?}");
        let truly = found.rows.iter().filter(|key| **key >= 10_000).count();
        assert!(truly * 10 >= found.rows.len() * 8, "{truly} of {}", found.rows.len());
    }
}
