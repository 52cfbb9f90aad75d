//! `amenities.json`: the catalogue of amenities.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Spot, utf8};
use crate::domain::amenity_catalogue::{
    AmenityCatalogue, CatalogueFault, CataloguedAmenity, GivenAmenity, Surroundings,
};
use crate::domain::said::Said;
use crate::exchange::ExchangeError;
use crate::exchange::stations::{WrongFact, column_called};

/// The catalogue for districts whose data folder has none, and for ledgers from before there were
/// catalogues.
pub const SHIPPED_AMENITIES: &str = include_str!("../../../data/amenities.json");

/// The file.
#[derive(Deserialize)]
struct AmenitiesFile<T> {
    amenities: Vec<T>,
}

/// Reads a catalogue whose amenities have their bits: one that is stored, or of a data folder.
///
/// # Errors
/// [`ExchangeError::File`] when it is not such a JSON text, [`ExchangeError::Fact`] for the first
/// thing that is wrong with its words or bits.
pub fn read_amenities(file: &str, bytes: &[u8]) -> Result<AmenityCatalogue, ExchangeError> {
    let read = serde_json::from_str::<AmenitiesFile<CataloguedAmenity>>(utf8(file, bytes)?);
    let read = read.map_err(|error| {
        let problem = format!("it cannot be read as JSON: {error}");
        ExchangeError::file(file, problem, "correct it there; data/README.md describes the file")
    })?;
    AmenityCatalogue::new(read.amenities).map_err(|faults| {
        let spot = Spot { file, place: "the amenities".to_owned() };
        match faults.into_iter().next() {
            Some(first) => spot.wrong(&first.field, first.problem.en, first.way_out.en),
            None => spot.wrong("amenities", "it is no catalogue", "list each amenity once"),
        }
    })
}

/// A catalogue as it is stored, one amenity a line: so that two versions can be compared.
pub fn write_amenities(catalogue: &AmenityCatalogue) -> String {
    // An entry is made of texts, a number and a flag, which can always be written.
    let line = |entry| format!("    {}", serde_json::to_string(entry).unwrap_or_default());
    let lines: Vec<String> = catalogue.all().iter().map(line).collect();
    format!("{{\n  \"amenities\": [\n{}\n  ]\n}}\n", lines.join(",\n"))
}

/// Reads the list that somebody brings: JSON as in the data folder. Bits in it are passed over,
/// because the catalogue gives them.
///
/// # Errors
/// That it is no such list.
pub fn read_given_amenities(file: &str, bytes: &[u8]) -> Result<Vec<GivenAmenity>, Vec<WrongFact>> {
    let text = utf8(file, bytes).map_err(|error| no_list(file, &error))?;
    let read = serde_json::from_str::<AmenitiesFile<GivenAmenity>>(text);
    Ok(read.map_err(|error| no_list(file, &error))?.amenities)
}

/// What the words of a catalogue must agree with besides one another.
pub fn catalogue_surroundings() -> Surroundings<'static> {
    Surroundings { icons: &ICONS, column_called }
}

/// The names of the icons, which the web app and the plaques draw.
static ICONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let icons = include_str!("../../../web/src/ui/icons/amenities.json");
    let icons: BTreeMap<String, IgnoredAny> = serde_json::from_str(icons).unwrap_or_default();
    icons.into_keys().collect()
});

/// A fault as it is told to whoever gave the list.
pub fn wrong_amenity(fault: CatalogueFault) -> WrongFact {
    let CatalogueFault { field, value, problem, way_out } = fault;
    WrongFact { field, value, problem, way_out }
}

fn no_list(file: &str, error: &impl ToString) -> Vec<WrongFact> {
    let error = error.to_string();
    vec![WrongFact {
        field: "file".to_owned(),
        value: file.chars().take(80).collect(),
        problem: Said::made(
            format!("读不出设施清单：{error}"),
            format!("it cannot be read as a list of amenities: {error}"),
        ),
        way_out: Said::fixed(
            "请按 data/amenities.json 的样子写",
            "write it like data/amenities.json",
        ),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::amenity_catalogue::OTHER_ICON;

    fn shipped() -> AmenityCatalogue {
        read_amenities("amenities.json", SHIPPED_AMENITIES.as_bytes()).expect("a catalogue")
    }

    #[test]
    fn what_ships_is_what_an_administrator_could_have_given() {
        let given = read_given_amenities("amenities.json", SHIPPED_AMENITIES.as_bytes());
        let made =
            AmenityCatalogue::default().become_as(given.expect("a list"), catalogue_surroundings());
        assert_eq!(made, Ok(shipped()), "bits in the order of the file");
        assert!(ICONS.iter().any(|icon| icon == OTHER_ICON));
    }

    #[test]
    fn a_catalogue_is_written_as_it_can_be_read_again() {
        let written = write_amenities(&shipped());
        assert_eq!(read_amenities("a", written.as_bytes()).expect("a catalogue"), shipped());
    }

    #[test]
    fn a_file_that_is_no_catalogue_is_refused_with_what_is_wrong() {
        for (text, told) in [
            ("", "cannot be read as JSON"),
            ("{\"amenities\": [{}]}", "cannot be read as JSON"),
            (
                r#"{"amenities": [{"key":"a","bit":64,"zh":"甲","en":"A","icon":"other"}]}"#,
                "more than 63",
            ),
            (
                r#"{"amenities": [{"key":"a","bit":0,"zh":"甲","en":"A","icon":"other"},
                    {"key":"b","bit":0,"zh":"乙","en":"B","icon":"other"}]}"#,
                "it is another's",
            ),
        ] {
            let error = read_amenities("a.json", text.as_bytes()).expect_err(told).to_string();
            assert!(error.contains(told), "{error}");
        }
        assert_eq!(read_given_amenities("a.json", b"[]").expect_err("no list")[0].field, "file");
    }
}
