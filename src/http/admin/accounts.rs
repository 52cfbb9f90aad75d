//! `/admin/v1/accounts`: administrators keep who may sign in, as what, and where.

use std::borrow::Cow;

use axum::http::{StatusCode, header};

use super::precondition::{expected_version, tagged};
use super::schema::{
    AccountAnswer, AccountRequest, AccountsAnswer, AdminProblem, NewAccountAnswer,
    NewAccountRequest, ReasonRequest, SetupLinkAnswer,
};
use super::{AdminErrand, AdminError, done, told};
use crate::domain::account::{Account, AccountState};
use crate::domain::area::InvalidAreaCode;
use crate::domain::pass::{LINK, PassSecret};
use crate::domain::role::{AccountId, Role};
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::{Words, invalid};
use crate::http::public_url::PublicUrl;
use crate::http::reply::Reply;
use crate::service::people::{MAX_GRANTS, NewPerson, PeopleError, PersonFacts};

/// The members of an account that is changed.
pub(in crate::http) const KNOWN: &[&str] = &["display_name", "role", "areas", "units", "state"];
/// The members of a new account.
pub(in crate::http) const NEW_KNOWN: &[&str] =
    &["name", "display_name", "role", "areas", "units", "state"];

/// The members of erasing one.
pub(in crate::http) const ERASE_KNOWN: &[&str] = &["reason"];

/// The words of `role`.
pub(in crate::http) const ROLES: Words<Role> =
    Words { what: Said::fixed("角色", "roles"), all: Role::ALL, key: |role| role.key() };

/// The words of `state`.
const STATES: Words<AccountState> = Words {
    what: Said::fixed("账号状态", "states"),
    all: &[AccountState::Active, AccountState::Locked],
    key: |state| match state {
        AccountState::Active => "active",
        AccountState::Locked => "locked",
        AccountState::Erased => "erased",
    },
};

/// Every account.
#[utoipa::path(
    get,
    path = "/admin/v1/accounts",
    tag = "accounts",
    operation_id = "list_accounts",
    responses(
        (status = 200, description = "The accounts, by name.", body = AccountsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let accounts = errand.site.app.registry().accounts().await?;
        told(&AccountsAnswer { accounts: accounts.iter().map(AccountAnswer::of).collect() })
    })
}

/// One account.
#[utoipa::path(
    get,
    path = "/admin/v1/accounts/{id}",
    tag = "accounts",
    operation_id = "get_account",
    params(("id" = String, Path, description = "The account's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The account.", body = AccountAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let account = errand.site.app.registry().read_account(account_at(&errand, 0)?).await?;
        with_version(&account)
    })
}

/// Makes an account. Its owner sets the password with the link of the answer, which is told this
/// once: nobody else ever knows the password.
#[utoipa::path(
    post,
    path = "/admin/v1/accounts",
    tag = "accounts",
    operation_id = "add_account",
    request_body = NewAccountRequest,
    responses(
        (status = 201, description = "The account and its link.", body = NewAccountAnswer),
        (status = "4XX", description = "What is wrong; 409 when the name is taken.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn add(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let mut members = Members::read(&errand.body, NEW_KNOWN)?;
        let name = members.needed_text("name")?;
        let facts = facts(&mut members, AccountState::Active)?;
        let registry = errand.site.app.registry();
        let new = NewPerson { name, facts };
        let (account, secret) = registry.add_account(&errand.actor, new).await?;
        let expires_at = account.created_at + LINK;
        let setup_link = SetupLinkAnswer { link: link(&errand, &secret), expires_at };
        let address = format!("/admin/v1/accounts/{}", account.id);
        let answer = NewAccountAnswer { account: AccountAnswer::of(&account), setup_link };
        let reply = told(&answer)?.with_status(StatusCode::CREATED);
        Ok(tagged(reply.with_header(header::LOCATION, &address), account.version))
    })
}

/// Changes what is decided about somebody: all of it, so that what is not given is none. Other
/// rights end their sessions.
#[utoipa::path(
    put,
    path = "/admin/v1/accounts/{id}",
    tag = "accounts",
    operation_id = "change_account",
    params(
        ("id" = String, Path, description = "The account's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = AccountRequest,
    responses(
        (status = 200, description = "The account as it is now.", body = AccountAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = 412, description = "Somebody has changed it meanwhile; `current` is what is there now.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong; 409 when the last administrator would go.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn change(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (id, expected) = (account_at(&errand, 0)?, expected_version(&errand.headers)?);
        let registry = errand.site.app.registry();
        let before = registry.read_account(id).await?;
        let mut members = Members::read(&errand.body, KNOWN)?;
        let facts = facts(&mut members, before.person.state)?;
        with_version(&registry.change_account(&errand.actor, id, expected, facts).await?)
    })
}

/// A new link with which somebody sets a password, also a forgotten one. It is told this once.
#[utoipa::path(
    post,
    path = "/admin/v1/accounts/{id}/setup-link",
    tag = "accounts",
    operation_id = "new_setup_link",
    params(("id" = String, Path, description = "The account's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 201, description = "The link.", body = SetupLinkAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn new_setup_link(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = account_at(&errand, 1)?;
        let (secret, made) = errand.site.app.registry().new_setup_link(&errand.actor, id).await?;
        let answer = SetupLinkAnswer { link: link(&errand, &secret), expires_at: made.expires_at };
        Ok(told(&answer)?.with_status(StatusCode::CREATED))
    })
}

/// Ends all sessions of somebody.
#[utoipa::path(
    delete,
    path = "/admin/v1/accounts/{id}/sessions",
    tag = "accounts",
    operation_id = "sign_somebody_out",
    params(("id" = String, Path, description = "The account's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 204, description = "They are signed out everywhere."),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn end_sessions(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = account_at(&errand, 1)?;
        errand.site.app.registry().sign_out_everywhere(&errand.actor, id).await?;
        Ok(done())
    })
}

/// Takes somebody's second factor away: the phone is lost. Their sessions end.
#[utoipa::path(
    delete,
    path = "/admin/v1/accounts/{id}/second-factor",
    tag = "accounts",
    operation_id = "reset_second_factor",
    params(("id" = String, Path, description = "The account's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA")),
    responses(
        (status = 200, description = "The account as it is now.", body = AccountAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn reset_second_factor(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let id = account_at(&errand, 1)?;
        let registry = errand.site.app.registry();
        with_version(&registry.reset_second_factor(&errand.actor, id).await?)
    })
}

/// Leaves a stub of an account, because its owner asks to be forgotten: its names are gone, from
/// the logs too, and nobody enters with it again. What was done with it stays, under the stub's
/// name.
#[utoipa::path(
    post,
    path = "/admin/v1/accounts/{id}/erasure",
    tag = "accounts",
    operation_id = "erase_account",
    params(
        ("id" = String, Path, description = "The account's identifier.", example = "01JD8V5T6MZ0Q4W8YKX3N7R2PA"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"3\""),
    ),
    request_body = ReasonRequest,
    responses(
        (status = 200, description = "The stub.", body = AccountAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong: 409 for one's own account and the last administrator's, 412 and 428 as for `PUT`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn erase(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let (id, expected) = (account_at(&errand, 1)?, expected_version(&errand.headers)?);
        let mut members = Members::read(&errand.body, ERASE_KNOWN)?;
        let reason = members.text("reason")?.unwrap_or_default();
        let registry = errand.site.app.registry();
        with_version(&registry.erase_account(&errand.actor, id, expected, &reason).await?)
    })
}

/// The account that the path names, in the segment counted from its end.
pub(super) fn account_at(errand: &AdminErrand, from_end: usize) -> Result<AccountId, HttpError> {
    errand.segment_from_end(from_end)?.parse().map_err(|_| AdminError::UnknownAccount.into())
}

fn with_version(account: &Account) -> Result<Reply, HttpError> {
    Ok(tagged(told(&AccountAnswer::of(account))?, account.version))
}

fn facts(members: &mut Members, state: AccountState) -> Result<PersonFacts, HttpError> {
    let display_name = members.needed_text("display_name")?;
    let role = members.needed_word("role", &ROLES)?;
    let areas = granted(members, "areas")?;
    let areas = areas.iter().map(|code| code.trim().parse()).collect::<Result<_, _>>();
    let areas = areas.map_err(|InvalidAreaCode(code)| {
        PeopleError::UnknownArea(code.chars().take(40).collect())
    })?;
    let units = granted(members, "units")?.into_iter().collect();
    let state = members.word("state", &STATES)?.unwrap_or(state);
    Ok(PersonFacts { display_name, role, areas, units, state })
}

fn granted(members: &mut Members, name: &'static str) -> Result<Vec<String>, HttpError> {
    let codes = members.texts(name)?.unwrap_or_default();
    if codes.len() <= MAX_GRANTS {
        return Ok(codes);
    }
    let expected =
        Said::made(format!("至多 {MAX_GRANTS} 项"), format!("at most {MAX_GRANTS} of them"));
    Err(invalid(name, expected, "太多", "there are too many"))
}

/// The address of a link, as this server is seen from outside. The secret stands in its
/// fragment, which browsers send to nobody.
fn link(errand: &AdminErrand, secret: &PassSecret) -> String {
    let told = errand.site.public_url.as_ref().map(Cow::Borrowed);
    let url = told.or_else(|| PublicUrl::as_asked(&errand.headers).map(Cow::Owned));
    url.map_or_else(|| setup_path(secret), |url| setup_link(&url, secret))
}

/// The address at which a link's holder sets a password, on a server that is seen there.
pub fn setup_link(server: &PublicUrl, secret: &PassSecret) -> String {
    server.of(&setup_path(secret))
}

fn setup_path(secret: &PassSecret) -> String {
    format!("/staff#setup={}", secret.text())
}
