//! `/admin/v1/stations/{code}/photos`, `/admin/v1/photos/{file}` and a report's photo taken over:
//! staff add photos to a station, arrange them and look at them.

use chrono::NaiveDate;
use serde::Deserialize;

use super::AdminErrand;
use super::precondition::expected_version;
use super::reports::report_at;
use super::schema::{AdminProblem, ArrangePhotosRequest, EditedAnswer, TakePhotoRequest};
use super::station::{target_at, written};
use crate::domain::said::Said;
use crate::domain::station_photo::{Crop, PhotoKey, PhotoWords, WordsTooLong};
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::{self, Query, invalid};
use crate::http::photos;
use crate::http::reply::Cache;
use crate::service::photos::{NewPhoto, add_photo, arrange_photos, picture, take_over_photo};
use crate::service::stations::By;

/// The parameters of an upload.
pub(in crate::http) const KNOWN: &[&str] = &["crop", "caption", "credit", "taken_on", "reason"];
/// The members of taking a report's photo over.
pub(in crate::http) const TAKE_KNOWN: &[&str] =
    &["crop", "caption", "credit", "taken_on", "reason"];
/// The members of arranging.
pub(in crate::http) const ARRANGE_KNOWN: &[&str] = &["photos", "reason"];

/// The longest text of a parameter, characters; what it may be is asked when it is read.
const MAX_TEXT_CHARS: usize = 400;

const RECTANGLE: Said = Said::fixed(
    "左、上、宽、高，均为占整图的比例，例如 0.1,0,0.8,1",
    "left, top, width and height as fractions of the picture, e.g. 0.1,0,0.8,1",
);

/// Adds a photo behind the others of a station. The body is a JPEG, PNG or WebP of at most 8 MB
/// and 16 million pixels. What is kept are two pictures in WebP, upright and without anything
/// that the camera noted.
#[utoipa::path(
    post,
    path = "/admin/v1/stations/{code}/photos",
    tag = "ledger",
    operation_id = "add_photo",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The station's `ETag` that was read.", example = "\"3\""),
        ("crop" = Option<String>, Query, description = "What is to be shown: left, top, width and height as fractions of the upright picture; all of it if not given.", example = "0.1,0,0.8,1"),
        ("caption" = Option<String>, Query, description = "What it shows, at most 100 characters.", example = "北门"),
        ("credit" = Option<String>, Query, description = "Who took it, at most 40 characters.", example = "湖东街道总工会"),
        ("taken_on" = Option<NaiveDate>, Query, description = "The day on which it was taken.", example = "2026-11-20"),
        ("reason" = Option<String>, Query, description = "Why, for the history.", example = "补拍"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The photo."),
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 400 names `photo` when it cannot be taken; 412, 422 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn add(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let text = |name| params::text(&query, name, MAX_TEXT_CHARS);
        let taken_on = text("taken_on")?.map(|day| day_of(&day)).transpose()?;
        let words = words_of(text("caption")?, text("credit")?, taken_on)?;
        let crop = text("crop")?.map_or(Ok(Crop::WHOLE), |crop| crop_of(&crop))?;
        let by = By { actor: &errand.actor, reason: text("reason")?.unwrap_or_default() };
        let target = target_at(&errand, 1)?;
        let new = NewPhoto { bytes: errand.body.clone(), crop, words };
        written(&errand, add_photo(&errand.site.app, &by, &target, new).await?)
    })
}

/// Makes these the photos of a station, in this order, with these words. Those that are left out
/// are not shown any more; an earlier version of the station brings them back.
#[utoipa::path(
    put,
    path = "/admin/v1/stations/{code}/photos",
    tag = "ledger",
    operation_id = "arrange_photos",
    params(
        ("code" = String, Path, description = "The station's code.", example = "LZ-1"),
        ("If-Match" = String, Header, description = "The station's `ETag` that was read.", example = "\"3\""),
    ),
    request_body = ArrangePhotosRequest,
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 412, 422 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn arrange(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let mut members = Members::read(&errand.body, ARRANGE_KNOWN)?;
        let given: Option<Vec<GivenPhoto>> = members.parts("photos", PHOTOS)?;
        let given = given.ok_or_else(|| params::missing("photos", PHOTOS))?;
        let wanted = given.into_iter().map(|photo| {
            Ok((photo.key, words_of(Some(photo.caption), Some(photo.credit), photo.taken_on)?))
        });
        let wanted: Vec<(PhotoKey, PhotoWords)> = wanted.collect::<Result<_, HttpError>>()?;
        let reason = members.text("reason")?.unwrap_or_default();
        let by = By { actor: &errand.actor, reason };
        let target = target_at(&errand, 1)?;
        written(&errand, arrange_photos(&errand.site.app, &by, &target, &wanted).await?)
    })
}

/// Adds the photo that came with a report to the station that the report is about.
#[utoipa::path(
    post,
    path = "/admin/v1/reports/{id}/photo",
    tag = "inbox",
    operation_id = "take_over_report_photo",
    params(
        ("id" = String, Path, description = "The report.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("If-Match" = String, Header, description = "The `ETag` of the station.", example = "\"3\""),
    ),
    request_body = TakePhotoRequest,
    responses(
        (status = 200, description = "The station as it is now.", body = EditedAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 404 also when no photo came with it; 412, 422 and 428 as for `PATCH`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn take_over(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let report = report_at(&errand, 1)?;
        let seen = expected_version(&errand.headers)?;
        let mut members = Members::read(&errand.body, TAKE_KNOWN)?;
        let crop = members.text("crop")?.map_or(Ok(Crop::WHOLE), |crop| crop_of(&crop))?;
        let (caption, credit) = (members.text("caption")?, members.text("credit")?);
        let words = words_of(caption, credit, members.day("taken_on")?)?;
        let reason = members.text("reason")?.unwrap_or_default();
        let by = By { actor: &errand.actor, reason };
        let app = &errand.site.app;
        written(&errand, take_over_photo(app, &by, report, seen, crop, words).await?)
    })
}

/// One picture of a photo that a station has or had.
#[utoipa::path(
    get,
    path = "/admin/v1/photos/{file}",
    tag = "ledger",
    operation_id = "get_kept_photo",
    params(("file" = String, Path, description = "`KEY.webp`, at most 1600 pixels wide and high, or `KEY-small.webp`, at most 400.", example = "ba7816bf8f01cfea414140de5dae2223.webp")),
    responses(
        (status = 200, description = "The picture.", body = Vec<u8>, content_type = "image/webp"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let name = errand.segment_from_end(0)?;
        let file = name.parse().map_err(|_| HttpError::NoSuchPath)?;
        let found = picture(&errand.site.app, file).await?.ok_or(HttpError::NoSuchPath)?;
        Ok(photos::picture(found).cached(Cache::Never))
    })
}

const PHOTOS: Said = Said::fixed(
    "照片列表，每张含 key，可含 caption、credit、taken_on",
    "a list of photos with key, and caption, credit and taken_on where there are any",
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenPhoto {
    key: PhotoKey,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    credit: String,
    #[serde(default)]
    taken_on: Option<NaiveDate>,
}

fn words_of(
    caption: Option<String>,
    credit: Option<String>,
    taken_on: Option<NaiveDate>,
) -> Result<PhotoWords, HttpError> {
    let (caption, credit) = (caption.unwrap_or_default(), credit.unwrap_or_default());
    PhotoWords::new(&caption, &credit, taken_on).map_err(|WordsTooLong { member, max_chars }| {
        let expected =
            Said::made(format!("至多 {max_chars} 字"), format!("at most {max_chars} characters"));
        invalid(member, expected, "太长，请缩短", "it is too long: shorten it")
    })
}

fn crop_of(text: &str) -> Result<Crop, HttpError> {
    let numbers: Vec<f64> = text.split(',').map_while(|part| part.trim().parse().ok()).collect();
    let is_of_numbers = numbers.len() == text.split(',').count();
    let crop = match numbers[..] {
        [left, top, width, height] if is_of_numbers => Crop::new(left, top, width, height),
        _ => None,
    };
    crop.ok_or_else(|| {
        invalid("crop", RECTANGLE, "不是图内的矩形", "it is no rectangle within the picture")
    })
}

fn day_of(text: &str) -> Result<NaiveDate, HttpError> {
    text.parse().map_err(|_| {
        let expected = Said::fixed("日期，例如 2026-11-30", "a day, e.g. 2026-11-30");
        invalid("taken_on", expected, "不是日期", "it is no day")
    })
}
