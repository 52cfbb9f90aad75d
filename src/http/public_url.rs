//! Where the server is seen from outside: pages that are shared name their own full address.

use std::fmt;
use std::str::FromStr;

use axum::http::{HeaderMap, header};
use thiserror::Error;

use super::client::SCHEME;

/// How clients reach the server, e.g. `https://yizhan.example`; no slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// Why a text is no public URL.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no public URL: write scheme and host only, e.g. https://yizhan.example")]
pub struct InvalidPublicUrl(pub String);

impl PublicUrl {
    /// Whether clients come by HTTPS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// What the request's `Host` says; `None` when it names no host. Behind a proxy of ours,
    /// [`super::client`] has put there what the proxy told, and it may be by HTTPS.
    pub(super) fn as_asked(headers: &HeaderMap) -> Option<Self> {
        let host = headers.get(header::HOST)?.to_str().ok()?;
        let is_https = headers.get(SCHEME).is_some_and(|scheme| scheme == "https");
        let scheme = if is_https { "https" } else { "http" };
        format!("{scheme}://{host}").parse().ok()
    }

    /// Whether a full address is one of ours. Who types an address may write the host in capitals.
    pub(super) fn is_of(&self, address: &str) -> bool {
        let Some((head, rest)) = address.split_at_checked(self.0.len()) else { return false };
        head.eq_ignore_ascii_case(&self.0) && (rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// The full address of a path, which begins with a slash.
    pub(super) fn of(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidPublicUrl(text.chars().take(80).collect());
        let trimmed = text.strip_suffix('/').unwrap_or(text);
        let host = ["https://", "http://"].iter().find_map(|scheme| trimmed.strip_prefix(scheme));
        let host = host.ok_or_else(invalid)?;
        let is_fine = |b: u8| b.is_ascii_alphanumeric() || b".-:[]".contains(&b);
        if !(1..=255).contains(&host.len()) || !host.bytes().all(is_fine) {
            return Err(invalid());
        }
        Ok(Self(trimmed.to_owned()))
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_and_host_are_taken_and_everything_else_is_refused() {
        for (text, read) in [
            ("https://yizhan.example", Some("https://yizhan.example")),
            ("https://yizhan.example/", Some("https://yizhan.example")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("yizhan.example", None),
            ("https://", None),
            ("https://yizhan.example/path", None),
            ("https://user@yizhan.example", None),
            ("https://yizhan.example\"><script>", None),
        ] {
            let url = text.parse::<PublicUrl>().ok().map(|url| url.to_string());
            assert_eq!(url.as_deref(), read, "{text}");
        }
    }

    #[test]
    fn an_address_is_ours_by_its_scheme_and_its_whole_host() {
        let url: PublicUrl = "https://yizhan.example".parse().unwrap();
        for (address, is_ours) in [
            ("https://yizhan.example", true),
            ("https://yizhan.example/", true),
            ("https://Yizhan.Example/s/A-1?from=singlemessage", true),
            ("https://yizhan.example?from=timeline", true),
            ("http://yizhan.example/", false),
            ("https://yizhan.example.evil.example/", false),
            ("https://yizhan.example:444/", false),
            ("https://yizhan.example@evil.example/", false),
            ("https://evil.example/https://yizhan.example/", false),
            ("https://yizhan.exampl", false),
            ("https://yizhan.exampl驿", false),
            ("", false),
        ] {
            assert_eq!(url.is_of(address), is_ours, "{address}");
        }
    }
}
