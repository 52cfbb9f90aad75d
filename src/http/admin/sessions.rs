//! `/admin/v1/session` and `/admin/v1/sessions`: signing in and out, and who one is.

use axum::http::header;

use super::schema::{
    AccountAnswer, AdminProblem, OpenSession, RightAnswer, SessionAnswer, SessionsAnswer,
    SignInRequest,
};
use super::{AdminErrand, OpenErrand, cookies, done, told};
use crate::domain::pass::IDLE;
use crate::domain::password::Password;
use crate::domain::role::{Action, Actor, Through, may};
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::service::people::{From, SignIn};

/// The members of a sign-in.
pub(in crate::http) const KNOWN: &[&str] = &["name", "password", "code"];

/// Signs in. The answer gives the browser a session's cookie; `X-CSRF-Token` must say the
/// answer's `csrf` with every write from then on. When the account has a second factor the
/// answer is 401 `code-needed` first: send all again with `code`.
#[utoipa::path(
    post,
    path = "/admin/v1/session",
    tag = "session",
    operation_id = "sign_in",
    security(),
    request_body = SignInRequest,
    responses(
        (status = 200, description = "Signed in.", body = SessionAnswer),
        (status = 401, description = "Name and password do not belong together, or a code is needed too.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries; see `Retry-After`.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn sign_in(errand: OpenErrand) -> Running {
    Box::pin(async move { let_in(&errand).await })
}

async fn let_in(errand: &OpenErrand) -> Result<Reply, HttpError> {
    let site = &errand.site;
    let mut members = Members::read(&errand.body, KNOWN)?;
    let name = members.needed_text("name")?;
    let password = Password::typed(&members.needed_text("password")?);
    let code = members.text("code")?;
    let agent = errand.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let client = errand.client.key();
    let from = From {
        client: &client,
        network: errand.client.to_string(),
        agent: agent.unwrap_or(""),
        device: cookies::device(site, &errand.headers),
        session: cookies::session(site, &errand.headers),
    };
    let said = SignIn { name: &name, password: &password, code: code.as_deref(), from };
    let signed_in = site.app.registry().sign_in(said).await?;
    let csrf = Some(signed_in.session.csrf());
    let account = AccountAnswer::of(&signed_in.account);
    let reply = told(&who(&signed_in.actor, account, csrf, signed_in.ends_at))?;
    Ok(cookies::given(site, reply, &signed_in.session, &signed_in.device))
}

/// Who one is, what one may do, and what `X-CSRF-Token` must say.
#[utoipa::path(
    get,
    path = "/admin/v1/session",
    tag = "session",
    operation_id = "who_am_i",
    responses(
        (status = 200, description = "Who one is.", body = SessionAnswer),
        (status = "4XX", description = "What is wrong; 401 when nobody is signed in.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn whoami(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let session = cookies::session(&errand.site, &errand.headers);
        let csrf = session.filter(|_| errand.entered.session.is_some());
        let account = AccountAnswer::of(&errand.entered.account);
        let csrf = csrf.map(|session| session.csrf());
        told(&who(&errand.actor, account, csrf, errand.entered.ends_at))
    })
}

fn who(
    actor: &Actor,
    account: AccountAnswer,
    csrf: Option<String>,
    ends_at: chrono::DateTime<chrono::Utc>,
) -> SessionAnswer {
    let through = match actor.through {
        Through::Console => "console",
        Through::Api { .. } => "api",
        Through::CommandLine => "command_line",
    };
    SessionAnswer {
        account,
        rights: RightAnswer::all_of(actor.role, |action: Action| may(actor, action, None).is_ok()),
        through: through.to_owned(),
        csrf,
        ends_at,
        idle_s: IDLE.num_seconds().unsigned_abs(),
    }
}

/// Signs out in this browser. A token is not ended by it: revoke that.
#[utoipa::path(
    delete,
    path = "/admin/v1/session",
    tag = "session",
    operation_id = "sign_out",
    responses(
        (status = 204, description = "Signed out."),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn sign_out(errand: AdminErrand) -> Running {
    Box::pin(async move {
        if let Some(session) = &errand.entered.session {
            errand.site.app.registry().sign_out(session).await?;
        }
        Ok(cookies::taken(&errand.site, done()))
    })
}

/// Where one is signed in.
#[utoipa::path(
    get,
    path = "/admin/v1/sessions",
    tag = "session",
    operation_id = "list_sessions",
    responses(
        (status = 200, description = "The sessions that hold, the newest first.", body = SessionsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let all = errand.site.app.registry().sessions(errand.actor.account).await?;
        let this = errand.entered.session.as_ref();
        let told_of = |session: crate::domain::pass::Session| {
            let is_this = this == Some(&session.hash);
            OpenSession::of(session, is_this)
        };
        told(&SessionsAnswer { sessions: all.into_iter().map(told_of).collect() })
    })
}

/// Signs out everywhere, here too.
#[utoipa::path(
    delete,
    path = "/admin/v1/sessions",
    tag = "session",
    operation_id = "sign_out_everywhere",
    responses(
        (status = 204, description = "Signed out."),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn sign_out_everywhere(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let registry = errand.site.app.registry();
        registry.sign_out_everywhere(&errand.actor, errand.actor.account).await?;
        Ok(cookies::taken(&errand.site, done()))
    })
}
