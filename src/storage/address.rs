//! Where a database is, read from the text of `--database`.

use std::fmt;
use std::path::PathBuf;

use super::error::StoreError;

/// Which database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// A SQLite database that ends with the program.
    SqliteMemory,
    /// A SQLite database in this file.
    SqliteFile(PathBuf),
    /// A PostgreSQL database at this URL.
    Postgres(String),
}

impl Address {
    /// Reads `sqlite::memory:`, `sqlite:PATH`, `sqlite://PATH`, `postgres://…`,
    /// `postgresql://…`, or a plain path.
    pub(super) fn parse(text: &str) -> Result<Self, StoreError> {
        let text = text.trim();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = match text.strip_prefix("sqlite:") {
            Some(":memory:") => return Ok(Self::SqliteMemory),
            Some(path) => path.strip_prefix("//").unwrap_or(path),
            None if text.contains("://") => "",
            None => text,
        };
        if path.is_empty() {
            return Err(StoreError::UnknownAddress { address: without_password(text) });
        }
        Ok(Self::SqliteFile(PathBuf::from(path)))
    }
}

impl fmt::Display for Address {
    /// Never shows a password: this text goes into logs and error messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SqliteMemory => f.write_str("sqlite::memory:"),
            Self::SqliteFile(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

/// The address up to its query (which may hold a password too), `user:secret@` made `user@`.
fn without_password(url: &str) -> String {
    let url = url.split_once('?').map_or(url, |(before, _)| before);
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let user = login.split_once(':').map_or(login, |(user, _)| user);
            format!("{scheme}://{user}@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_path_or_a_url_and_shows_no_password() {
        let cases = [
            ("sqlite::memory:", "sqlite::memory:"),
            ("sqlite:var/yizhan.db", "sqlite:var/yizhan.db"),
            ("sqlite:///srv/yizhan.db", "sqlite:/srv/yizhan.db"),
            ("var/yizhan.db", "sqlite:var/yizhan.db"),
            (" postgres://u:se@cret@db:5432/y?password=x ", "postgres://u@db:5432/y"),
            ("postgresql://db/y", "postgresql://db/y"),
        ];
        for (text, shown) in cases {
            assert_eq!(Address::parse(text).expect(text).to_string(), shown);
        }
    }

    #[test]
    fn another_scheme_is_refused_with_the_ways_that_work() {
        for text in ["mysql://u:secret@db/y", "", "sqlite:", "http://x"] {
            let error = Address::parse(text).expect_err(text).to_string();
            assert!(error.contains("postgres://USER@HOST/DATABASE"), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
