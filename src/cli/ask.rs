//! Questions of the API on the command line, put to the very code that answers the API, so that
//! both always say the same.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::error::CliError;
use crate::http::api::schema::Problem;
use crate::http::{ClientRules, Front, Language, Limits};
use crate::service::App;

/// An address with those parameters that have a value.
pub(super) fn address_of(path: &str, parameters: &[(&str, Option<&str>)]) -> String {
    let mut address = path.to_owned();
    let mut before = '?';
    for (name, value) in parameters {
        let Some(value) = value else { continue };
        // Writing to a string cannot fail.
        let _ = write!(address, "{before}{name}=");
        before = '&';
        for byte in value.bytes() {
            let _ = if byte.is_ascii_alphanumeric() || b"-._,:".contains(&byte) {
                write!(address, "{}", char::from(byte))
            } else {
                write!(address, "%{byte:02X}")
            };
        }
    }
    address
}

/// The answer at an address, and its bytes.
pub(super) async fn asked<T: DeserializeOwned>(
    app: Arc<App>,
    address: &str,
    language: Language,
) -> Result<(T, Vec<u8>), CliError> {
    let front = Front::new(app, Limits::default(), ClientRules::default(), None);
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let body = front.read_from_memory(here, address, language.tag()).await;
    match serde_json::from_slice::<T>(&body) {
        Ok(answer) => Ok((answer, body)),
        Err(_no_answer) => {
            let problem = serde_json::from_slice::<Problem>(&body);
            Err(CliError::Question(problem.map_or_else(
                |_| String::from_utf8_lossy(&body).into_owned(),
                |problem| problem.detail,
            )))
        }
    }
}

/// The language of the terminal.
pub(super) fn language() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if !locale.starts_with("zh") => Language::En,
        _ => Language::Zh,
    }
}
