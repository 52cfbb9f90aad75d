//! `/api/v1/wechat/signature`: what a page needs to be let into WeChat's JS-SDK.

use serde_json::json;

use super::schema::{Problem, WeChatSignatureAnswer};
use crate::http::errand::{Errand, Running};
use crate::http::error::{HttpError, Said};
use crate::http::params::{Query, invalid, missing};
use crate::http::reply::{Cache, Reply};
use crate::http::wechat_error::WeChatTrouble;

/// The parameters.
pub(in crate::http) const KNOWN: &[&str] = &["url"];

const EXPECTED: Said = Said::fixed(
    "网页自身的完整地址，不含 # 及其后内容",
    "the page's own full address, without # and what stands behind it",
);

/// Signs a page of this site for WeChat's JS-SDK. What it answers is given to `wx.config` as it
/// is. By default there is nothing here; operators set it up with an account of theirs.
#[utoipa::path(
    get,
    path = "/api/v1/wechat/signature",
    tag = "district",
    operation_id = "sign_for_wechat",
    params(
        ("url" = String, Query, description = "The page's own full address, without `#` and what stands behind it; it must lie under the server's public URL.", example = "https://yizhan.example/s/AB-001-0001"),
    ),
    responses(
        (status = 200, description = "The signature.", body = WeChatSignatureAnswer),
        (status = 400, description = "The address is missing, or is none of this site.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The operator has not set up WeChat's JS-SDK.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "There is no ticket to sign with at present.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: Errand) -> Running {
    Box::pin(async move { signed(&errand).await })
}

async fn signed(errand: &Errand) -> Result<Reply, HttpError> {
    let query = Query::read(errand.uri.query(), KNOWN)?;
    let site = &errand.site;
    let (Some(wechat), Some(public_url)) = (site.wechat.get(), &site.public_url) else {
        return Err(WeChatTrouble::NotSetUp.into());
    };
    let url = query.get("url")?.ok_or_else(|| missing("url", EXPECTED))?;
    // Our name must not be put under pages of others.
    if !public_url.is_of(&url) || url.contains('#') {
        let zh = format!("不是本站的网页地址：应以 {public_url} 开头，且不含 #");
        let en = format!("it is no page of this site: it begins with {public_url} and has no #");
        return Err(invalid("url", EXPECTED, &zh, &en));
    }
    let signature = wechat.sign(&url, &*site.app.clock).await.map_err(|error| {
        tracing::error!(%error, "a page cannot be signed for WeChat");
        WeChatTrouble::TicketAway
    })?;
    let answer = json!({
        "app_id": signature.app_id,
        "timestamp_s": signature.timestamp_s,
        "nonce": signature.nonce,
        "signature": signature.signature,
    });
    Ok(Reply::json(answer.to_string().into_bytes()).cached(Cache::Never))
}
