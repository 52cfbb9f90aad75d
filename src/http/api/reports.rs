//! `POST /api/v1/stations/{code}/reports`: something is wrong with a station (纠错).

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::filing::{filed, sent};
use super::filter::amenity_words;
use super::schema::{Problem, ReceiptAnswer, ReportRequest};
use crate::domain::amenity::Amenity;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::coordinates::{Datum, Wgs84};
use crate::domain::photo::{InvalidPhoto, MAX_GIVEN_BYTES};
use crate::domain::report::{self, Report, ReportKind};
use crate::http::body::Members;
use crate::http::errand::{Errand, Running};
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Words, invalid};
use crate::http::reply::Reply;
use crate::service::file_report::file_report;

/// The members of the body.
pub const KNOWN: &[&str] =
    &["problem", "amenity", "text", "photo", "lat", "lon", "datum", "seen_at"];

/// The longest body, bytes: the largest photo in base64, and the words.
pub(in crate::http) const MAX_BODY_BYTES: usize = MAX_GIVEN_BYTES.div_ceil(3) * 4 + 16 * 1024;

/// The words of `problem`.
pub const PROBLEMS: Words<ReportKind> = Words {
    what: Said::fixed("问题", "what is wrong"),
    all: ReportKind::ALL,
    key: |kind| kind.key(),
};

/// The words of `datum`.
pub(in crate::http) const DATUMS: Words<Datum> =
    Words { what: Said::fixed("坐标系", "a datum"), all: &Datum::ALL, key: |datum| datum.key() };

/// Padding is what people and programs most often forget.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reports that something is wrong with a station. No account is needed; the answer has a
/// receipt with which the outcome can be read. Send the same again, with the same
/// `Idempotency-Key`, until there is an answer: it is filed once.
///
/// The photo is scaled and written anew; what the camera noted in it (place, time, device) is
/// not kept. Pages of other origins may not write.
#[utoipa::path(
    post,
    path = "/api/v1/stations/{code}/reports",
    tag = "reports",
    operation_id = "file_report",
    params(
        ("code" = String, Path, description = "The station's code, in upper or lower case.", example = "LZ-1"),
        ("Idempotency-Key" = String, Header, description = "A new UUID for each filing, the same when it is sent again.", example = "0b2f6c1e-7a51-4f0e-9e0b-2f6c1e7a514f"),
    ),
    request_body = ReportRequest,
    responses(
        (status = 201, description = "It was filed.", body = ReceiptAnswer),
        (status = 200, description = "The same had been filed with this key before; this is its receipt.", body = ReceiptAnswer),
        (status = 400, description = "A member or the key is missing or wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A page of another origin writes.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No station has this code.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The station is retired.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not `application/json`.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The key was used for other content.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many filings; see `Retry-After`.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It cannot be saved at present; send it again.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move { file(&errand).await })
}

async fn file(errand: &Errand) -> Result<Reply, HttpError> {
    let mut members = Members::read(&errand.body, KNOWN)?;
    let sent = sent(errand, &mut members)?;
    let problem = problem(&mut members, errand.site.app.published.load().amenities())?;
    let text = members.text("text")?.unwrap_or_default();
    let report = Report::new(problem, &text)?;
    let photo = members.text("photo")?.map(|text| BASE64.decode(text)).transpose();
    let photo = photo.map_err(|_| InvalidPhoto::Unreadable)?;
    let app = &errand.site.app;
    filed(app, &file_report(app, &sent, &report, photo).await?)
}

fn problem(
    members: &mut Members,
    amenities: &AmenityCatalogue,
) -> Result<report::Problem, HttpError> {
    let kind = members.needed_word("problem", &PROBLEMS)?;
    let amenity: Option<Amenity> = members.word("amenity", &amenity_words(amenities))?;
    let to = position(members)?;
    if amenity.is_some() && kind != ReportKind::Broken {
        return Err(only_for("amenity", "broken"));
    }
    if to.is_some() && kind != ReportKind::Moved {
        return Err(only_for("lat", "moved"));
    }
    Ok(match kind {
        ReportKind::Closed => report::Problem::Closed,
        ReportKind::Moved => report::Problem::Moved { to },
        ReportKind::Broken => report::Problem::Broken { amenity },
        ReportKind::WrongHours => report::Problem::WrongHours,
        ReportKind::Other => report::Problem::Other,
    })
}

/// Where the sender has put a station on the map, both numbers or none.
fn position(members: &mut Members) -> Result<Option<Wgs84>, HttpError> {
    let datum = members.word("datum", &DATUMS)?.unwrap_or_default();
    let (lat, lon) = (members.number("lat")?, members.number("lon")?);
    if lat.is_none() && lon.is_none() {
        return Ok(None);
    }
    params::position_of(lat, lon, params::LAT_LON, datum).map(Some)
}

fn only_for(name: &'static str, problem: &str) -> HttpError {
    let expected = Said::made(
        format!("仅在 problem 为 {problem} 时填写"),
        format!("given only when problem is {problem}"),
    );
    invalid(
        name,
        expected,
        "与这个问题无关，请去掉",
        "it does not belong to this problem: leave it out",
    )
}
