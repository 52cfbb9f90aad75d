//! `/admin/v1/export`: staff take the ledger out as a file.

use super::AdminErrand;
use super::schema::AdminProblem;
use super::stations::Asking;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::field::Field;
use crate::domain::said::Said;
use crate::http::api::amenity_words;
use crate::http::api::schema::FilterParams;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::params::{self, Query, Words};
use crate::http::reply::{Cache, Reply};
use crate::service::export::export_ledger;
use crate::service::import::upload::LedgerFormat;
use crate::service::stations::list::Wanting;

/// The parameters.
pub(in crate::http) const KNOWN: &[&str] = &[
    "format",
    "q",
    "bbox",
    "datum",
    "open",
    "amenities",
    "kind",
    "access",
    "round_the_clock",
    "area",
    "unit",
    "status",
    "missing",
    "has",
    "lacks",
    "out_of_order",
];

/// The longest key of a fact, characters.
const MAX_KEY_CHARS: usize = 40;

/// The words of `format`.
const FORMATS: Words<LedgerFormat> = Words {
    what: Said::fixed("文件格式", "a format of files"),
    all: &[LedgerFormat::Xlsx, LedgerFormat::Csv, LedgerFormat::GeoJson],
    key: |format| format.key(),
};

/// The ledger as a file with every column, the private ones too, and the versions that let an
/// import see who was faster. It holds the stations that pass the filters and that the reader
/// may take out. No cell starts a formula.
#[utoipa::path(
    get,
    path = "/admin/v1/export",
    tag = "imports",
    operation_id = "export_ledger",
    params(
        FilterParams,
        ("format" = Option<String>, Query, description = "`xlsx` if not given, `csv` or `geojson`.", example = "xlsx"),
        ("q" = Option<String>, Query, description = "What a search finds.", example = "湖心"),
        ("bbox" = Option<String>, Query, description = "West, south, east, north in `datum`.", example = "115.9,30.5,116.0,30.6"),
        ("datum" = Option<String>, Query, description = "The datum of positions: `wgs84` if not given.", example = "gcj02"),
        ("unit" = Option<String>, Query, description = "Only this unit's, by its code.", example = "U1"),
        ("missing" = Option<String>, Query, description = "Only those of which this fact is empty, by the key of its column, or `photos`.", example = "opening_hours"),
        ("has" = Option<String>, Query, description = "Only those that have all of these amenities, working or not.", example = "microwave"),
        ("lacks" = Option<String>, Query, description = "Only those that have none of these amenities.", example = "microwave"),
        ("out_of_order" = Option<String>, Query, description = "Only those in which all of these amenities do not work.", example = "microwave"),
        ("status" = Option<String>, Query, description = "`planned`, `open`, `temporarily_closed` or `retired`; all if not given.", example = "retired"),
    ),
    responses(
        (status = 200, description = "The file.", content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv"), (Object = "application/geo+json"))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let asking = Asking::read(&errand, &query)?;
        let format = params::word(&query, "format", &FORMATS)?.unwrap_or(LedgerFormat::Xlsx);
        let app = &errand.site.app;
        let asked = (&asking.register(), &wanting(&query, &app.data().amenities)?);
        let file = export_ledger(app, &errand.actor, asked, format, asking.datum).await?;
        let zone = app.district.zone;
        let day = zone.day(app.clock.now());
        let name = format!("{}-{day}.{}", app.district.id, file.ending);
        let reply = Reply::file(file.bytes, file.media_type).cached(Cache::Never);
        Ok(reply.saved_as(&name))
    })
}

/// What the stations must lack.
fn wanting(query: &Query<'_>, catalogue: &AmenityCatalogue) -> Result<Wanting, HttpError> {
    let missing = params::text(query, "missing", MAX_KEY_CHARS)?.map(|key| {
        let field = Field::all_that_change(catalogue.keys().iter().copied())
            .find(|field| field.key() == key);
        let expected = Said::fixed(
            "台账一列的英文键，例如 opening_hours",
            "the key of a column of the ledger, e.g. opening_hours",
        );
        field.ok_or_else(|| {
            params::invalid("missing", expected, "没有这一项", "there is no such fact")
        })
    });
    let amenities = |name| params::words(query, name, &amenity_words(catalogue));
    Ok(Wanting {
        missing: missing.transpose()?,
        has: amenities("has")?,
        lacks: amenities("lacks")?,
        out_of_order: amenities("out_of_order")?,
    })
}
