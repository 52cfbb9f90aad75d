//! Whether one can get in, and when that changes, as JSON.
//!
//! Most questions are about the present minute, and within one minute every station with the
//! same hours has the same answer: it is written once and then copied.

use std::fmt;
use std::sync::{Arc, OnceLock};

use arc_swap::{ArcSwap, Guard};
use chrono::NaiveDate;

use super::civil::CivilText;
use super::words::{Seen, write_words};
use crate::domain::district::LocalMinute;
use crate::domain::opening_hours::OpenState;
use crate::http::Language;
use crate::index::numbers::whole;
use crate::index::{Row, Snapshot};

/// The texts of the present minute.
pub(in crate::http) struct Minute(ArcSwap<MinuteTexts>);

/// The texts of one minute, by language and schedule; the last is for hours that nobody said.
pub(super) struct MinuteTexts {
    about: About,
    zh: Box<[OnceLock<Box<[u8]>>]>,
    en: Box<[OnceLock<Box<[u8]>>]>,
}

/// What the texts depend on besides the schedule: these three tell snapshots apart as well.
#[derive(Clone, Copy, PartialEq, Eq)]
struct About {
    minute: LocalMinute,
    revision: u64,
    first_day: NaiveDate,
}

impl Minute {
    pub(in crate::http) fn new(snapshot: &Snapshot) -> Self {
        Self(ArcSwap::from_pointee(MinuteTexts::new(About::of(snapshot, LocalMinute(0)), 0)))
    }

    /// The texts of a minute; empty ones when it is the first time that it is asked for.
    pub(super) fn of(&self, snapshot: &Snapshot, minute: LocalMinute) -> Guard<Arc<MinuteTexts>> {
        let texts = self.0.load();
        let about = About::of(snapshot, minute);
        if texts.about == about {
            return texts;
        }
        self.0.store(Arc::new(MinuteTexts::new(about, snapshot.schedule_count())));
        let texts = self.0.load();
        if texts.about == about {
            return texts;
        }
        // Another thread is about another snapshot or minute just now: have texts of one's own.
        Guard::from_inner(Arc::new(MinuteTexts::new(about, snapshot.schedule_count())))
    }
}

impl MinuteTexts {
    fn new(about: About, schedules: usize) -> Self {
        let empty = || (0..=schedules).map(|_| OnceLock::new()).collect();
        Self { about, zh: empty(), en: empty() }
    }

    /// Appends the text of a station's hours, after `write` has made it, once.
    pub(super) fn write(
        &self,
        row: &Row,
        language: Language,
        write: impl FnOnce(&mut Vec<u8>),
        out: &mut Vec<u8>,
    ) {
        let texts = match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        };
        let text = texts[row.schedule_index().unwrap_or(texts.len() - 1)].get_or_init(|| {
            let mut text = Vec::new();
            write(&mut text);
            text.into_boxed_slice()
        });
        out.extend_from_slice(text);
    }
}

impl About {
    fn of(snapshot: &Snapshot, minute: LocalMinute) -> Self {
        Self { minute, revision: snapshot.revision(), first_day: snapshot.first_day() }
    }
}

/// Appends `,"open":{…}`.
pub(super) fn write(civil: &CivilText, language: Language, seen: &Seen, out: &mut Vec<u8>) {
    let answer = seen.openness.answer;
    out.extend_from_slice(br#","open":{"state":""#);
    let closed_for_days = seen.openness.closed_for_days;
    let state = if closed_for_days { "temporarily_closed" } else { state_word(answer.state) };
    out.extend_from_slice(state.as_bytes());
    out.extend_from_slice(br#"","at":""#);
    civil.write(seen.at, out);
    match answer.until {
        Some(until) => {
            out.extend_from_slice(br#"","until":""#);
            civil.write(until, out);
            out.extend_from_slice(br#"","then":""#);
            out.extend_from_slice(state_word(answer.then).as_bytes());
            out.extend_from_slice(br#"","minutes_left":"#);
            whole(until.0 - seen.at.0, out);
        }
        None => out.extend_from_slice(br#"","until":null,"then":null,"minutes_left":null"#),
    }
    out.extend_from_slice(br#","text":""#);
    // Writing to memory cannot fail, and the words hold nothing that JSON would escape.
    let _ = write_words(language, seen, &mut Utf8(out));
    out.extend_from_slice(br#""}"#);
}

/// The word of a state in answers.
pub(super) fn state_word(state: OpenState) -> &'static str {
    match state {
        OpenState::Open => "open",
        OpenState::Unknown => "unknown",
        OpenState::Closed => "closed",
    }
}

struct Utf8<'a>(&'a mut Vec<u8>);

impl fmt::Write for Utf8<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}
