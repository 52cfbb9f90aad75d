//! Search by what people type: name, alias, address, host, code; in characters, in pinyin, in
//! initials.
//!
//! All texts lie one behind the other in one arena that is searched as a whole, which is
//! quicker than any index at the size of a city and needs no memory at the size of a country.

use ib_pinyin::matcher::PinyinMatcher;
use ib_pinyin::pinyin::PinyinNotation;
use memchr::memmem;

use super::row::RowId;
use super::snapshot::Snapshot;
use crate::domain::text::search_key;

/// Longest query that is read, in characters.
const MAX_QUERY_CHARS: usize = 64;

/// Words that people put behind a name or leave out: they separate terms, and are searched
/// for only when nothing else is.
const AFFIXES: [&str; 6] = ["街道办事处", "地区办事处", "街道", "社区", "地区", "办事处"];

/// Ends the name, ends an alias, ends a document.
const NAME_END: char = '\u{1}';
const ALIAS_END: char = '\u{2}';
const END: char = '\n';

/// Texts to be searched, in the order of their rows.
#[derive(Debug, Default)]
pub(super) struct SearchText {
    arena: String,
    starts: Vec<u32>,
}

/// How well a document fits; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    quality: u32,
    name_chars: u32,
    document: u32,
}

/// How well one term fits one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    WholeName,
    NameBegins,
    NameHolds,
    PinyinOfNameBegins,
    AliasHolds,
    PinyinOfNameHolds,
    PinyinOfAliasHolds,
    OtherHolds,
    Scattered,
}

impl SearchText {
    /// Adds a document.
    pub(super) fn push(&mut self, name: &str, aliases: &[&str], others: &[&str]) {
        self.starts.push(u32::try_from(self.arena.len()).unwrap_or(u32::MAX));
        self.arena.push_str(&search_key(name));
        self.arena.push(NAME_END);
        for alias in aliases {
            self.arena.push_str(&search_key(alias));
            self.arena.push(ALIAS_END);
        }
        self.arena.push(NAME_END);
        for other in others {
            self.arena.push_str(&search_key(other));
            self.arena.push(ALIAS_END);
        }
        self.arena.push(END);
    }

    /// Adds a document that is never found.
    pub(super) fn push_nothing(&mut self) {
        self.starts.push(u32::try_from(self.arena.len()).unwrap_or(u32::MAX));
        self.arena.push(END);
    }

    pub(super) fn finish(mut self) -> Self {
        self.arena.shrink_to_fit();
        self.starts.shrink_to_fit();
        self
    }

    /// The names and other names, folded.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.arena.split(END).flat_map(|document| document.splitn(3, NAME_END).take(2))
    }

    /// The documents in which every term of the query is found, best first.
    pub(super) fn find(&self, query: &str) -> Vec<u32> {
        let words = words(query);
        if words.is_empty() {
            return Vec::new();
        }
        let terms: Vec<Term<'_>> = words.iter().map(|word| Term::new(word)).collect();
        let mut fits = self.whole(&terms);
        if fits.is_empty() {
            let all = 0..self.starts.len() as u32;
            fits = all.filter_map(|at| self.fit(at, &terms, Manner::Scattered)).collect();
        }
        fits.sort_unstable();
        fits.into_iter().map(|fit| fit.document).collect()
    }

    /// The documents that hold every term in one piece.
    fn whole(&self, terms: &[Term<'_>]) -> Vec<Fit> {
        let Some(rarest) = terms.iter().max_by_key(|term| term.text.len()) else {
            return Vec::new();
        };
        let candidates = match rarest.matcher {
            None => self.holding(rarest.text),
            Some(_) => (0..self.starts.len() as u32).collect(),
        };
        candidates.into_iter().filter_map(|at| self.fit(at, terms, Manner::InOnePiece)).collect()
    }

    /// The documents whose text holds this one.
    fn holding(&self, text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        let mut after = 0;
        for at in memmem::find_iter(self.arena.as_bytes(), text) {
            if at < after {
                continue;
            }
            let document = self.starts.partition_point(|start| *start as usize <= at) - 1;
            after = self.starts.get(document + 1).map_or(self.arena.len(), |next| *next as usize);
            found.push(document as u32);
        }
        found
    }

    fn fit(&self, document: u32, terms: &[Term<'_>], manner: Manner) -> Option<Fit> {
        let start = self.starts[document as usize] as usize;
        let end =
            self.starts.get(document as usize + 1).map_or(self.arena.len(), |end| *end as usize);
        let mut parts = self.arena[start..end].splitn(3, NAME_END);
        let texts = Texts { name: parts.next()?, aliases: parts.next()?, others: parts.next()? };
        let mut quality = 0;
        for term in terms {
            quality += match manner {
                Manner::InOnePiece => term.fit(texts),
                Manner::Scattered => term.scattered_fit(texts),
            }? as u32;
        }
        Some(Fit { quality, name_chars: texts.name.chars().count() as u32, document })
    }
}

/// Whether the characters of a term must stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    InOnePiece,
    Scattered,
}

/// A document's folded texts.
#[derive(Clone, Copy)]
struct Texts<'a> {
    name: &'a str,
    aliases: &'a str,
    others: &'a str,
}

/// One word of a query.
struct Term<'a> {
    text: &'a str,
    matcher: Option<PinyinMatcher<'a>>,
}

impl<'a> Term<'a> {
    fn new(text: &'a str) -> Self {
        let has_letter = text.bytes().any(|byte| byte.is_ascii_lowercase());
        let matcher = has_letter.then(|| {
            PinyinMatcher::builder(text)
                .pinyin_notations(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter)
                .is_pattern_partial(true)
                .build()
        });
        Self { text, matcher }
    }

    fn fit(&self, texts: Texts<'_>) -> Option<Quality> {
        let Texts { name, aliases, others } = texts;
        let text = self.text;
        let pinyin =
            |haystack: &str| self.matcher.as_ref()?.find(haystack).map(|found| found.start());
        if name == text {
            return Some(Quality::WholeName);
        }
        match name.find(text) {
            Some(0) => return Some(Quality::NameBegins),
            Some(_) => return Some(Quality::NameHolds),
            None => {}
        }
        // Initials come before the other names: two letters stand in many a romanized name.
        match pinyin(name) {
            Some(0) => Some(Quality::PinyinOfNameBegins),
            _ if aliases.contains(text) => Some(Quality::AliasHolds),
            Some(_) => Some(Quality::PinyinOfNameHolds),
            None if pinyin(aliases).is_some() => Some(Quality::PinyinOfAliasHolds),
            None => others.contains(text).then_some(Quality::OtherHolds),
        }
    }

    /// Whether the characters stand in the name or an alias in this order, others between.
    fn scattered_fit(&self, texts: Texts<'_>) -> Option<Quality> {
        let in_order = |haystack: &str| {
            let mut rest = haystack.chars();
            self.text.chars().all(|wanted| rest.any(|found| found == wanted))
        };
        let scattered = || in_order(texts.name) || in_order(texts.aliases);
        self.fit(texts).or_else(|| scattered().then_some(Quality::Scattered))
    }
}

/// The words of a query, folded as the texts are.
fn words(query: &str) -> Vec<String> {
    let query: String = query.chars().take(MAX_QUERY_CHARS).collect();
    let parted = AFFIXES.iter().fold(query.clone(), |query, affix| query.replace(affix, " "));
    let folded = |text: &str| -> Vec<String> {
        text.split_whitespace().map(search_key).filter(|word| !word.is_empty()).collect()
    };
    let words = folded(&parted);
    if words.is_empty() { folded(&query) } else { words }
}

impl Snapshot {
    /// The listed stations that a query finds, best first.
    pub fn search(&self, query: &str) -> Vec<RowId> {
        self.search.find(query).into_iter().map(RowId).collect()
    }
}
