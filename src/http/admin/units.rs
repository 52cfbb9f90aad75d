//! `/admin/v1/units`: who keeps records, for forms and filters.

use super::schema::{AdminProblem, UnitAnswer, UnitsAnswer};
use super::{AdminErrand, told};
use crate::http::errand::Running;
use crate::http::params::Query;

/// The units of the district, in its own order.
#[utoipa::path(
    get,
    path = "/admin/v1/units",
    tag = "ledger",
    operation_id = "list_units",
    responses(
        (status = 200, description = "The units.", body = UnitsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let data = errand.site.app.data();
        let units = data.units.iter().map(|unit| UnitAnswer {
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.clone(),
            area: unit.area.as_ref().map(ToString::to_string),
        });
        told(&UnitsAnswer { units: units.collect() })
    })
}
