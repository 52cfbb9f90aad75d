//! A second factor: codes that rise with time (TOTP, RFC 6238), from an app on the phone.
//!
//! SHA-1, six digits, thirty seconds: what every authenticator app understands. A code of the
//! half minute before or after is taken too, for clocks that are a little off, but each half
//! minute's only once.

use std::fmt;

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret};

/// The length of a key, bytes: that of SHA-1, as RFC 4226 recommends.
pub const KEY_BYTES: usize = 20;

/// What the phone and we share. It is shown once, when it is made.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpKey([u8; KEY_BYTES]);

/// A half minute, counted since 1970: the number of the code that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TotpStep(pub u64);

impl TotpKey {
    /// The key of these random bytes.
    pub fn from_random(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The key in base 32, as apps take it when it is typed.
    pub fn from_base32(text: &str) -> Option<Self> {
        let secret = Secret::try_from_base32(text).ok()?;
        secret.as_ref().try_into().ok().map(Self)
    }

    /// In base 32, without padding.
    pub fn to_base32(&self) -> String {
        Secret::from(self.0).to_base32()
    }

    /// The half minute to which this code belongs, if it is one of now, the one before or the
    /// one after. Spaces in it are ignored: apps show it in two groups.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<TotpStep> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let totp = Builder::new().with_secret(self.0).build().ok()?;
        totp.check(&code, seconds).map(TotpStep)
    }

    /// The address that an app reads from a picture: `otpauth://totp/…` (Key URI format).
    /// `issuer` and `name` are percent-encoded by the caller.
    pub fn address(&self, issuer: &str, name: &str) -> String {
        format!("otpauth://totp/{issuer}:{name}?secret={}&issuer={issuer}", self.to_base32())
    }
}

impl fmt::Debug for TotpKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        // Appendix B has eight digits; six are their last six. The key is its ASCII text.
        let key = TotpKey(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            let step = u64::try_from(seconds).unwrap() / 30;
            assert_eq!(key.step_of(&code[2..], at(seconds)), Some(TotpStep(step)), "{seconds}");
        }
        assert_eq!(key.to_base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(TotpKey::from_base32(&key.to_base32()), Some(key));
    }

    #[test]
    fn a_code_holds_half_a_minute_early_and_late_and_no_longer() {
        let key = TotpKey(*b"12345678901234567890");
        let typed = |seconds| key.step_of("287 082", at(seconds));
        // The code of second 59 is that of 30 to 59.
        for (seconds, holds) in [(-1, false), (0, true), (59, true), (89, true), (90, false)] {
            assert_eq!(typed(seconds), holds.then_some(TotpStep(1)), "{seconds}");
        }
        for code in ["", "287083", "28708", "2870822", "+87082", "二八七零八二"] {
            assert_eq!(key.step_of(code, at(59)), None, "{code}");
        }
        assert_eq!(TotpKey::from_base32("GEZDGNBV"), None, "too short a key");
    }
}
