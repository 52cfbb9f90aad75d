//! The only place that reads the time and makes random numbers.
//!
//! Everything else is handed a [`Clock`], so that tests decide what time it is.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use chrono::{DateTime, Utc};
use ulid::Ulid;

/// Tells the time and makes identifiers.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;

    /// A new identifier, sortable by the time at which it was made.
    fn new_id(&self) -> Ulid;

    /// A number that nobody can guess.
    fn new_secret(&self) -> u64;

    /// 256 bits that nobody can guess.
    fn new_key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        for part in key.chunks_exact_mut(8) {
            part.copy_from_slice(&self.new_secret().to_be_bytes());
        }
        key
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the place that reads the time")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn new_id(&self) -> Ulid {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        Ulid::from_parts(millis, rand::random())
    }

    fn new_secret(&self) -> u64 {
        // The thread's generator is cryptographic and seeded by the system.
        rand::random()
    }
}

/// Measures how long something takes. For metrics only: nothing is decided by it.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Seconds since the start.
    pub fn elapsed_s(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// A clock that stands still until it is set; its identifiers count up, and its secrets are none.
#[derive(Debug)]
pub struct SetClock {
    epoch_ms: AtomicI64,
    made: AtomicI64,
}

impl SetClock {
    /// A clock that stands at this instant.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self { epoch_ms: AtomicI64::new(instant.timestamp_millis()), made: AtomicI64::new(0) }
    }

    /// Moves it to another instant.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.epoch_ms.store(instant.timestamp_millis(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.epoch_ms.load(Ordering::SeqCst)).unwrap_or_default()
    }

    fn new_id(&self) -> Ulid {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        let made = u128::try_from(self.made.fetch_add(1, Ordering::SeqCst)).unwrap_or(0);
        Ulid::from_parts(millis, made)
    }

    fn new_secret(&self) -> u64 {
        // An odd factor: no two of its numbers are the same, and they look like any other.
        let made = u64::try_from(self.made.fetch_add(1, Ordering::SeqCst)).unwrap_or(0);
        (made + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}
