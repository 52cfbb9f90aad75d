//! From an answer to its bytes on the wire: caching, `304`, compression. What every read needs
//! and no endpoint should think about.

use std::hash::Hasher;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::compress::{Coding, Effort, Encoded, QUICKEST, WORTH_BYTES, compressed};
use super::error::HttpError;
use super::language::Language;
use super::ranges::{Part, part_of};

/// An answer, apart from how it is sent.
pub(super) struct Reply {
    pub(super) content: Content,
    pub(super) content_type: &'static str,
    pub(super) cache: Cache,
    /// Set when the answer holds words in the client's language.
    pub(super) language: Option<Language>,
    /// Whether its form may depend on `Accept`.
    pub(super) by_accept: bool,
    /// Whether parts of it can be asked for.
    by_ranges: bool,
    /// What names the content, where that is known without looking at its bytes.
    pub(super) tag: Option<String>,
    /// Further headers; one that stands there twice is sent twice.
    pub(super) extra: Vec<(HeaderName, HeaderValue)>,
    pub(super) status: StatusCode,
}

/// The bytes of an answer.
pub(super) enum Content {
    /// Made for this request.
    Fresh(Vec<u8>),
    /// Made ahead, in every coding.
    Ready(Arc<Encoded>),
    /// Made while it is sent; kept by nobody.
    Flowing(Body),
}

/// How long an answer may be kept by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cache {
    /// Not at all: it tells where somebody stands.
    Never,
    /// Everybody may keep it, and asks each time whether it still holds.
    Ask,
    /// For ever: its address changes with its content.
    Immutable,
}

pub(super) const JSON: &str = "application/json";
pub(super) const GEOJSON: &str = "application/geo+json";
pub(super) const HTML: &str = "text/html; charset=utf-8";

impl Reply {
    /// An answer in JSON that anybody may keep as long as it holds.
    pub(super) fn json(body: Vec<u8>) -> Self {
        Self::new(Content::Fresh(body), JSON)
    }

    /// A few words for people or for a program that reads text.
    pub(super) fn text(body: String) -> Self {
        Self::new(Content::Fresh(body.into_bytes()), "text/plain; charset=utf-8")
    }

    /// A page for people.
    pub(super) fn html(body: Vec<u8>) -> Self {
        Self::new(Content::Fresh(body), HTML)
    }

    /// A file.
    pub(super) fn file(body: Vec<u8>, content_type: &'static str) -> Self {
        Self::new(Content::Fresh(body), content_type)
    }

    /// A document that was made ahead.
    pub(super) fn ready(encoded: Arc<Encoded>, content_type: &'static str) -> Self {
        Self::new(Content::Ready(encoded), content_type)
    }

    /// Events, one after the other as they happen (`text/event-stream`).
    pub(super) fn events(body: Body) -> Self {
        Self::new(Content::Flowing(body), "text/event-stream").cached(Cache::Never)
    }

    /// The same, with words in a language.
    pub(super) fn in_language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// The same, in a form that depends on `Accept`.
    pub(super) fn negotiated(mut self) -> Self {
        self.by_accept = true;
        self
    }

    /// The same, of which clients may ask for parts (`Range`): for what is made ahead and large, in
    /// formats that are read in parts.
    pub(super) fn by_ranges(mut self) -> Self {
        self.by_ranges = true;
        self
    }

    /// The same, with another content type.
    pub(super) fn of_type(mut self, content_type: &'static str) -> Self {
        self.content_type = content_type;
        self
    }

    /// The same, with another status. What is not `200` is not kept by anybody.
    pub(super) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self.cached(Cache::Never)
    }

    /// The same, to be kept in another way.
    pub(super) fn cached(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// The same, with a further header, if its value is one.
    pub(super) fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        self.extra.extend(HeaderValue::from_str(value).ok().map(|value| (name, value)));
        self
    }

    /// The same, to be saved by browsers under a name.
    pub(super) fn saved_as(self, name: &str) -> Self {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        let disposition = if name.bytes().all(is_plain) {
            format!("attachment; filename=\"{name}\"")
        } else {
            // RFC 6266: any other character by its percent-encoded UTF-8.
            let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
            format!("attachment; filename*=UTF-8''{name}")
        };
        self.with_header(header::CONTENT_DISPOSITION, &disposition)
    }

    /// The same, with an entity tag of its own: what the content is made from tells all of it.
    pub(super) fn tagged(mut self, tag: String) -> Self {
        self.tag = Some(tag);
        self
    }

    fn new(content: Content, content_type: &'static str) -> Self {
        Self {
            content,
            content_type,
            cache: Cache::Ask,
            language: None,
            by_accept: false,
            by_ranges: false,
            tag: None,
            extra: Vec::new(),
            status: StatusCode::OK,
        }
    }

    /// What to send, given what the client accepts and already has.
    pub(super) fn into_response(self, request: &HeaderMap) -> Response<Body> {
        let mut tag = (self.cache != Cache::Never).then(|| self.tag());
        let part = self.part(request, tag.as_deref());
        if part == Part::Missing {
            let error = HttpError::NoSuchRange { length: self.plain().len() };
            return error.into_response(Language::preferred_by(request));
        }
        let may_compress = is_compressible(self.content_type) || self.content.is_coded();
        let content_range = part.of(self.plain().len());
        let status =
            if content_range.is_some() { StatusCode::PARTIAL_CONTENT } else { self.status };
        let (body, coding) = match (self.content, part) {
            (Content::Ready(ready), Part::Bytes { first, last }) => {
                (Body::from(ready.plain().slice(first..=last)), None)
            }
            (Content::Fresh(bytes), _) => sent(encoded_now(bytes, request, may_compress)),
            (Content::Ready(ready), _) => sent(ready.for_client(request)),
            (Content::Flowing(body), _) => (body, None),
        };
        if let (Some(tag), Some(coding)) = (&mut tag, coding) {
            // A strong tag names bytes, so that every coding has its own.
            tag.push('-');
            tag.push_str(coding.token());
        }
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        // Ours, those of the front door, and the length: growing twice costs more.
        headers.reserve(12);
        headers.insert(header::CACHE_CONTROL, self.cache.control());
        if let Some(tag) = &tag
            && let Ok(value) = HeaderValue::try_from(["\"", tag, "\""].concat())
        {
            headers.insert(header::ETAG, value);
        }
        if let Some(vary) = vary(self.language.is_some(), may_compress) {
            headers.insert(header::VARY, vary);
        }
        if self.by_accept {
            headers.append(header::VARY, HeaderValue::from_static("accept"));
        }
        if tag.is_some_and(|tag| holds(request, &tag)) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, of_type(self.content_type));
        if let Some(language) = self.language {
            headers.insert(header::CONTENT_LANGUAGE, language.header());
        }
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.token()));
        }
        if self.by_ranges {
            headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        }
        headers.extend(content_range.map(|range| (header::CONTENT_RANGE, range)));
        for (name, value) in self.extra {
            headers.append(name, value);
        }
        *response.status_mut() = status;
        *response.body_mut() = body;
        response
    }

    /// What names the content.
    fn tag(&self) -> String {
        match (&self.tag, &self.content) {
            (Some(tag), _) => tag.clone(),
            (None, Content::Ready(ready)) => ready.tag().to_owned(),
            (None, _) => entity_tag(self.plain()),
        }
    }

    /// How much of it is to be sent; who holds parts names them by the tag.
    fn part(&self, request: &HeaderMap, tag: Option<&str>) -> Part {
        match tag {
            Some(tag) if self.by_ranges => part_of(request, tag, self.plain().len()),
            _ => Part::Whole,
        }
    }

    fn plain(&self) -> &[u8] {
        match &self.content {
            Content::Fresh(bytes) => bytes,
            Content::Ready(ready) => ready.plain(),
            Content::Flowing(_) => &[],
        }
    }
}

impl Content {
    /// Whether its bytes depend on the codings that a client takes, whatever their type.
    fn is_coded(&self) -> bool {
        matches!(self, Self::Ready(ready) if ready.is_coded())
    }
}

impl Cache {
    /// The value of `Cache-Control`, checked when the program is built.
    fn control(self) -> HeaderValue {
        const NEVER: HeaderValue = HeaderValue::from_static("private, no-store");
        const ASK: HeaderValue = HeaderValue::from_static("public, no-cache");
        const IMMUTABLE: HeaderValue =
            HeaderValue::from_static("public, max-age=31536000, immutable");
        match self {
            Self::Never => NEVER,
            Self::Ask => ASK,
            Self::Immutable => IMMUTABLE,
        }
    }
}

/// The same content has the same tag, on every node and after a restart.
pub(super) fn entity_tag(plain: &[u8]) -> String {
    // The default hasher has fixed keys: its sum depends on the bytes alone.
    let mut hasher = std::hash::DefaultHasher::new();
    hasher.write(plain);
    format!("{:016x}", hasher.finish())
}

/// Whether the client says that it has the content with this tag.
pub(super) fn holds(request: &HeaderMap, tag: &str) -> bool {
    request.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        value.to_str().unwrap_or("").split(',').any(|given| {
            let given = given.trim();
            let opaque = given.strip_prefix("W/").unwrap_or(given);
            given == "*" || opaque.trim_matches('"') == tag
        })
    })
}

fn sent((bytes, coding): (Bytes, Option<Coding>)) -> (Body, Option<Coding>) {
    (Body::from(bytes), coding)
}

fn encoded_now(bytes: Vec<u8>, request: &HeaderMap, may_compress: bool) -> (Bytes, Option<Coding>) {
    if !may_compress || bytes.len() <= WORTH_BYTES {
        return (Bytes::from(bytes), None);
    }
    let coding = Coding::accepted(request, QUICKEST);
    match coding.and_then(|coding| compressed(&bytes, coding, Effort::Quick)) {
        Some(smaller) => (smaller, coding),
        None => (Bytes::from(bytes), None),
    }
}

fn vary(by_language: bool, by_coding: bool) -> Option<HeaderValue> {
    const BY_BOTH: HeaderValue = HeaderValue::from_static("accept-language, accept-encoding");
    const BY_LANGUAGE: HeaderValue = HeaderValue::from_static("accept-language");
    const BY_CODING: HeaderValue = HeaderValue::from_static("accept-encoding");
    match (by_language, by_coding) {
        (true, true) => Some(BY_BOTH),
        (true, false) => Some(BY_LANGUAGE),
        (false, true) => Some(BY_CODING),
        (false, false) => None,
    }
}

/// The value of `Content-Type`; the most usual one is checked when the program is built.
fn of_type(content_type: &'static str) -> HeaderValue {
    const OF_JSON: HeaderValue = HeaderValue::from_static(JSON);
    if content_type == JSON { OF_JSON } else { HeaderValue::from_static(content_type) }
}

pub(super) fn is_compressible(content_type: &str) -> bool {
    const COMPRESSIBLE: [&str; 4] = ["text/", "+json", "javascript", "+xml"];
    // Most answers are JSON, and to see that first is quicker than to look for words.
    content_type == JSON || COMPRESSIBLE.iter().any(|part| content_type.contains(part))
}
