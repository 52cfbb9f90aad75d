//! `/admin/v1/setup`: a password is set with a link that was made for its owner.

use super::schema::{AccountAnswer, AdminProblem, SetupLinkHolder, SetupLinkRequest, SetupRequest};
use super::{AdminError, OpenErrand, told};
use crate::domain::pass::PassSecret;
use crate::domain::password::Password;
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::service::people::{FirstPerson, LinkFor};

/// The members of a set-up.
pub(in crate::http) const KNOWN: &[&str] = &["token", "password", "name", "display_name"];
/// The members of a look at a link.
pub(in crate::http) const LINK_KNOWN: &[&str] = &["token"];

/// For whom a set-up link is, so that a page can say it before a password is typed.
#[utoipa::path(
    post,
    path = "/admin/v1/setup/link",
    tag = "session",
    operation_id = "read_setup_link",
    security(),
    request_body = SetupLinkRequest,
    responses(
        (status = 200, description = "It holds.", body = SetupLinkHolder),
        (status = "4XX", description = "What is wrong; 410 when the link was used or has expired.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn look(errand: OpenErrand) -> Running {
    Box::pin(async move {
        let mut members = Members::read(&errand.body, LINK_KNOWN)?;
        let secret = secret(&mut members)?;
        let (link, whose) = errand.site.app.registry().read_setup_link(&secret).await?;
        let person = match whose {
            LinkFor::FirstAdministrator => None,
            LinkFor::Owner(account) => Some(account.person),
        };
        told(&SetupLinkHolder {
            name: person.as_ref().map(|person| person.name.to_string()),
            display_name: person.map(|person| person.display_name),
            expires_at: link.expires_at,
        })
    })
}

/// Sets a password with a link, once. The first administrator also says how to be called. Sign
/// in afterwards: nobody is signed in by this, and all sessions of the account end.
#[utoipa::path(
    post,
    path = "/admin/v1/setup",
    tag = "session",
    operation_id = "set_up",
    security(),
    request_body = SetupRequest,
    responses(
        (status = 200, description = "The password is set.", body = AccountAnswer),
        (status = "4XX", description = "What is wrong; 410 when the link was used or has expired.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn answer(errand: OpenErrand) -> Running {
    Box::pin(async move { set_up(&errand).await })
}

async fn set_up(errand: &OpenErrand) -> Result<Reply, HttpError> {
    let mut members = Members::read(&errand.body, KNOWN)?;
    let password = Password::typed(&members.needed_text("password")?);
    let name = members.text("name")?.unwrap_or_default();
    let display_name = members.text("display_name")?.unwrap_or_else(|| name.clone());
    let secret = secret(&mut members)?;
    let first = FirstPerson { name, display_name };
    let account = errand.site.app.registry().set_up(&secret, first, &password).await?;
    told(&AccountAnswer::of(&account))
}

fn secret(members: &mut Members) -> Result<PassSecret, HttpError> {
    let text = members.needed_text("token")?;
    PassSecret::from_text(text.trim()).ok_or(AdminError::LinkSpent.into())
}
