//! Secrets that we must be able to read again are kept sealed: the keys of second factors.
//!
//! XChaCha20-Poly1305 with a key that lies in a file beside the database, so that a copy of the
//! database alone lets nobody in. What is sealed for one account cannot be opened for another.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use thiserror::Error;

use crate::domain::role::AccountId;
use crate::domain::second_factor::TotpKey;

/// How many bytes the key has.
const KEY_BYTES: usize = 32;
/// How many bytes stand before what is sealed.
const NONCE_BYTES: usize = 24;
/// What a sealed text begins with. No key in base 32 has a dot.
const SEALED: &str = "x1.";

/// Seals secrets, and opens them again.
#[derive(Default)]
pub struct Sealing {
    /// `None` where the operator gave none: then secrets are kept as they are.
    cipher: Option<XChaCha20Poly1305>,
}

/// Why a secret cannot be opened, or a key not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SealError {
    /// The file holds something else.
    #[error(
        "the file of --secrets-key holds no key: make one with `openssl rand -base64 32` and keep \
         it apart from backups of the database"
    )]
    NoKey,
    /// It was sealed, and there is no key.
    #[error("a second factor is sealed and there is no key: start with --secrets-key")]
    KeyMissing,
    /// It was sealed with another key, or for another account.
    #[error(
        "a second factor was sealed with another key: start with the file that it was sealed with"
    )]
    OtherKey,
}

impl Sealing {
    /// With the key that a file holds: 32 bytes in base 64.
    ///
    /// # Errors
    /// [`SealError::NoKey`].
    pub fn with_key(text: &str) -> Result<Self, SealError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| SealError::NoKey)?;
        let bytes: [u8; KEY_BYTES] = bytes.try_into().map_err(|_| SealError::NoKey)?;
        Ok(Self { cipher: Some(XChaCha20Poly1305::new(&bytes.into())) })
    }

    /// The text under which a key of an account is kept. `random` is never used twice.
    pub(super) fn seal(&self, key: &TotpKey, account: AccountId, random: [u8; 32]) -> String {
        let plain = key.to_base32();
        let Some(cipher) = &self.cipher else { return plain };
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&random[..NONCE_BYTES]);
        let account = account.to_string();
        let payload = Payload { msg: plain.as_bytes(), aad: account.as_bytes() };
        match cipher.encrypt(&XNonce::from(nonce), payload) {
            Ok(sealed) => {
                let text = URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat());
                format!("{SEALED}{text}")
            }
            // Only a text of many gigabytes cannot be sealed.
            Err(_) => plain,
        }
    }

    /// The key that was kept under a text, sealed or not.
    pub(super) fn open(&self, kept: &str, account: AccountId) -> Result<TotpKey, SealError> {
        let Some(sealed) = kept.strip_prefix(SEALED) else {
            return TotpKey::from_base32(kept).ok_or(SealError::OtherKey);
        };
        let cipher = self.cipher.as_ref().ok_or(SealError::KeyMissing)?;
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| SealError::OtherKey)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or(SealError::OtherKey)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| SealError::OtherKey)?;
        let account = account.to_string();
        let payload = Payload { msg: sealed, aad: account.as_bytes() };
        let plain = cipher.decrypt(&XNonce::from(nonce), payload);
        let plain = plain.map_err(|_| SealError::OtherKey)?;
        let text = std::str::from_utf8(&plain).map_err(|_| SealError::OtherKey)?;
        TotpKey::from_base32(text).ok_or(SealError::OtherKey)
    }

    /// Whether what is kept under this text should be sealed and is not.
    pub(super) fn is_wanting(&self, kept: &str) -> bool {
        self.cipher.is_some() && !kept.starts_with(SEALED)
    }
}

impl fmt::Debug for Sealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealing").field("has_key", &self.cipher.is_some()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ulid::Ulid;

    fn sealing(byte: u8) -> Sealing {
        Sealing::with_key(&STANDARD.encode([byte; KEY_BYTES])).expect("a key")
    }

    #[test]
    fn what_is_sealed_is_opened_with_the_same_key_for_the_same_account_only() {
        let key = TotpKey::from_random([7; 20]);
        let (wang, li) = (AccountId(Ulid::from(1_u128)), AccountId(Ulid::from(2_u128)));
        let kept = sealing(1).seal(&key, wang, [9; 32]);
        assert!(kept.starts_with(SEALED) && !kept.contains(&key.to_base32()));
        assert_eq!(sealing(1).open(&kept, wang), Ok(key.clone()));
        assert_eq!(sealing(1).open(&kept, li), Err(SealError::OtherKey));
        assert_eq!(sealing(2).open(&kept, wang), Err(SealError::OtherKey));
        assert_eq!(Sealing::default().open(&kept, wang), Err(SealError::KeyMissing));
        for damaged in [&kept[..kept.len() - 1], "x1.", "x1.AAAA", "x1.!"] {
            assert_eq!(sealing(1).open(damaged, wang), Err(SealError::OtherKey), "{damaged}");
        }
        assert_ne!(kept, sealing(1).seal(&key, wang, [8; 32]), "another nonce");
    }

    #[test]
    fn without_a_key_secrets_are_kept_as_they_are_and_read_with_one_too() {
        let key = TotpKey::from_random([7; 20]);
        let wang = AccountId(Ulid::from(1_u128));
        let plain = Sealing::default().seal(&key, wang, [9; 32]);
        assert_eq!(plain, key.to_base32());
        assert_eq!(sealing(1).open(&plain, wang), Ok(key));
        assert!(sealing(1).is_wanting(&plain) && !Sealing::default().is_wanting(&plain));
    }

    #[test]
    fn a_key_has_32_bytes_in_base_64() {
        for wrong in ["", "short", &STANDARD.encode([1; 31]), &"A".repeat(43)] {
            assert_eq!(Sealing::with_key(wrong).err(), Some(SealError::NoKey), "{wrong}");
        }
        assert!(Sealing::with_key(&format!("{}\n", STANDARD.encode([1; 32]))).is_ok());
    }
}
