//! `/admin/v1/amenities`: the catalogue of what stations may offer.

use super::documents::{version_at, versions_of};
use super::precondition::{expected_version, tagged};
use super::schema::{
    AdminProblem, AmenityChangeAnswer, AmenityEntry, CatalogueAnswer, CataloguePlanAnswer,
    CatalogueRequest, DocumentVersionsAnswer,
};
use super::{AdminErrand, told};
use crate::domain::amenity_catalogue::{AmenityCatalogue, CataloguedAmenity, GivenAmenity};
use crate::domain::document::AMENITIES;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::{Query, missing};
use crate::http::reply::Reply;
use crate::service::district::amenities::{
    KeptCatalogue, catalogue, earlier_catalogue, icons, plan_catalogue, put_catalogue,
};
use crate::service::stations::By;

/// The members of a catalogue that is to be kept.
pub(in crate::http) const KNOWN: &[&str] = &["amenities", "reason"];

const LIST: Said = Said::fixed(
    "一列设施，例如 [{\"key\":\"sewing_kit\",\"zh\":\"针线包\",\"en\":\"Sewing kit\"}]",
    "a list of amenities, e.g. [{\"key\":\"sewing_kit\",\"zh\":\"针线包\",\"en\":\"Sewing kit\"}]",
);

/// The catalogue of amenities.
#[utoipa::path(
    get,
    path = "/admin/v1/amenities",
    tag = "district",
    operation_id = "get_amenities",
    responses(
        (status = 200, description = "The catalogue.", body = CatalogueAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        answer(&catalogue(&*errand.site.app.store).await?)
    })
}

/// Keeps a catalogue. Nothing is taken out of one: what the list leaves out is retired, and
/// stations keep what they have.
#[utoipa::path(
    put,
    path = "/admin/v1/amenities",
    tag = "district",
    operation_id = "put_amenities",
    params(("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"1\"")),
    request_body = CatalogueRequest,
    responses(
        (status = 200, description = "The catalogue as it is now.", body = CatalogueAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = 412, description = "Somebody has changed it meanwhile; `current` has the version that is there now.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with the amenities.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn put(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let seen = expected_version(&errand.headers)?;
        let (given, reason) = given(&errand)?;
        let app = &errand.site.app;
        let by = By { actor: &errand.actor, reason };
        answer(&put_catalogue(&*app.store, &*app.clock, &by, given, seen).await?)
    })
}

/// What a list would make of the catalogue. Nothing is written.
#[utoipa::path(
    post,
    path = "/admin/v1/amenities/plan",
    tag = "district",
    operation_id = "plan_amenities",
    request_body = CatalogueRequest,
    responses(
        (status = 200, description = "What it would change.", body = CataloguePlanAnswer, headers(("ETag" = String, description = "The version that is there now, for `If-Match`."))),
        (status = 422, description = "What is wrong with the amenities.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn plan(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let (given, reason) = given(&errand)?;
        let by = By { actor: &errand.actor, reason };
        let plan = plan_catalogue(&*errand.site.app.store, &by, given).await?;
        let changes = plan.changes.iter().map(|change| AmenityChangeAnswer {
            before: change.before.as_ref().map(entry),
            after: entry(&change.after),
        });
        let shown = CataloguePlanAnswer {
            version: plan.version,
            amenities: entries(&plan.after),
            changes: changes.collect(),
            reordered: plan.is_reordered,
        };
        Ok(tagged(told(&shown)?, plan.version))
    })
}

/// Every version of the catalogue, newest first.
#[utoipa::path(
    get,
    path = "/admin/v1/amenities/versions",
    tag = "district",
    operation_id = "list_amenities_versions",
    responses(
        (status = 200, description = "The versions.", body = DocumentVersionsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list_versions(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        versions_of(&errand, AMENITIES.to_owned()).await
    })
}

/// A version of the catalogue. To bring it back, keep its amenities again: those that came later
/// are retired by it.
#[utoipa::path(
    get,
    path = "/admin/v1/amenities/versions/{version}",
    tag = "district",
    operation_id = "get_amenities_version",
    params(("version" = u64, Path, description = "The version.", example = 1)),
    responses(
        (status = 200, description = "The catalogue as it was; `version` is the one that was asked for.", body = CatalogueAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read_version(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let number = version_at(&errand)?;
        told(&shown(&earlier_catalogue(&*errand.site.app.store, number).await?))
    })
}

/// The list in a body, and why it is sent.
fn given(errand: &AdminErrand) -> Result<(Vec<GivenAmenity>, String), HttpError> {
    let mut members = Members::read(&errand.body, KNOWN)?;
    let reason = members.text("reason")?.unwrap_or_default();
    let list = members.parts("amenities", LIST)?.ok_or_else(|| missing("amenities", LIST))?;
    Ok((list, reason))
}

fn answer(kept: &KeptCatalogue) -> Result<Reply, HttpError> {
    Ok(tagged(told(&shown(kept))?, kept.version))
}

fn shown(kept: &KeptCatalogue) -> CatalogueAnswer {
    CatalogueAnswer {
        version: kept.version,
        amenities: entries(&kept.catalogue),
        icons: icons().to_vec(),
    }
}

fn entries(catalogue: &AmenityCatalogue) -> Vec<AmenityEntry> {
    catalogue.all().iter().map(entry).collect()
}

fn entry(amenity: &CataloguedAmenity) -> AmenityEntry {
    let CataloguedAmenity { amenity, bit: _, zh, en, synonyms, icon, retired } = amenity.clone();
    AmenityEntry { key: amenity.to_string(), zh, en, synonyms, icon, retired }
}
