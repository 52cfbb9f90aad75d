//! Tokens for programs: `/admin/v1/account/tokens` for one's own, and
//! `/admin/v1/accounts/{id}/tokens` for administrators, who see and revoke those of others but
//! make none: whatever a token does, its owner has let it.

use axum::http::StatusCode;
use ulid::Ulid;

use super::accounts::account_at;
use super::schema::{AdminProblem, NewTokenAnswer, TokenAnswer, TokenRequest, TokensAnswer};
use super::{AdminErrand, AdminError, done, told};
use crate::domain::role::{AccountId, Scope};
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::{Words, instant, missing, one_of};
use crate::http::reply::Reply;
use crate::service::people::NewToken;

/// The members of a token.
pub(in crate::http) const KNOWN: &[&str] = &["name", "scopes", "expires_at"];

/// The words of `scopes`.
pub(in crate::http) const SCOPES: Words<Scope> =
    Words { what: Said::fixed("范围", "scopes"), all: Scope::ALL, key: |scope| scope.key() };

/// One's own tokens.
#[utoipa::path(
    get,
    path = "/admin/v1/account/tokens",
    tag = "tokens",
    operation_id = "list_own_tokens",
    responses(
        (status = 200, description = "The tokens.", body = TokensAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list_own(errand: AdminErrand) -> Running {
    Box::pin(async move { list(&errand, errand.actor.account).await })
}

/// The tokens of somebody.
#[utoipa::path(
    get,
    path = "/admin/v1/accounts/{id}/tokens",
    tag = "tokens",
    operation_id = "list_tokens",
    params(("id" = String, Path, description = "The account's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The tokens.", body = TokensAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list_of(errand: AdminErrand) -> Running {
    Box::pin(async move { list(&errand, account_at(&errand, 1)?).await })
}

async fn list(errand: &AdminErrand, owner: AccountId) -> Result<Reply, HttpError> {
    let tokens = errand.site.app.registry().tokens(owner).await?;
    told(&TokensAnswer { tokens: tokens.into_iter().map(TokenAnswer::of).collect() })
}

/// Makes a token of one's own. It is told this once.
#[utoipa::path(
    post,
    path = "/admin/v1/account/tokens",
    tag = "tokens",
    operation_id = "add_token",
    request_body = TokenRequest,
    responses(
        (status = 201, description = "The token.", body = NewTokenAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn add(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let new = new_token(&errand)?;
        let (token, secret) = errand.site.app.registry().add_token(&errand.actor, new).await?;
        let answer = NewTokenAnswer { token: TokenAnswer::of(token), secret: secret.token_text() };
        Ok(told(&answer)?.with_status(StatusCode::CREATED))
    })
}

fn new_token(errand: &AdminErrand) -> Result<NewToken, HttpError> {
    const ENDS: Said = Said::fixed(
        "失效时刻，RFC 3339，例如 2027-03-01T00:00:00+08:00",
        "when it ends, RFC 3339, e.g. 2027-03-01T00:00:00+08:00",
    );
    let mut members = Members::read(&errand.body, KNOWN)?;
    let name = members.needed_text("name")?;
    let scopes = members.texts("scopes")?.ok_or_else(|| missing("scopes", SCOPES.expected()))?;
    let scopes = scopes
        .iter()
        .map(|word| one_of("scopes", word.trim(), &SCOPES))
        .collect::<Result<_, _>>()?;
    let ends = members.text("expires_at")?.ok_or_else(|| missing("expires_at", ENDS))?;
    let expires_at = instant("expires_at", &ends, ENDS)?;
    Ok(NewToken { name, scopes, expires_at })
}

/// Ends one of one's own tokens for good.
#[utoipa::path(
    delete,
    path = "/admin/v1/account/tokens/{token}",
    tag = "tokens",
    operation_id = "revoke_own_token",
    params(("token" = String, Path, description = "The token's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 204, description = "It lets nobody in any more."),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn revoke_own(errand: AdminErrand) -> Running {
    Box::pin(async move { revoke(&errand, errand.actor.account).await })
}

/// Ends somebody's token for good.
#[utoipa::path(
    delete,
    path = "/admin/v1/accounts/{id}/tokens/{token}",
    tag = "tokens",
    operation_id = "revoke_token",
    params(
        ("id" = String, Path, description = "The account's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("token" = String, Path, description = "The token's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
    ),
    responses(
        (status = 204, description = "It lets nobody in any more."),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn revoke_of(errand: AdminErrand) -> Running {
    Box::pin(async move { revoke(&errand, account_at(&errand, 2)?).await })
}

async fn revoke(errand: &AdminErrand, owner: AccountId) -> Result<Reply, HttpError> {
    let token: Ulid = errand.segment_from_end(0)?.parse().map_err(|_| AdminError::UnknownToken)?;
    errand.site.app.registry().revoke_token(&errand.actor, owner, token).await?;
    Ok(done())
}
