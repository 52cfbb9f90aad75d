//! Passwords to hashes: argon2id, as PHC strings.
//!
//! The parameters are those of OWASP's Password Storage Cheat Sheet: 19 MiB of memory, two
//! passes, one lane. Each takes a core for some hundredths of a second, so that few are done at
//! once and the rest of the server goes on.

use std::sync::Arc;

use argon2::password_hash::PasswordHasher as _;
use argon2::{Argon2, PasswordVerifier as _};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::PeopleError;
use crate::domain::password::Password;

/// Passwords that are hashed at once.
const AT_ONCE: usize = 2;
/// Passwords that wait to be hashed, those being hashed among them: two seconds of work.
const WAITING: usize = 32;

/// The hash of no password, with the parameters of all others: what is typed for an unknown name
/// is compared with it, so that the answer takes as long as for a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keS0xMg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Where passwords are hashed.
#[derive(Debug, Clone)]
pub struct Hashing {
    benches: Arc<Semaphore>,
    seats: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            benches: Arc::new(Semaphore::new(AT_ONCE)),
            seats: Arc::new(Semaphore::new(WAITING)),
        }
    }
}

impl Hashing {
    /// The PHC string of a password.
    pub(super) async fn hash(
        &self,
        password: &Password,
        salt: [u8; 16],
    ) -> Result<String, PeopleError> {
        let password = password.clone();
        self.at_a_bench(move || {
            let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
            // Nothing can fail: parameters, salt and output have the lengths that they should.
            hash.map(|hash| hash.to_string()).unwrap_or_default()
        })
        .await
    }

    /// Whether it is the password of this PHC string; takes as long when there is none.
    pub(super) async fn is_right(
        &self,
        password: &Password,
        hash: Option<&str>,
    ) -> Result<bool, PeopleError> {
        let password = password.clone();
        let (hash, somebody) = (hash.unwrap_or(NOBODY).to_owned(), hash.is_some());
        self.at_a_bench(move || {
            let right = Argon2::default().verify_password(password.as_bytes(), hash.as_str());
            right.is_ok() && somebody
        })
        .await
    }

    async fn at_a_bench<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PeopleError> {
        let _seat = self.seats.try_acquire().map_err(|_full| PeopleError::Busy)?;
        let bench = Arc::clone(&self.benches).acquire_owned().await;
        let bench = bench.map_err(|_closed| PeopleError::Busy)?;
        // The bench is taken along: who goes away early does not make room for more at once.
        let done = spawn_blocking(move || {
            let _bench = bench;
            work()
        });
        done.await.map_err(|_panic| PeopleError::Busy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_by_its_hash_and_no_other_is() {
        let hashing = Hashing::default();
        let password = Password::typed("骑手爱吃柿子饼蓝色的门");
        let hash = hashing.hash(&password, [7; 16]).await.expect("hashes");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let is_right = async |typed: &str, hash| {
            hashing.is_right(&Password::typed(typed), hash).await.expect("looks")
        };
        assert!(is_right("骑手爱吃柿子饼蓝色的门", Some(&hash)).await);
        assert!(!is_right("骑手爱吃柿子饼蓝色的窗", Some(&hash)).await);
        assert!(!is_right("骑手爱吃柿子饼蓝色的门", None).await);
        assert!(!is_right("", Some("no hash")).await);
        let other_salt = hashing.hash(&password, [8; 16]).await.expect("hashes");
        assert_ne!(hash, other_salt);
        // Made by another library: argon2-cffi 25.1, `PasswordHasher(2, 19456, 1)`.
        let python = "$argon2id$v=19$m=19456,t=2,p=1$glKV+MxFj8hfJhtrx7gbrQ$M9+yEdyWe3jZK9Jrx05BZQ8sjA6wG/MHSeJGZq2IOLA";
        assert!(is_right("correct horse battery staple", Some(python)).await);
    }

    #[test]
    fn an_unknown_name_costs_what_a_known_one_costs() {
        let parameters = |hash: &str| {
            let parts: Vec<String> = hash.split('$').map(str::to_owned).collect();
            (parts[..4].join("$"), parts[4].len(), parts[5].len())
        };
        let made = Argon2::default().hash_password_with_salt(b"x", &[0; 16]).expect("hashes");
        assert_eq!(parameters(NOBODY), parameters(&made.to_string()));
    }

    #[tokio::test]
    async fn more_passwords_than_there_are_seats_are_refused_at_once() {
        let hashing = Hashing::default();
        let _all = hashing.seats.acquire_many(WAITING as u32).await.expect("seats");
        let refused = hashing.is_right(&Password::typed("x"), None).await;
        assert!(matches!(refused, Err(PeopleError::Busy)));
    }
}
