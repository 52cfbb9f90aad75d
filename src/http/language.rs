//! The language that a client reads.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::domain::said::Said;

/// A language that we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Chinese, simplified: what is spoken when nothing is asked.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// What `Accept-Language` prefers of the languages that we speak.
    pub fn preferred_by(headers: &HeaderMap) -> Self {
        headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .map_or(Self::Zh, Self::preferred)
    }

    /// The tag of `Content-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The value of `Content-Language`, checked when the program is built.
    pub fn header(self) -> HeaderValue {
        const ZH: HeaderValue = HeaderValue::from_static(Language::Zh.tag());
        const EN: HeaderValue = HeaderValue::from_static(Language::En.tag());
        match self {
            Self::Zh => ZH,
            Self::En => EN,
        }
    }

    /// The text in this language.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The sentence in this language.
    pub fn of(self, said: &Said) -> &str {
        self.pick(&said.zh, &said.en)
    }

    fn preferred(accepted: &str) -> Self {
        let mut best = (Self::Zh, 0);
        for range in accepted.split(',').take(16) {
            let (tag, weight) = weighted(range);
            let language = match tag.get(..2).map(str::to_ascii_lowercase).as_deref() {
                Some("zh") => Self::Zh,
                Some("en") => Self::En,
                _ => continue,
            };
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }
}

/// One item of an `Accept-…` header: what it names, and its quality in thousandths.
pub(super) fn weighted(item: &str) -> (&str, u32) {
    let mut parts = item.split(';');
    let name = parts.next().unwrap_or("").trim();
    let quality = parts.find_map(|part| part.trim().strip_prefix("q=")?.trim().parse::<f32>().ok());
    (name, (quality.unwrap_or(1.0).clamp(0.0, 1.0) * 1000.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_weighted_language_that_we_speak_wins_and_chinese_is_spoken_otherwise() {
        for (accepted, language) in [
            ("", Language::Zh),
            ("en", Language::En),
            ("en-GB,en;q=0.9,zh;q=0.8", Language::En),
            ("en;q=0.3, zh-CN;q=0.9", Language::Zh),
            ("fr, de;q=0.9", Language::Zh),
            ("fr, en;q=0.1", Language::En),
            ("*", Language::Zh),
            ("en;q=0", Language::Zh),
            ("é,en", Language::En),
        ] {
            assert_eq!(Language::preferred(accepted), language, "{accepted}");
        }
    }
}
