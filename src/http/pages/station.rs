//! `/s/{code}`: the address of one station, as it stands on its plaque and in chats.
//!
//! Whatever a chat adds behind the `?` is passed over.

use super::facts;
use super::gone;
use super::head::{About, Audience};
use super::json_ld;
use super::template::{Content, template};
use crate::domain::amenity::Amenity;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::coordinates::Datum;
use crate::domain::station::Provenance;
use crate::domain::status::Status;
use crate::http::Language;
use crate::http::api;
use crate::http::api::schema::{FullStation, StationDetail};
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::http::site::Call;

/// The page of one station.
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let snapshot = call.snapshot();
    let id = match api::station::find(call, &snapshot) {
        Ok(id) => id,
        Err(HttpError::UnknownStation { code }) => return Ok(gone::unknown(call, &code)),
        Err(_unreadable) => return Ok(gone::unknown(call, "")),
    };
    let document = api::station::document(call, &snapshot, id, Datum::Wgs84);
    let detail: StationDetail =
        serde_json::from_slice(&document).map_err(|_defect| HttpError::Internal)?;
    let station = &detail.station;
    if station.status == Status::Retired.key() {
        return Ok(gone::retired(call, &snapshot, id, station));
    }
    let (path, amenities) = (path(&station.code), snapshot.amenities());
    let about = About {
        title: station.name.clone(),
        description: description(call.language, amenities, station),
        audience: audience(station),
        card: Some(format!("{path}/card.png")),
        json_ld: Some(json_ld::station(call, amenities, station, &path)),
        path,
    };
    let facts = Content::Facts(facts::markup(call.language, amenities, station));
    let page = template().filled(call.language, &about.markup(call), facts);
    Ok(Reply::html(page).in_language(call.language))
}

/// The path of a station's page.
pub(in crate::http) fn path(code: &str) -> String {
    format!("/s/{code}")
}

fn audience(station: &FullStation) -> Audience {
    let is_real = station.provenance != Provenance::Synthetic.key();
    let serves = station.status != Status::Planned.key();
    if is_real && serves { Audience::Everybody } else { Audience::Bearers }
}

/// Where it is and what it has: what holds tomorrow as well, because chats keep previews.
fn description(language: Language, amenities: &AmenityCatalogue, station: &FullStation) -> String {
    let labels = station.amenities.iter().map(|each| amenity_label(language, amenities, each));
    let labels: Vec<&str> = labels.collect();
    let (comma, stop) = (language.pick("、", ", "), language.pick("。", ". "));
    let mut parts = Vec::new();
    if station.provenance == Provenance::Synthetic.key() {
        parts.push(language.pick("示例数据", "Sample data").to_owned());
    }
    let place = [&station.address, &station.area_name].into_iter().find(|part| !part.is_empty());
    parts.extend(place.cloned());
    if station.round_the_clock {
        parts.push(language.pick("24 小时开放", "Open 24 hours").to_owned());
    }
    if !labels.is_empty() {
        parts.push(labels.join(comma));
    }
    parts.join(stop)
}

/// What an amenity is called.
pub(super) fn amenity_label<'a>(
    language: Language,
    amenities: &'a AmenityCatalogue,
    amenity: &'a Amenity,
) -> &'a str {
    language.pick(amenities.zh(amenity), amenities.en(amenity))
}
