//! `district.json` and `holidays/{year}.json`.

use chrono_tz::Tz;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Spot, utf8};
use crate::domain::coordinates::Wgs84;
use crate::domain::district::{Colour, Colours, District, Name, Publisher, Zone};
use crate::domain::holiday_calendar::{HolidayCalendar, HolidayYear};
use crate::domain::verification::DEFAULT_MONTHS;
use crate::exchange::ExchangeError;

/// Reads `district.json`. Fields that only other programs use are passed over. The centre is
/// WGS-84, degrees.
///
/// # Errors
/// [`ExchangeError::File`] when it is not such a JSON text, [`ExchangeError::Fact`] for a
/// centre that is nowhere, an unknown time zone or an empty code.
pub fn read_district(file: &str, bytes: &[u8]) -> Result<District, ExchangeError> {
    let read: DistrictFile = json(file, bytes)?;
    let spot = Spot { file, place: "the district".to_owned() };
    let named = [("id", &read.id), ("code", &read.code), ("code_prefix", &read.code_prefix)];
    for (field, value) in named {
        if value.trim().is_empty() {
            return Err(spot.wrong(field, "it is empty", "give one"));
        }
    }
    let zone: Tz = read.time_zone.parse().map_err(|_unknown| {
        let problem = format!("'{}' is no time zone", read.time_zone);
        spot.wrong("time_zone", problem, "give an IANA name such as Asia/Shanghai")
    })?;
    let centre = Wgs84::new(read.centre.lon, read.centre.lat).map_err(|error| {
        spot.wrong(&format!("centre.{}", error.field()), error, "give degrees, WGS-84")
    })?;
    Ok(District {
        id: read.id,
        name: read.name,
        city: read.city,
        code: read.code,
        code_prefix: read.code_prefix,
        publisher: read.publisher,
        centre,
        zone: Zone(zone),
        verify_every_months: read.verify_every_months.unwrap_or(DEFAULT_MONTHS),
        colours: read.colours.map_or_else(Colours::default, |given| Colours {
            theme: given.theme,
            background: given.background,
        }),
    })
}

/// Reads `holidays/{year}.json`, one year's notice.
///
/// # Errors
/// [`ExchangeError::File`] when it is not such a JSON text, [`ExchangeError::Fact`] when a day
/// belongs to another year or is listed twice.
pub fn read_holidays(file: &str, bytes: &[u8]) -> Result<HolidayYear, ExchangeError> {
    let year: HolidayYear = json(file, bytes)?;
    HolidayCalendar::new([year.clone()]).map_err(|error| {
        Spot { file, place: format!("the year {}", year.year) }.wrong(
            "days",
            error,
            "list each day of the year once",
        )
    })?;
    Ok(year)
}

#[derive(Deserialize)]
struct DistrictFile {
    id: String,
    name: Name,
    city: Name,
    code: String,
    code_prefix: String,
    time_zone: String,
    publisher: Option<Publisher>,
    verify_every_months: Option<u32>,
    centre: Degrees,
    colours: Option<ColoursGiven>,
}

#[derive(Deserialize)]
struct ColoursGiven {
    theme: Colour,
    background: Colour,
}

#[derive(Deserialize)]
struct Degrees {
    lon: f64,
    lat: f64,
}

fn json<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, ExchangeError> {
    serde_json::from_str(utf8(file, bytes)?).map_err(|error| {
        let problem = format!("it cannot be read as JSON: {error}");
        ExchangeError::file(file, problem, "correct it there; data/README.md describes the file")
    })
}
