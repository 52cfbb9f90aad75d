//! What can go wrong at the door for staff and behind it.

use axum::http::{HeaderName, HeaderValue, header};
use serde_json::{Map, Value, json};
use thiserror::Error;

use super::schema::AccountAnswer;
use crate::domain::account::MAX_DISPLAY_NAME_CHARS;
use crate::domain::pass::MAX_TOKEN_NAME_CHARS;
use crate::domain::password::{MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS, WeakPassword};
use crate::domain::role::Forbidden;
use crate::http::error::{HttpError, Said};
use crate::http::params::invalid;
use crate::http::problem_types::{self as types, ProblemType};
use crate::http::write_error::WriteError;
use crate::service::people::PeopleError;

/// Everything that keeps staff from what they ask. As with [`HttpError`], the `Display` text
/// repeats nothing that a client sent.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AdminError {
    /// No session and no token, or one that is over.
    #[error("not signed in")]
    NotSignedIn,
    /// Name and password do not belong together.
    #[error("wrong name or password")]
    WrongNameOrPassword,
    /// A code of the second factor is needed too.
    #[error("a code is needed")]
    CodeNeeded,
    /// The code is wrong or was used before.
    #[error("wrong code")]
    WrongCode,
    /// The password that must be said again is wrong.
    #[error("wrong password")]
    WrongPassword,
    /// An administrator has locked the account.
    #[error("the account is locked")]
    Locked,
    /// A write of a session without its CSRF token.
    #[error("the CSRF token is missing")]
    Csrf,
    /// The person may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Only who is signed in may, not a token.
    #[error("a session is needed")]
    SessionNeeded,
    /// Too many tries in vain.
    #[error("too many tries")]
    Wait {
        /// Until another one is looked at, seconds.
        retry_after_s: u64,
    },
    /// The name is another's.
    #[error("the name is taken")]
    NameTaken,
    /// Nobody erases the account with which they do it.
    #[error("the own account")]
    OwnAccount,
    /// Nobody would be left who can let others in.
    #[error("the last administrator")]
    LastAdministrator,
    /// There is no such account.
    #[error("unknown account")]
    UnknownAccount,
    /// There is no such token.
    #[error("unknown token")]
    UnknownToken,
    /// The link does not hold any more.
    #[error("the link is spent")]
    LinkSpent,
    /// A change that does not say which version it has seen.
    #[error("If-Match is missing")]
    PreconditionRequired,
    /// Somebody else has written meanwhile.
    #[error("changed meanwhile")]
    PreconditionFailed {
        /// What is there now, as an answer would tell it.
        current: Box<Value>,
    },
}

impl AdminError {
    pub(in crate::http) fn problem_type(&self) -> ProblemType {
        match self {
            Self::NotSignedIn => types::NOT_SIGNED_IN,
            Self::WrongNameOrPassword => types::WRONG_NAME_OR_PASSWORD,
            Self::CodeNeeded => types::CODE_NEEDED,
            Self::WrongCode => types::WRONG_CODE,
            Self::WrongPassword => types::WRONG_PASSWORD,
            Self::Locked => types::ACCOUNT_LOCKED,
            Self::Csrf => types::CSRF_TOKEN,
            Self::Forbidden(_) | Self::SessionNeeded => types::FORBIDDEN,
            Self::Wait { .. } => types::TOO_MANY_TRIES,
            Self::NameTaken => types::NAME_TAKEN,
            Self::OwnAccount => types::OWN_ACCOUNT,
            Self::LastAdministrator => types::LAST_ADMINISTRATOR,
            Self::UnknownAccount => types::UNKNOWN_ACCOUNT,
            Self::UnknownToken => types::UNKNOWN_TOKEN,
            Self::LinkSpent => types::LINK_SPENT,
            Self::PreconditionRequired => types::PRECONDITION_REQUIRED,
            Self::PreconditionFailed { .. } => types::PRECONDITION_FAILED,
        }
    }

    /// Headers that belong to the status.
    pub(in crate::http) fn headers(&self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::NotSignedIn | Self::WrongNameOrPassword | Self::CodeNeeded => Some((
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"yizhan\""),
            )),
            Self::Wait { retry_after_s } => {
                Some((header::RETRY_AFTER, HeaderValue::from(*retry_after_s)))
            }
            _ => None,
        }
    }

    /// Further members of the problem document.
    pub(in crate::http) fn members(&self) -> Map<String, Value> {
        let members = match self {
            Self::Forbidden(Forbidden::Role { role, action }) => {
                json!({ "action": action.key(), "reason": "role", "role": role.key() })
            }
            Self::Forbidden(Forbidden::NotOwn { action }) => {
                json!({ "action": action.key(), "reason": "not_own" })
            }
            Self::Forbidden(Forbidden::Scope { action, needed }) => {
                let scope = needed.map(|scope| scope.key());
                json!({ "action": action.key(), "reason": "scope", "scope": scope })
            }
            Self::SessionNeeded => json!({ "reason": "session" }),
            Self::Wait { retry_after_s } => json!({ "retry_after_s": retry_after_s }),
            Self::PreconditionFailed { current } => json!({ "current": current }),
            _ => return Map::new(),
        };
        match members {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    pub(in crate::http) fn detail(&self) -> Said {
        match self {
            Self::NotSignedIn => Said::fixed(
                "请先登录：登录已过期、已退出，或令牌无效。",
                "Sign in first: the session is over, or the token does not hold.",
            ),
            Self::WrongNameOrPassword => Said::fixed(
                "用户名或密码错误：请核对后再试，忘记密码请联系区管理员。",
                "Name and password do not belong together: check both, or ask an administrator for a new link.",
            ),
            Self::CodeNeeded => Said::fixed(
                "此账号已启用两步验证：请连同动态验证码再提交一次。",
                "This account has a second factor: send the code of the app too.",
            ),
            Self::WrongCode => Said::fixed(
                "动态验证码错误或已用过：请等下一个验证码，并核对手机时间。",
                "The code is wrong or was used before: wait for the next one, and check the phone's clock.",
            ),
            Self::WrongPassword => Said::fixed(
                "密码错误：请重新输入当前密码。",
                "The present password is wrong: type it again.",
            ),
            Self::Locked => Said::fixed(
                "账号已被锁定：请联系区管理员。",
                "The account is locked: ask an administrator.",
            ),
            Self::Csrf => Said::fixed(
                "缺少 X-CSRF-Token：请取 GET /admin/v1/session 的 csrf 随写请求一并发送。",
                "X-CSRF-Token is missing or wrong: send the csrf of GET /admin/v1/session with every write.",
            ),
            Self::Forbidden(why) => forbidden(*why),
            Self::SessionNeeded => Said::fixed(
                "此操作须登录后进行，令牌不可用。",
                "This needs a session: a token may not.",
            ),
            Self::Wait { retry_after_s } => Said::made(
                format!("尝试次数过多：请 {retry_after_s} 秒后再试。"),
                format!("Too many tries: wait {retry_after_s} s."),
            ),
            Self::PreconditionRequired => Said::fixed(
                "缺少 If-Match：请带上读取时得到的 ETag，以免覆盖他人的修改。",
                "If-Match is missing: send the ETag that was read, so that nobody's change is overwritten.",
            ),
            Self::PreconditionFailed { .. } => Said::fixed(
                "读取之后已有他人修改：current 是现在的内容，请核对后再提交。",
                "Somebody has changed it since it was read: current is what is there now; look at it and send again.",
            ),
            other => other.detail_of_an_account(),
        }
    }

    fn detail_of_an_account(&self) -> Said {
        match self {
            Self::NameTaken => {
                Said::fixed("用户名已被使用：请换一个。", "The name is taken: choose another.")
            }
            Self::OwnAccount => Said::fixed(
                "不能抹除自己的账号：请由另一名区管理员操作。",
                "Nobody erases their own account: ask another district administrator.",
            ),
            Self::LastAdministrator => Said::fixed(
                "这是最后一名区管理员：请先设立另一名。",
                "This is the last district administrator: make another one first.",
            ),
            Self::UnknownAccount => Said::fixed(
                "没有这个账号：请核对编号。",
                "There is no such account: check the identifier.",
            ),
            Self::UnknownToken => Said::fixed(
                "没有这个令牌，或已经吊销。",
                "There is no such token, or it was revoked before.",
            ),
            _ => Said::fixed(
                "链接已使用或已过期：请向区管理员索取新的链接，首次安装可运行 yizhan user setup-link。",
                "This link was used before or has expired: ask an administrator for a new one, or run `yizhan user setup-link` at the first start.",
            ),
        }
    }
}

fn forbidden(why: Forbidden) -> Said {
    match why {
        Forbidden::Role { role, action } => Said::made(
            format!("您的角色（{}）不能进行此操作（{}）。", role.key(), action.key()),
            format!("Your role ({}) does not allow this ({}).", role.key(), action.key()),
        ),
        Forbidden::NotOwn { action } => Said::made(
            format!("只能处理分配给您的街道和单位（{}）。", action.key()),
            format!(
                "This is allowed in your own areas and for your own units only ({}).",
                action.key()
            ),
        ),
        Forbidden::Scope { action, needed: Some(scope) } => Said::made(
            format!("令牌没有此操作（{}）所需的范围 {}。", action.key(), scope.key()),
            format!(
                "The token lacks the scope {} that this ({}) needs.",
                scope.key(),
                action.key()
            ),
        ),
        Forbidden::Scope { action, needed: None } => Said::made(
            format!("此操作（{}）须登录后进行，令牌不可用。", action.key()),
            format!("This ({}) needs a session: no token may.", action.key()),
        ),
    }
}

impl From<PeopleError> for HttpError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::WrongNameOrPassword => AdminError::WrongNameOrPassword.into(),
            PeopleError::CodeNeeded => AdminError::CodeNeeded.into(),
            PeopleError::WrongCode => AdminError::WrongCode.into(),
            PeopleError::WrongPassword => AdminError::WrongPassword.into(),
            PeopleError::Locked => AdminError::Locked.into(),
            PeopleError::Wait { retry_after_s } => AdminError::Wait { retry_after_s }.into(),
            PeopleError::Busy => Self::Overloaded,
            PeopleError::NotSignedIn => AdminError::NotSignedIn.into(),
            PeopleError::Forbidden(why) => AdminError::Forbidden(why).into(),
            PeopleError::NameTaken => AdminError::NameTaken.into(),
            PeopleError::OwnAccount => AdminError::OwnAccount.into(),
            PeopleError::UnknownAccount => AdminError::UnknownAccount.into(),
            PeopleError::Moved(current) => super::precondition::moved(
                serde_json::to_value(AccountAnswer::of(&current)).unwrap_or_default(),
            ),
            PeopleError::LastAdministrator => AdminError::LastAdministrator.into(),
            PeopleError::LinkSpent => AdminError::LinkSpent.into(),
            PeopleError::UnknownToken => AdminError::UnknownToken.into(),
            PeopleError::Sealed(error) => {
                tracing::error!(%error, "nobody with a second factor can sign in");
                WriteError::StoreAway.into()
            }
            PeopleError::Store(error) => {
                tracing::error!(%error, "the store failed a request of staff");
                WriteError::StoreAway.into()
            }
            wrong => wrong_member(&wrong),
        }
    }
}

/// What is wrong with a member of the body.
fn wrong_member(error: &PeopleError) -> HttpError {
    let wrong = |name, expected: (&str, &str), zh: &str, en: &str| {
        invalid(name, Said::made(expected.0, expected.1), zh, en)
    };
    match error {
        PeopleError::Weak(weak) => weak_password(*weak),
        PeopleError::Name(_) => wrong(
            "name",
            (
                "2 至 32 个字母、汉字、数字、点、连字符或下划线",
                "2 to 32 letters, digits, dots, hyphens and underscores",
            ),
            "不合要求",
            "it is not of that form",
        ),
        PeopleError::DisplayName => wrong(
            "display_name",
            (
                &format!("1 至 {MAX_DISPLAY_NAME_CHARS} 个字"),
                &format!("1 to {MAX_DISPLAY_NAME_CHARS} characters"),
            ),
            "为空或太长",
            "it is empty or too long",
        ),
        PeopleError::UnknownArea(code) => wrong(
            "areas",
            ("/api/v1/areas 中的街道代码", "codes of /api/v1/areas"),
            &format!("没有街道 {code}"),
            &format!("there is no area {code}"),
        ),
        PeopleError::UnknownUnit(code) => {
            let shown: String = code.chars().take(40).collect();
            wrong(
                "units",
                ("管理单位的代码", "codes of the district's units"),
                &format!("没有单位“{shown}”"),
                &format!("there is no unit '{shown}'"),
            )
        }
        PeopleError::TokenName => wrong(
            "name",
            (
                &format!("1 至 {MAX_TOKEN_NAME_CHARS} 个字"),
                &format!("1 to {MAX_TOKEN_NAME_CHARS} characters"),
            ),
            "为空或太长",
            "it is empty or too long",
        ),
        PeopleError::NoScope => wrong(
            "scopes",
            ("至少一个范围", "a scope at least"),
            "令牌不能没有范围",
            "a token for nothing is of no use",
        ),
        _ => wrong(
            "expires_at",
            ("现在之后、一年之内的时刻", "an instant later than now and within a year"),
            "不在此范围",
            "it is not",
        ),
    }
}

fn weak_password(weak: WeakPassword) -> HttpError {
    let expected = Said::made(
        format!(
            "{MIN_PASSWORD_CHARS} 至 {MAX_PASSWORD_CHARS} 个字符，不常见、不易猜，例如四个互不相干的词"
        ),
        format!(
            "{MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS} characters that are not easily guessed, e.g. four words that have nothing to do with each other"
        ),
    );
    let (zh, en) = match weak {
        WeakPassword::TooShort { chars } => {
            (format!("只有 {chars} 个字符"), format!("it has only {chars} characters"))
        }
        WeakPassword::TooLong { chars } => {
            (format!("有 {chars} 个字符"), format!("it has {chars} characters"))
        }
        WeakPassword::Guessable => {
            ("太常见或太容易猜".to_owned(), "it is easily guessed".to_owned())
        }
    };
    invalid("password", expected, &zh, &en)
}
