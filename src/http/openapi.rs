//! The description of the API: OpenAPI 3.1, made from the endpoints' own documentation.

use utoipa::OpenApi;

use super::api;

/// The document as JSON, UTF-8, ending with a new line.
pub fn document() -> String {
    // The document holds only texts and numbers, which can always be written.
    let mut text = Description::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yizhan (驿站)",
        description = "Finds the nearest service station that is open when you get there and has \
what you need.\n\nPositions are answered in the datum that is asked for (`wgs84`, `gcj02`, \
`bd09`). Times are civil time of the district, RFC 3339 with offset. Errors are problem details \
(RFC 9457) in Chinese or English by `Accept-Language`. An unknown or repeated parameter is \
refused. Answers carry a strong `ETag`, but for those whose address tells where somebody \
stands, which no cache may keep.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "stations", description = "Stations: find, list, look up, copy."),
        (name = "reports", description = "What riders say: something is wrong, or all is as it says."),
        (name = "coverage", description = "Planners: whom the stations reach, and whom they do not."),
        (name = "district", description = "What stations are filtered and placed by."),
    ),
    paths(
        api::nearest::answer,
        api::stations::answer,
        api::pack::answer,
        api::changes::answer,
        api::station::answer,
        api::areas::answer,
        api::amenities::answer,
        api::places::answer,
        api::places::pack,
        api::site::answer,
        api::calendar::answer,
        api::reports::answer,
        api::confirmations::answer,
        api::receipts::answer,
        api::coverage::figures::answer,
        api::coverage::hours::answer,
        api::coverage::gaps::answer,
        api::coverage::closures::answer,
    )
)]
struct Description;
