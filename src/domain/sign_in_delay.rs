//! How long somebody waits who has typed a wrong password too often.
//!
//! Nobody is ever locked out for good, or everybody could lock out anybody. Instead a wait grows
//! with each wrong try and is forgotten with time. Tries are counted twice:
//!
//! - for the name *and* the browser or network from which they come: who guesses soon waits long;
//! - for the name alone, wherever they come from: who guesses through many networks waits too,
//!   a minute at most. A browser in which the person has signed in before (it keeps a cookie)
//!   does not wait for this one, so that guessing strangers do not keep the person out.

use chrono::{DateTime, TimeDelta, Utc};

/// How many tries are free, and how long the wait may grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DelayRule {
    /// Tries without a wait.
    pub free: u32,
    /// The longest wait, seconds.
    pub longest_s: u32,
}

/// For one name from one browser or network.
pub const PER_CLIENT: DelayRule = DelayRule { free: 5, longest_s: 15 * 60 };
/// For one name from anywhere.
pub const FROM_ANYWHERE: DelayRule = DelayRule { free: 20, longest_s: 60 };

/// After so long half of the tries are forgotten.
pub const HALF_FORGOTTEN: TimeDelta = TimeDelta::minutes(15);

/// Tries that were counted so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// How many.
    pub count: u32,
    /// When the last one was.
    pub last_at: DateTime<Utc>,
}

impl Tries {
    /// How many of them count now.
    fn remembered(self, now: DateTime<Utc>) -> u32 {
        let halvings = (now - self.last_at).num_seconds() / HALF_FORGOTTEN.num_seconds();
        u32::try_from(halvings)
            .map_or(self.count, |halvings| self.count.checked_shr(halvings).unwrap_or(0))
    }

    /// Since when another try is let through.
    pub fn next_at(self, rule: DelayRule) -> DateTime<Utc> {
        let over = self.count.saturating_sub(rule.free);
        let wait_s = match over {
            0 => 0,
            _ => 1_u32.checked_shl(over).unwrap_or(u32::MAX).min(rule.longest_s),
        };
        self.last_at + TimeDelta::seconds(i64::from(wait_s))
    }

    /// The tries with one more, now.
    pub fn and_one_more(tries: Option<Self>, now: DateTime<Utc>) -> Self {
        let before = tries.map_or(0, |tries| tries.remembered(now));
        Self { count: before.saturating_add(1), last_at: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many tries are let through in an hour by somebody who tries each second.
    fn tries_in_an_hour(rule: DelayRule) -> u32 {
        let mut tries: Option<Tries> = None;
        let mut let_through = 0;
        for second in 0..3_600 {
            let now = DateTime::UNIX_EPOCH + TimeDelta::seconds(second);
            if tries.is_none_or(|tries| tries.next_at(rule) <= now) {
                tries = Some(Tries::and_one_more(tries, now));
                let_through += 1;
            }
        }
        let_through
    }

    #[test]
    fn who_guesses_gets_few_tries_in_an_hour() {
        // ASVS 2.2.1 bounds it by a hundred.
        assert!(tries_in_an_hour(PER_CLIENT) < 30, "{}", tries_in_an_hour(PER_CLIENT));
        assert!(tries_in_an_hour(FROM_ANYWHERE) < 100, "{}", tries_in_an_hour(FROM_ANYWHERE));
    }

    #[test]
    fn the_wait_doubles_up_to_its_bound() {
        let now = DateTime::UNIX_EPOCH;
        for (count, wait_s) in [(1, 0), (5, 0), (6, 2), (7, 4), (10, 32), (15, 900), (99, 900)] {
            let tries = Tries { count, last_at: now };
            assert_eq!((tries.next_at(PER_CLIENT) - now).num_seconds(), wait_s, "{count}");
        }
    }

    #[test]
    fn tries_are_forgotten_by_halves() {
        let then = DateTime::UNIX_EPOCH;
        let tries = Some(Tries { count: 12, last_at: then });
        for (minutes, count) in [(0, 13), (14, 13), (15, 7), (30, 4), (60, 1), (100_000, 1)] {
            let now = then + TimeDelta::minutes(minutes);
            assert_eq!(Tries::and_one_more(tries, now).count, count, "{minutes}");
        }
    }
}
