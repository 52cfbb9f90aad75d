//! `/admin/v1/account`: one's own password and second factor. No token may come here, because
//! it needs `manage_own_account`, for which there is no scope.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::schema::{
    AccountAnswer, AdminProblem, PasswordAgainRequest, PasswordRequest, SecondFactorRequest,
    TotpKeyAnswer,
};
use super::{AdminErrand, AdminError, told};
use crate::domain::pass::PassHash;
use crate::domain::password::Password;
use crate::domain::second_factor::TotpKey;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::invalid;
use crate::http::reply::Reply;

/// The members of a new password.
pub(in crate::http) const PASSWORD_KNOWN: &[&str] = &["old_password", "password"];
/// The members of a password said again.
pub(in crate::http) const AGAIN_KNOWN: &[&str] = &["password"];
/// The members of a second factor.
pub(in crate::http) const FACTOR_KNOWN: &[&str] = &["password", "key", "code"];

/// Under which name an authenticator app lists the account.
const ISSUER: &str = "Yizhan";

/// Changes one's own password. Sessions in other browsers end.
#[utoipa::path(
    put,
    path = "/admin/v1/account/password",
    tag = "session",
    operation_id = "change_password",
    request_body = PasswordRequest,
    responses(
        (status = 200, description = "It is changed.", body = AccountAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn change_password(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let mut members = Members::read(&errand.body, PASSWORD_KNOWN)?;
        let old = Password::typed(&members.needed_text("old_password")?);
        let new = Password::typed(&members.needed_text("password")?);
        let (registry, session) = (errand.site.app.registry(), session(&errand)?);
        let changed = registry.change_password(&errand.actor, session, &old, &new).await?;
        told(&AccountAnswer::of(&changed))
    })
}

/// A new key for an authenticator app. Nothing changes until a code of it is sent.
#[utoipa::path(
    post,
    path = "/admin/v1/account/second-factor/key",
    tag = "session",
    operation_id = "new_second_factor_key",
    responses(
        (status = 200, description = "The key.", body = TotpKeyAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn new_key(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let key = errand.site.app.registry().new_totp_key();
        let name = utf8_percent_encode(&errand.actor.name, NON_ALPHANUMERIC).to_string();
        told(&TotpKeyAnswer { key: key.to_base32(), address: key.address(ISSUER, &name) })
    })
}

/// From now on a code of this key is needed to sign in. Sessions in other browsers end.
#[utoipa::path(
    put,
    path = "/admin/v1/account/second-factor",
    tag = "session",
    operation_id = "set_second_factor",
    request_body = SecondFactorRequest,
    responses(
        (status = 200, description = "It is set.", body = AccountAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn set_factor(errand: AdminErrand) -> Running {
    Box::pin(async move { set(&errand).await })
}

async fn set(errand: &AdminErrand) -> Result<Reply, HttpError> {
    let mut members = Members::read(&errand.body, FACTOR_KNOWN)?;
    let password = Password::typed(&members.needed_text("password")?);
    let key = members.needed_text("key")?;
    let code = members.needed_text("code")?;
    let key = TotpKey::from_base32(key.trim()).ok_or_else(|| {
        let expected = Said::fixed(
            "POST /admin/v1/account/second-factor/key 给出的密钥",
            "the key that POST /admin/v1/account/second-factor/key has answered",
        );
        invalid("key", expected, "不是 32 位 base32 密钥", "it is no key of 32 letters in base 32")
    })?;
    let (registry, session) = (errand.site.app.registry(), session(errand)?);
    let changed = registry.set_second_factor(&errand.actor, session, &password, key, &code);
    told(&AccountAnswer::of(&changed.await?))
}

/// From now on the password is enough.
#[utoipa::path(
    post,
    path = "/admin/v1/account/second-factor/removal",
    tag = "session",
    operation_id = "remove_second_factor",
    request_body = PasswordAgainRequest,
    responses(
        (status = 200, description = "It is removed.", body = AccountAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn remove_factor(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let mut members = Members::read(&errand.body, AGAIN_KNOWN)?;
        let password = Password::typed(&members.needed_text("password")?);
        let registry = errand.site.app.registry();
        let changed = registry.remove_second_factor(&errand.actor, &password).await?;
        told(&AccountAnswer::of(&changed))
    })
}

/// The session of who asks; a token has none.
fn session(errand: &AdminErrand) -> Result<&PassHash, HttpError> {
    errand.entered.session.as_ref().ok_or(AdminError::SessionNeeded.into())
}
