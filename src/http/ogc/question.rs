//! What is asked of a collection: the parameters of `items`.

use std::sync::LazyLock;

use super::error::problem;
use super::negotiate::{self, Format};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::district::Zone;
use crate::features::filter::{Language, MAX_BYTES, Moment, Reading};
use crate::features::{Collection, Crs, Filter, Page};
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query, Words};
use crate::http::site::Call;

/// Features of a page when nothing is asked.
pub(super) const DEFAULT_LIMIT: usize = 100;
/// Features of a page at most; who asks for more gets so many.
pub(super) const MAX_LIMIT: usize = 10_000;

/// The parameters that every collection knows, besides its properties.
pub(super) const KNOWN: &[&str] = &[
    "bbox",
    "bbox-crs",
    "crs",
    "datetime",
    "f",
    "filter",
    "filter-crs",
    "filter-lang",
    "limit",
    "offset",
];

const CRS: Words<Crs> = Words {
    what: Said::fixed("坐标参考系统的地址", "the address of a reference system"),
    all: &Crs::ALL,
    key: |crs| crs.uri(),
};

const LANGUAGES: Words<Language> = Words {
    what: Said::fixed("过滤语言", "the language of the filter"),
    all: &[Language::Text, Language::Json],
    key: |language| match language {
        Language::Text => "cql2-text",
        Language::Json => "cql2-json",
    },
};

/// A question as it was read.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) collection: Collection,
    pub(super) filter: Filter,
    pub(super) page: Page,
    pub(super) crs: Crs,
    pub(super) format: Format,
}

impl Question {
    pub(super) fn read(call: &Call<'_>, collection: Collection) -> Result<Self, HttpError> {
        let query = Query::read(call.uri.query(), known(collection))?;
        let zone = call.app().district.zone;
        let format = negotiate::format(&query, call.headers, &negotiate::FEATURES)?;
        let mut filter = Filter::default();
        bbox(&query, &mut filter)?;
        datetime(&query, collection, zone, &mut filter)?;
        properties(&query, collection, call.snapshot().amenities(), &mut filter)?;
        cql2(&query, collection, zone, &mut filter)?;
        let default = match format {
            // A file is wanted whole.
            Format::Csv | Format::Xlsx => MAX_LIMIT,
            Format::Json | Format::Html => DEFAULT_LIMIT,
        };
        let page = Page { offset: offset(&query)?, limit: limit(&query, default)? };
        Ok(Self { collection, filter, page, crs: crs(&query)?, format })
    }
}

/// The parameters of a collection: the common ones and its properties.
pub(super) fn known(collection: Collection) -> &'static [&'static str] {
    static ALL: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
        let of = |collection: Collection| {
            let own = collection.properties().iter().map(|property| property.name);
            KNOWN.iter().copied().chain(own).collect()
        };
        Collection::ALL.into_iter().map(of).collect()
    });
    let at = Collection::ALL.iter().position(|each| *each == collection);
    at.and_then(|at| ALL.get(at)).map_or(KNOWN, Vec::as_slice)
}

/// `crs`: in which the answer's geometries are.
pub(super) fn crs(query: &Query<'_>) -> Result<Crs, HttpError> {
    Ok(params::word(query, "crs", &CRS)?.unwrap_or_default())
}

fn limit(query: &Query<'_>, default: usize) -> Result<usize, HttpError> {
    const EXPECTED: Said = Said::fixed(
        "不小于 1 的整数；超过 10000 时按 10000 处理",
        "a whole number from 1; what is more than 10000 is taken as 10000",
    );
    if !query.has("limit") {
        return Ok(default);
    }
    match params::whole(query, "limit", EXPECTED)? {
        0 => Err(params::invalid("limit", EXPECTED, "至少为 1", "it is less than 1")),
        limit => Ok(usize::try_from(limit).unwrap_or(MAX_LIMIT).min(MAX_LIMIT)),
    }
}

fn offset(query: &Query<'_>) -> Result<usize, HttpError> {
    const EXPECTED: Said = Said::fixed(
        "从第几个要素开始，不小于 0 的整数",
        "how many features are left out before the page, a whole number",
    );
    if !query.has("offset") {
        return Ok(0);
    }
    let offset = params::whole(query, "offset", EXPECTED)?;
    Ok(usize::try_from(offset).unwrap_or(usize::MAX))
}

fn bbox(query: &Query<'_>, filter: &mut Filter) -> Result<(), HttpError> {
    const EXPECTED: Said = Said::fixed(
        "四个（或带高度的六个）数，按坐标轴顺序先小后大，例如 116.40,39.85,116.50,39.95",
        "four numbers (or six with heights), the smaller ones first in the order of the axes, e.g. 116.40,39.85,116.50,39.95",
    );
    let crs = params::word(query, "bbox-crs", &CRS)?;
    let Some(value) = query.get("bbox")? else { return Ok(()) };
    let numbers: Option<Vec<f64>> =
        value.split(',').map(|number| number.trim().parse().ok()).collect();
    let corners = match numbers.as_deref() {
        Some(&[a, b, c, d]) | Some(&[a, b, _, c, d, _]) => [a, b, c, d],
        _ => {
            let (zh, en) = ("不是四个或六个数", "it is neither four nor six numbers");
            return Err(params::invalid("bbox", EXPECTED, zh, en));
        }
    };
    let added = filter.and_bbox(corners, crs.unwrap_or_default());
    added.map_err(|error| {
        let en = match &error {
            crate::features::FilterError::Geometry { problem } => problem.clone(),
            other => other.to_string(),
        };
        params::invalid("bbox", EXPECTED, "超出范围或南北颠倒", &en)
    })
}

fn datetime(
    query: &Query<'_>,
    collection: Collection,
    zone: Zone,
    filter: &mut Filter,
) -> Result<(), HttpError> {
    const EXPECTED: Said = Said::fixed(
        "日期、RFC 3339 时刻或以 / 分隔的区间，一端可为 ..，例如 2026-01-01/..",
        "a date, an RFC 3339 instant, or two of them with / between, of which one may be .., e.g. 2026-01-01/..",
    );
    let Some(value) = query.get("datetime")? else { return Ok(()) };
    let wrong = || {
        let (zh, en) = ("不是时刻或区间", "it is neither an instant nor an interval");
        params::invalid("datetime", EXPECTED, zh, en)
    };
    let end = |text: &str| match text.trim() {
        "" | ".." => Some(None),
        text => Moment::read(text).map(Some),
    };
    let span = match value.split_once('/') {
        Some((from, until)) => [end(from), end(until)],
        None => [end(&value).filter(Option::is_some); 2],
    };
    let [Some(from), Some(until)] = span else { return Err(wrong()) };
    if from.is_none() && until.is_none() && !value.contains("..") {
        return Err(wrong());
    }
    // Areas and gaps have no time, so that every time is theirs.
    if let Some(property) = collection.day_of_datetime() {
        filter.and_span(property, [from, until], zone);
    }
    Ok(())
}

fn properties(
    query: &Query<'_>,
    collection: Collection,
    amenities: &AmenityCatalogue,
    filter: &mut Filter,
) -> Result<(), HttpError> {
    for (at, property) in collection.properties().iter().enumerate() {
        let Some(text) = query.get(property.name)? else { continue };
        if filter.and_equal(collection, at, &text, amenities).is_none() {
            let expected = Said::made(property.zh, property.en);
            let (zh, en) = ("不是这个属性的值", "it is no value of this property");
            return Err(params::invalid(property.name, expected, zh, en));
        }
    }
    Ok(())
}

fn cql2(
    query: &Query<'_>,
    collection: Collection,
    zone: Zone,
    filter: &mut Filter,
) -> Result<(), HttpError> {
    let language = params::word(query, "filter-lang", &LANGUAGES)?.unwrap_or_default();
    let crs = params::word(query, "filter-crs", &CRS)?.unwrap_or_default();
    let Some(text) = query.get_up_to("filter", MAX_BYTES)? else { return Ok(()) };
    let reading = Reading { language, crs, collection, zone };
    filter.and_cql2(&text, &reading).map_err(|error| problem("filter", &error))
}
