//! `/ogc/collections/{id}/items` and `…/items/{feature}`: the features themselves.
//!
//! A filter may have to look at every station, so that answers are made beside the threads that
//! answer riders, few at once.

use std::sync::Arc;

use axum::http::HeaderName;
use maud::{Markup, html};
use serde_json::Value as Json;

use super::geojson::{self, PageOf};
use super::html::{Crumb, document};
use super::links::{Base, link};
use super::negotiate::{self, FEATURE, Format};
use super::question::{self, Question};
use super::{collection_of, collections};
use crate::features::{Collection, Crs, Feature, Found, Page, Record, areas, stations};
use crate::http::api::coverage::{self, gaps};
use crate::http::errand::{Errand, Running};
use crate::http::error::HttpError;
use crate::http::language::Language;
use crate::http::params;
use crate::http::planning::worked;
use crate::http::reply::{Cache, GEOJSON, HTML, Reply};
use crate::http::site::Call;
use crate::http::tabular::{self, shown};
use crate::index::Snapshot;
use crate::service::table;

const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");

/// A page of features.
pub(in crate::http) fn list(errand: Errand) -> Running {
    Box::pin(async move {
        let question = Question::read(&errand.call(), collection_of(errand.uri.path())?)?;
        let cache = cache_of(&errand, question.collection).await?;
        let (snapshot, few) = few(&errand, question.collection).await?;
        let made = beside(errand, move |call| match few {
            Some(records) => {
                let found = question.page.of(records, &question.filter);
                answer(call, &question, &found)
            }
            None => {
                let found =
                    stations::page(&snapshot, question.collection, &question.filter, question.page);
                answer(call, &question, &found)
            }
        });
        Ok(made.await?.cached(cache))
    })
}

/// One feature.
pub(in crate::http) fn one(errand: Errand) -> Running {
    Box::pin(async move {
        let call = errand.call();
        let query = call.query(&["crs", "f"])?;
        let crs = question::crs(&query)?;
        let format = negotiate::format(&query, call.headers, &FEATURE)?;
        let collection = collection_of(call.uri.path())?;
        let id = params::path_segment(call.last_segment())?;
        let cache = cache_of(&errand, collection).await?;
        let (snapshot, few) = few(&errand, collection).await?;
        let reply = match few {
            Some(records) => {
                let found = records.into_iter().find(|record| record.id == id);
                let found = found.ok_or(HttpError::NoSuchFeature)?;
                alone(&call, collection, &found, crs, format)
            }
            None => {
                let found = stations::by_code(&snapshot, collection, &id);
                let found = found.ok_or(HttpError::NoSuchFeature)?;
                alone(&call, collection, &found, crs, format)
            }
        };
        Ok(reply.cached(cache))
    })
}

/// Who may keep an answer, if whoever asks may read the collection at all.
async fn cache_of(errand: &Errand, collection: Collection) -> Result<Cache, HttpError> {
    match collection {
        Collection::Stations | Collection::Homes | Collection::Areas => Ok(Cache::Ask),
        Collection::CoverageGaps => coverage::published(errand).await,
    }
}

/// The snapshot, and the features of a collection that has few of them.
async fn few(
    errand: &Errand,
    collection: Collection,
) -> Result<(Arc<Snapshot>, Option<Vec<Record>>), HttpError> {
    let snapshot = errand.site.app.published.load_full();
    let few = match collection {
        Collection::Stations | Collection::Homes => None,
        Collection::Areas => Some(areas::records(&snapshot)),
        Collection::CoverageGaps => Some(gaps::records(&errand.site, &snapshot).await?),
    };
    Ok((snapshot, few))
}

/// Makes an answer on a thread that nobody else waits for.
async fn beside(
    errand: Errand,
    make: impl FnOnce(&Call<'_>) -> Result<Reply, HttpError> + Send + 'static,
) -> Result<Reply, HttpError> {
    let site = Arc::clone(&errand.site);
    worked(&site, move || make(&errand.call())).await?
}

fn answer<F: Feature>(
    call: &Call<'_>,
    question: &Question,
    found: &Found<F>,
) -> Result<Reply, HttpError> {
    let base = Base::of(call);
    let features: Vec<&dyn Feature> =
        found.features.iter().map(|feature| feature as &dyn Feature).collect();
    let reply = match question.format {
        Format::Json => {
            let page = PageOf {
                collection: question.collection,
                crs: question.crs,
                matched: found.matched,
                links: links(call, &base, question, found.matched),
                features: &features,
            };
            Reply::json(geojson::written(&page)).of_type(GEOJSON)
        }
        Format::Html => page(call, &base, question, &features, found.matched),
        Format::Csv | Format::Xlsx => file(call.language, question, &features)?,
    };
    Ok(reply.with_header(CONTENT_CRS, &format!("<{}>", question.crs.uri())).negotiated())
}

fn alone(
    call: &Call<'_>,
    collection: Collection,
    own: &dyn Feature,
    crs: Crs,
    format: Format,
) -> Reply {
    let base = Base::of(call);
    let reply = match format {
        Format::Html => {
            let content = html! {
                table {
                    @for (at, property) in collection.properties().iter().enumerate() {
                        tr {
                            th { (call.language.pick(property.zh, property.name)) }
                            td { (shown(&own.value(at))) }
                        }
                    }
                }
            };
            let crumbs = crumbs(call.language, collection);
            let crumbs: Vec<Crumb<'_>> =
                crumbs.iter().map(|(path, title)| Crumb { path, title }).collect();
            document(call, &base, own.id(), &crumbs, content).in_language(call.language)
        }
        _ => Reply::json(geojson::written_alone(collection, own, crs, &base)).of_type(GEOJSON),
    };
    reply.with_header(CONTENT_CRS, &format!("<{}>", crs.uri())).negotiated()
}

/// The page itself, its other forms, and the pages beside it.
fn links(call: &Call<'_>, base: &Base, question: &Question, matched: usize) -> Vec<Json> {
    let with = |changes: &[(&str, String)]| base.site(&address(call, changes));
    let as_form = |format: Format| with(&[("f", format.key().to_owned())]);
    let of = base.ogc(&format!("/collections/{}", question.collection.id()));
    let mut links = vec![
        link("self", GEOJSON, "GeoJSON", &as_form(Format::Json)),
        link("alternate", HTML, "HTML", &as_form(Format::Html)),
        link("alternate", collections::CSV, "CSV", &as_form(Format::Csv)),
        link("alternate", collections::XLSX, "Excel", &as_form(Format::Xlsx)),
        link("collection", crate::http::reply::JSON, question.collection.id(), &of),
    ];
    let Page { offset, limit } = question.page;
    let beside = |offset: usize| {
        let changes = [("offset", offset.to_string()), ("f", question.format.key().to_owned())];
        with(&changes)
    };
    if offset.saturating_add(limit) < matched {
        let title = call.language.pick("下一页", "Next page");
        links.push(link("next", GEOJSON, title, &beside(offset + limit)));
    }
    if offset > 0 {
        let title = call.language.pick("上一页", "Previous page");
        links.push(link("prev", GEOJSON, title, &beside(offset.saturating_sub(limit))));
    }
    links
}

/// The address that was asked, with other values of some parameters.
fn address(call: &Call<'_>, changes: &[(&str, String)]) -> String {
    let kept = call.uri.query().unwrap_or("").split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or("");
        !name.is_empty() && changes.iter().all(|(changed, _)| *changed != name)
    });
    let mut query: Vec<String> = kept.map(str::to_owned).collect();
    query.extend(changes.iter().map(|(name, value)| format!("{name}={value}")));
    format!("{}?{}", call.uri.path(), query.join("&"))
}

fn page(
    call: &Call<'_>,
    base: &Base,
    question: &Question,
    features: &[&dyn Feature],
    matched: usize,
) -> Reply {
    let properties = question.collection.properties();
    let shown_on_list = properties.iter().enumerate().take(8);
    let links = links(call, base, question, matched);
    let beside = links.iter().filter(|link| link["rel"] == "next" || link["rel"] == "prev");
    let content: Markup = html! {
        p { (features.len()) " / " (matched) }
        p {
            @for link in beside {
                a href=(link["href"].as_str().unwrap_or("")) { (link["title"].as_str().unwrap_or("")) } " "
            }
        }
        div.wide {
            table {
                tr {
                    @for (_, property) in shown_on_list.clone() {
                        th { (call.language.pick(property.zh, property.name)) }
                    }
                }
                @for feature in features {
                    tr {
                        @for (at, _) in shown_on_list.clone() {
                            td {
                                @if at == 0 {
                                    a href=(base.ogc(&format!(
                                        "/collections/{}/items/{}?f=html",
                                        question.collection.id(), feature.id()
                                    ))) { (shown(&feature.value(at))) }
                                } @else {
                                    (shown(&feature.value(at)))
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    let crumbs = crumbs(call.language, question.collection);
    let crumbs: Vec<Crumb<'_>> = crumbs.iter().map(|(path, title)| Crumb { path, title }).collect();
    let title = collections::title(question.collection);
    let title = call.language.of(&title);
    document(call, base, title, &crumbs, content).in_language(call.language)
}

fn crumbs(language: Language, collection: Collection) -> [(String, String); 3] {
    let title = collections::title(collection);
    [
        (String::new(), "OGC API".to_owned()),
        ("/collections".to_owned(), language.pick("数据集", "Collections").to_owned()),
        (format!("/collections/{}", collection.id()), language.of(&title).to_owned()),
    ]
}

/// A table of all properties, with the two coordinates of what is a point.
fn file(
    language: Language,
    question: &Question,
    features: &[&dyn Feature],
) -> Result<Reply, HttpError> {
    let title = collections::title(question.collection).zh.into_owned();
    let table = tabular::table(title, question.collection, question.crs, features);
    let id = question.collection.id();
    let failed = |error: crate::service::ServiceError| {
        tracing::error!(%error, "a table could not be written");
        HttpError::Internal
    };
    let (bytes, content_type) = match question.format {
        Format::Xlsx => (table::xlsx(&table).map_err(failed)?, collections::XLSX),
        _ => (table::csv(&table).map_err(failed)?, collections::CSV),
    };
    let name = format!("{id}.{}", question.format.key());
    Ok(Reply::file(bytes, content_type).saved_as(&name).in_language(language))
}
