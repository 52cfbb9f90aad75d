//! `/api/v1/site`: whose site this is, for pages that name no district themselves.

use serde_json::json;

use super::schema::SiteAnswer;
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::http::site::Call;

/// The district's names, where its maps begin, its time zone and who publishes its ledger.
#[utoipa::path(
    get,
    path = "/api/v1/site",
    tag = "district",
    operation_id = "get_site",
    responses(
        (status = 200, description = "The district and its publisher.", body = SiteAnswer),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    let district = &call.app().district;
    let answer = json!({
        "name": district.name,
        "city": district.city,
        "centre": { "lon": district.centre.lon(), "lat": district.centre.lat() },
        "time_zone": district.zone.name(),
        "publisher": district.publisher,
        "basemap": call.site.basemap.get().cloned().unwrap_or_default().description,
        "has_wechat": call.site.wechat.get().is_some(),
        "has_sample": call.snapshot().has_sample(),
        "has_pack": call.app().pack().is_some(),
    });
    Ok(Reply::json(answer.to_string().into_bytes()))
}
