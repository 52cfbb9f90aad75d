//! `/admin/v1/demand`: layers of demand that planners bring and keep by name.

use axum::http::{StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::precondition::{expected_version, tagged};
use super::schema::{AdminProblem, LayerAnswer, LayersAnswer};
use super::{AdminErrand, done, told};
use crate::domain::paper::{MAX_PAPER_NAME_CHARS, Paper, PaperName};
use crate::http::api::coverage::tenths;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query, invalid, missing};
use crate::http::reply::{Cache, Reply};
use crate::service::planning::{LayerAbout, LayerFile, MAX_LAYER_BYTES};

/// The largest file, bytes.
pub(in crate::http) const MAX_FILE_BYTES: usize = MAX_LAYER_BYTES;

/// The parameters of a new layer.
const NEW_KNOWN: &[&str] = &["name", "file", "datum"];
/// The parameters of a layer that takes another's place.
const KNOWN: &[&str] = &["file", "datum"];

const NAME: Said =
    Said::fixed("名称，1 至 60 个字，不含斜杠", "a name of 1 to 60 characters without a slash");
const FILE: Said = Said::fixed(
    "文件名，结尾为 .csv、.geojson 或 .tif，例如 骑手.csv",
    "the file's name, ending in .csv, .geojson or .tif, e.g. riders.csv",
);

/// The layers of demand that are kept.
#[utoipa::path(
    get,
    path = "/admin/v1/demand",
    tag = "planning",
    operation_id = "list_demand",
    responses(
        (status = 200, description = "The layers, by name.", body = LayersAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let layers = errand.site.app.layers().await?;
        let layers = layers.iter().map(|(paper, about)| layer(paper, about)).collect();
        told(&LayersAnswer { layers })
    })
}

/// Brings a layer of demand: a CSV (lon, lat, weight, name), a GeoJSON file of points or polygons
/// with a weight, or a population grid (GeoTIFF). The bytes are the body. The file is kept as it
/// is; its points can also be candidates of a search for new sites.
#[utoipa::path(
    post,
    path = "/admin/v1/demand",
    tag = "planning",
    operation_id = "add_demand",
    params(
        ("name" = String, Query, description = "What to call it: 1 to 60 characters without a slash.", example = "骑手需求"),
        ("file" = String, Query, description = "The file's name; its ending tells the format.", example = "riders.csv"),
        ("datum" = Option<String>, Query, description = "The datum of its positions: `wgs84` if not given. A GeoTIFF says its own.", example = "gcj02"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 201, description = "The layer.", body = LayerAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."), ("Location" = String, description = "Its address."))),
        (status = 422, description = "What is wrong with the file.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong; 409 when the name is taken.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn add(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), NEW_KNOWN)?;
        let name = params::text(&query, "name", MAX_PAPER_NAME_CHARS)?;
        let name = paper_name(&name.ok_or_else(|| missing("name", NAME))?)?;
        let file = file(&query, &errand.body)?;
        let (paper, about) = errand.site.app.keep_layer(&errand.actor, name, None, file).await?;
        let reply = told(&layer(&paper, &about))?.with_status(StatusCode::CREATED);
        let address = address("demand", &paper.name);
        Ok(tagged(reply.with_header(header::LOCATION, &address), paper.version))
    })
}

/// The file of a layer, as it was brought.
#[utoipa::path(
    get,
    path = "/admin/v1/demand/{name}",
    tag = "planning",
    operation_id = "get_demand_file",
    params(("name" = String, Path, description = "The layer's name.", example = "骑手需求")),
    responses(
        (status = 200, description = "The file.", body = Vec<u8>, content_type = "application/octet-stream", headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let name = named(&errand, 0)?;
        let (paper, file) = errand.site.app.layer_file(&name).await?;
        let reply = Reply::file(file.bytes, "application/octet-stream").cached(Cache::Never);
        Ok(tagged(reply.saved_as(&file.name), paper.version))
    })
}

/// Brings another file for a layer.
#[utoipa::path(
    put,
    path = "/admin/v1/demand/{name}",
    tag = "planning",
    operation_id = "replace_demand",
    params(
        ("name" = String, Path, description = "The layer's name.", example = "骑手需求"),
        ("file" = String, Query, description = "The file's name; its ending tells the format.", example = "riders.csv"),
        ("datum" = Option<String>, Query, description = "The datum of its positions: `wgs84` if not given.", example = "gcj02"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"1\""),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 200, description = "The layer as it is now.", body = LayerAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = 412, description = "Somebody has changed it meanwhile; `current` is what is there now.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with the file.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn replace(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (name, seen) = (named(&errand, 0)?, expected_version(&errand.headers)?);
        let query = Query::read(errand.uri.query(), KNOWN)?;
        let file = file(&query, &errand.body)?;
        let (paper, about) =
            errand.site.app.keep_layer(&errand.actor, name, Some(seen), file).await?;
        Ok(tagged(told(&layer(&paper, &about))?, paper.version))
    })
}

/// Takes a layer away.
#[utoipa::path(
    delete,
    path = "/admin/v1/demand/{name}",
    tag = "planning",
    operation_id = "remove_demand",
    params(
        ("name" = String, Path, description = "The layer's name.", example = "骑手需求"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 412, description = "Somebody has changed it meanwhile; `current` is what is there now.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn remove(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (name, seen) = (named(&errand, 0)?, expected_version(&errand.headers)?);
        errand.site.app.remove_layer(&name, seen).await?;
        Ok(done())
    })
}

fn layer(paper: &Paper, about: &LayerAbout) -> LayerAnswer {
    LayerAnswer {
        name: paper.name.to_string(),
        version: paper.version,
        updated_at: paper.updated_at,
        author: paper.author.clone(),
        file: about.file.clone(),
        datum: about.datum.clone(),
        points: about.points,
        regions: about.regions,
        people: tenths(about.people),
        people_outside: tenths(about.people_outside),
        cells: about.cells,
        approximate: about.approximate,
        remarks: about.remarks,
    }
}

fn file(query: &Query<'_>, body: &[u8]) -> Result<LayerFile, HttpError> {
    let name = params::file_name(query)?;
    let name = name.ok_or_else(|| missing("file", FILE))?;
    Ok(LayerFile {
        name: name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        datum: params::datum(query)?,
        bytes: body.to_vec(),
    })
}

/// The name in a segment of the path, counted from its end.
pub(super) fn named(errand: &AdminErrand, from_end: usize) -> Result<PaperName, HttpError> {
    paper_name(&errand.segment_from_end(from_end)?)
}

pub(super) fn paper_name(text: &str) -> Result<PaperName, HttpError> {
    text.parse().map_err(|_not_one| invalid("name", NAME, "不合要求", "it is none"))
}

/// The address of a paper.
pub(super) fn address(kind: &str, name: &PaperName) -> String {
    format!("/admin/v1/{kind}/{}", utf8_percent_encode(name.as_str(), NON_ALPHANUMERIC))
}
