//! The data folder: the files that say which district is served, who works there and when
//! people have holidays.
//!
//! These files are made by hand or by a script and ship with the program, so that they are
//! read strictly: the first thing that is wrong is an error with its file, line and field.

mod amenities;
mod area_file;
mod area_upload;
mod lists;
mod notice;
mod settings;

pub use amenities::{
    SHIPPED_AMENITIES, catalogue_surroundings, read_amenities, read_given_amenities,
    write_amenities, wrong_amenity,
};
pub use area_file::read_areas;
pub use area_upload::{GivenArea, read_given_areas, write_areas};
pub use lists::{read_places, read_units};
pub use notice::{read_notice, write_notice};
pub use settings::{read_district, read_holidays};

use super::ExchangeError;

/// Where in a file we are, to say so when something is wrong.
struct Spot<'a> {
    file: &'a str,
    place: String,
}

impl Spot<'_> {
    fn wrong(
        &self,
        field: &str,
        problem: impl ToString,
        way_out: impl Into<String>,
    ) -> ExchangeError {
        ExchangeError::Fact {
            file: self.file.to_owned(),
            place: self.place.clone(),
            field: field.to_owned(),
            problem: problem.to_string(),
            way_out: way_out.into(),
        }
    }
}

/// The text without a byte order mark.
fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, ExchangeError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let problem = format!("byte {} is not UTF-8", error.valid_up_to());
        ExchangeError::file(file, problem, "save it as UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
