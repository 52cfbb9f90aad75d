//! The public facts of a station as members of a JSON object, in the pieces in which stations share
//! them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::domain::amenity::{Amenity, OutOfOrder};
use crate::domain::station::{Builder, StationCode, Tag};
use crate::domain::station_photo::{Picture, StationPhoto};

/// Appends the members of a JSON object, each with a comma before it and without the braces.
pub(super) fn append_members(object: &impl Serialize, out: &mut Vec<u8>) {
    let brace = out.len();
    let written = serde_json::to_writer(&mut *out, object);
    // Writing to memory cannot fail. Of an empty object only its braces are there.
    if written.is_err() || out.len() <= brace + "{}".len() {
        return out.truncate(brace);
    }
    out[brace] = b',';
    out.pop();
}

#[derive(Serialize)]
pub(super) struct SummaryMembers<'a> {
    pub(super) code: &'a str,
    pub(super) name: &'a str,
    pub(super) address: &'a str,
    pub(super) host: &'a str,
    pub(super) verified_on: Option<NaiveDate>,
    pub(super) confirmed_on: Option<NaiveDate>,
}

#[derive(Serialize)]
pub(super) struct StateMembers<'a> {
    pub(super) kind: &'a str,
    pub(super) status: &'a str,
    pub(super) tags: &'a [Tag],
    pub(super) needs_check: bool,
    pub(super) provenance: &'a str,
}

#[derive(Serialize)]
pub(super) struct AreaMembers<'a> {
    pub(super) area: &'a str,
    pub(super) area_name: &'a str,
}

#[derive(Serialize)]
pub(super) struct HoursMembers<'a> {
    pub(super) opening_hours: &'a str,
    pub(super) round_the_clock: bool,
}

/// What only a station's own page shows and few others have the same.
#[derive(Serialize)]
pub(super) struct OwnMembers<'a> {
    pub(super) floor_area_m2: Option<f64>,
    pub(super) seats: Option<u32>,
    pub(super) opened_on: Option<NaiveDate>,
    pub(super) phone: Option<&'a str>,
    pub(super) merged_into: Option<&'a StationCode>,
    pub(super) photos: Vec<PhotoMembers<'a>>,
}

/// A photo as everybody sees it.
#[derive(Serialize)]
pub(super) struct PhotoMembers<'a> {
    url: String,
    small_url: String,
    width_px: u32,
    height_px: u32,
    caption: &'a str,
    credit: &'a str,
    taken_on: Option<NaiveDate>,
}

impl<'a> PhotoMembers<'a> {
    pub(super) fn of(photo: &'a StationPhoto) -> Self {
        Self {
            url: format!("/photos/{}", photo.file(Picture::Large)),
            small_url: format!("/photos/{}", photo.file(Picture::Small)),
            width_px: photo.size.width_px,
            height_px: photo.size.height_px,
            caption: &photo.words.caption,
            credit: &photo.words.credit,
            taken_on: photo.words.taken_on,
        }
    }
}

/// What only a station's own page shows and many have the same.
#[derive(Serialize)]
pub(super) struct CommonMembers<'a> {
    pub(super) aliases: &'a [String],
    pub(super) unit: Option<&'a str>,
    pub(super) builder: Option<Builder>,
    pub(super) serves: &'a [String],
    pub(super) stars: Option<u8>,
    pub(super) closed: Option<ClosedMembers<'a>>,
    pub(super) amenity_details: Vec<ProvisionMembers<'a>>,
}

/// Which state of the record it is.
#[derive(Serialize)]
pub(super) struct VersionMembers {
    pub(super) version: u32,
    pub(super) revision: u32,
    pub(super) updated_at: DateTime<Utc>,
}

#[derive(Serialize)]
pub(super) struct ClosedMembers<'a> {
    pub(super) reason: &'a str,
    pub(super) from: Option<NaiveDate>,
    pub(super) until: Option<NaiveDate>,
}

#[derive(Serialize)]
pub(super) struct ProvisionMembers<'a> {
    pub(super) amenity: Amenity,
    pub(super) hours: Option<&'a str>,
    pub(super) out_of_order: Option<&'a OutOfOrder>,
}
