//! Staff of a server of one's own: accounts, and browsers in which they are signed in.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use yizhan::domain::account::{Account, AccountState};
use yizhan::domain::password::Password;
use yizhan::domain::role::{Actor, Role};
use yizhan::service::people::{NewPerson, PersonFacts};

use super::site::{Answer, TestSite};

/// The password of every account that is made here.
pub(crate) const PASSWORD: &str = "correct horse battery staple";
/// The area that is given to them, and the one that is not.
pub(crate) const OWN_AREA: &str = "990001001";
pub(crate) const OTHER_AREA: &str = "990001002";

/// A browser in which somebody is signed in, as our console uses it.
#[derive(Clone)]
pub(crate) struct Browser<'a> {
    pub(crate) site: &'a TestSite,
    /// `Cookie`.
    pub(crate) cookies: String,
    /// `X-CSRF-Token`.
    pub(crate) csrf: String,
    pub(crate) account: Account,
}

impl TestSite {
    /// An account with [`PASSWORD`], in charge of [`OWN_AREA`].
    pub(crate) async fn account(&self, name: &str, role: Role) -> Account {
        let registry = self.app.registry();
        let actor = Actor::command_line();
        let facts = PersonFacts {
            display_name: name.to_owned(),
            role,
            areas: [OWN_AREA.parse().unwrap()].into(),
            units: [].into(),
            state: AccountState::Active,
        };
        let new = NewPerson { name: name.to_owned(), facts };
        let (account, _) = registry.add_account(&actor, new).await.unwrap();
        registry.set_password(&actor, account.id, &Password::typed(PASSWORD)).await.unwrap()
    }

    /// Somebody of this role, signed in.
    pub(crate) async fn staff(&self, name: &str, role: Role) -> Browser<'_> {
        let account = self.account(name, role).await;
        self.signed_in(&account).await
    }

    /// A new browser in which the owner of an account is signed in.
    pub(crate) async fn signed_in(&self, account: &Account) -> Browser<'_> {
        let answer = self.sign_in(account.person.name.as_str(), PASSWORD).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        Browser {
            site: self,
            cookies: cookies_of(&answer),
            csrf: answer.json()["csrf"].as_str().unwrap().to_owned(),
            account: account.clone(),
        }
    }

    /// What is answered to a name and a password.
    pub(crate) async fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.sign_in_with(&json!({ "name": name, "password": password }), &[]).await
    }

    pub(crate) async fn sign_in_with(&self, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post("/admin/v1/session")
            .header("content-type", "application/json")
            .header("accept-language", "en")
            .header("user-agent", "a browser");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Asks as a program does, with a token.
    pub(crate) async fn with_token(&self, method: Method, uri: &str, token: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header("content-type", "application/json")
            .header("accept-language", "en")
            .header("authorization", format!("Bearer {token}"));
        self.ask(request.body(Body::from("{}")).unwrap()).await
    }
}

/// What a browser keeps of an answer.
pub(crate) fn cookies_of(answer: &Answer) -> String {
    let pairs = answer.headers.get_all("set-cookie").iter().map(|value| {
        let value = value.to_str().unwrap();
        value.split(';').next().unwrap().to_owned()
    });
    pairs.collect::<Vec<_>>().join("; ")
}

impl Browser<'_> {
    /// Asks as our console does. `null` is no body.
    pub(crate) async fn ask(&self, method: Method, uri: &str, body: &Value) -> Answer {
        self.ask_with(method, uri, body, &[]).await
    }

    /// Sends a file as it is.
    pub(crate) async fn upload(
        &self,
        method: Method,
        uri: &str,
        (content_type, file): (&str, &str),
        seen: Option<&str>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header("accept-language", "en")
            .header("cookie", &self.cookies)
            .header("x-csrf-token", &self.csrf)
            .header("content-type", content_type);
        if let Some(seen) = seen {
            request = request.header("if-match", seen);
        }
        self.site.ask(request.body(Body::from(file.to_owned())).unwrap()).await
    }

    pub(crate) async fn ask_with(
        &self,
        method: Method,
        uri: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header("accept-language", "en")
            .header("cookie", &self.cookies)
            .header("x-csrf-token", &self.csrf);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_null() {
            Body::empty()
        } else {
            request = request.header("content-type", "application/json");
            Body::from(body.to_string())
        };
        self.site.ask(request.body(body).unwrap()).await
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.ask(Method::GET, uri, &Value::Null).await
    }

    pub(crate) async fn post(&self, uri: &str, body: &Value) -> Answer {
        self.ask(Method::POST, uri, body).await
    }

    pub(crate) async fn put(&self, uri: &str, body: &Value) -> Answer {
        self.ask(Method::PUT, uri, body).await
    }

    pub(crate) async fn delete(&self, uri: &str) -> Answer {
        self.ask(Method::DELETE, uri, &Value::Null).await
    }

    /// Whether the browser is still signed in.
    pub(crate) async fn is_in(&self) -> bool {
        self.get("/admin/v1/session").await.status == 200
    }
}

impl Answer {
    /// The last segment of the problem's type.
    pub(crate) fn problem(&self) -> String {
        let slug = self.json()["type"].as_str().unwrap_or("").to_owned();
        slug.trim_start_matches("/problems/").to_owned()
    }
}
