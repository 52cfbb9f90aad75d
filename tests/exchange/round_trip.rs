//! What is written is read again as it was.

use proptest::prelude::*;
use yizhan::domain::coordinates::Datum;
use yizhan::domain::edit::differences;
use yizhan::domain::station::Station;
use yizhan::exchange::stations::{
    Format, OutputFormat, ReadOptions, Reading, read_stations, write_stations,
};

use super::fixtures::{areas, record, station, stations, units, wording};
use crate::harness::catalogue;

fn write(format: OutputFormat, stations: &[Station], datum: Datum) -> Vec<u8> {
    let records: Vec<_> = stations.iter().map(|station| record(station.clone(), 7)).collect();
    write_stations(format, &records, wording(datum, &areas(), &units())).unwrap()
}

fn read(format: OutputFormat, bytes: &[u8]) -> Reading {
    let (areas, units) = (areas(), units());
    let options = ReadOptions {
        datum: Datum::Wgs84,
        format: None,
        areas: &areas,
        units: &units,
        amenities: catalogue(),
    };
    read_stations(&format!("stations.{}", format.ending()), bytes, &options).unwrap()
}

fn without_private_facts(station: &Station) -> Station {
    let mut public = station.clone();
    (public.manager, public.manager_phone, public.note) = (None, None, String::new());
    public
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn stations_come_back_from_every_format_in_every_datum(
        stations in stations(),
        format in prop::sample::select(OutputFormat::ALL.to_vec()),
        datum in prop::sample::select(Datum::ALL.to_vec()),
    ) {
        let reading = read(format, &write(format, &stations, datum));
        prop_assert!(!reading.has_errors(), "{:#?}", reading.diagnostics);
        prop_assert_eq!(reading.rows.len(), stations.len());
        for (row, written) in reading.rows.iter().zip(&stations) {
            let back = row.patch.as_ref().unwrap().new_station().unwrap();
            let written = match format {
                ledger if ledger.is_ledger() => written.clone(),
                _ => without_private_facts(written),
            };
            let differences = differences(&written, &back);
            prop_assert!(differences.is_empty(), "{format} {datum}: {differences:#?}");
            prop_assert_eq!(&back, &written);
        }
    }

    #[test]
    fn damaged_files_are_refused_or_read_but_never_panic(
        stations in stations(),
        format in prop::sample::select(OutputFormat::ALL.to_vec()),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        kept in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut bytes = write(format, &stations, Datum::Gcj02);
        for (at, value) in damage {
            let at = at.index(bytes.len());
            bytes[at] ^= value;
        }
        if !whole {
            bytes.truncate(kept.index(bytes.len()));
        }
        let (areas, units) = (areas(), units());
        let format = Format::of_name(&format!("a.{}", format.ending()));
        let options = ReadOptions { datum: Datum::Wgs84, format, areas: &areas, units: &units, amenities: catalogue() };
        let _ = read_stations("a", &bytes, &options);
    }

    #[test]
    fn any_bytes_are_refused_or_read_but_never_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        format in prop::sample::select(vec![Format::Csv, Format::Xlsx, Format::GeoJson]),
    ) {
        let (areas, units) = (areas(), units());
        let options =
            ReadOptions { datum: Datum::Bd09, format: Some(format), areas: &areas, units: &units, amenities: catalogue() };
        let _ = read_stations("a", &bytes, &options);
    }

    #[test]
    fn any_cells_are_read_or_refused_but_never_panic(
        cells in prop::collection::vec("\\PC{0,20}", 12),
    ) {
        let quoted: Vec<_> =
            cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        let header = "code,name,lon,lat,datum,area,opening_hours,seats,wifi,status,verified_on,phone";
        let text = format!("{header}\n{}\n", quoted.join(","));
        read(OutputFormat::Csv, text.as_bytes());
    }

    #[test]
    fn no_cell_of_a_csv_starts_a_formula(station in station()) {
        let bytes = write(OutputFormat::Csv, &[station], Datum::Wgs84);
        for row in csv::ReaderBuilder::new().from_reader(bytes.as_slice()).records() {
            for cell in &row.unwrap() {
                let number = cell.parse::<f64>().is_ok();
                prop_assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
            }
        }
    }
}
