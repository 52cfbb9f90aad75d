//! `/ogc/collections` and `/ogc/collections/{id}`: what there is, where it is, and in which
//! reference systems.

use geo::{BoundingRect, Rect};
use maud::html;
use serde_json::{Value, json};

use super::about::selves;
use super::html::{Crumb, document};
use super::links::{Base, link};
use super::negotiate::{self, Format};
use super::queryables::CONTENT_TYPE as SCHEMA;
use super::{collection_of, json};
use crate::features::{Collection, Crs};
use crate::http::error::{HttpError, Said};
use crate::http::reply::{GEOJSON, HTML, JSON, Reply};
use crate::http::site::Call;
use crate::index::Snapshot;

pub(super) const CSV: &str = "text/csv; charset=utf-8";
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `/ogc/collections`.
pub(in crate::http) fn list(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(&["f"])?;
    let base = Base::of(call);
    let title = call.language.pick("数据集", "Collections");
    let reply = match negotiate::format(&query, call.headers, &negotiate::DOCUMENT)? {
        Format::Html => {
            let content = html! {
                dl {
                    @for collection in Collection::ALL {
                        dt {
                            a href=(base.ogc(&format!("/collections/{}?f=html", collection.id()))) {
                                (call.language.of(&self::title(collection)))
                            }
                        }
                        dd { (call.language.of(&about(collection))) }
                    }
                }
            };
            document(call, &base, title, &[Crumb { path: "", title: "OGC API" }], content)
        }
        _ => {
            let collections = Collection::ALL.map(|collection| described(call, &base, collection));
            let body = json!({
                "links": selves(call, &base, "/collections", JSON),
                "crs": Crs::ALL.map(Crs::uri),
                "collections": collections,
            });
            json(&body, JSON)
        }
    };
    Ok(reply.in_language(call.language).negotiated())
}

/// `/ogc/collections/{id}`.
pub(in crate::http) fn one(call: &Call<'_>) -> Result<Reply, HttpError> {
    let query = call.query(&["f"])?;
    let collection = collection_of(call.uri.path())?;
    let base = Base::of(call);
    let reply = match negotiate::format(&query, call.headers, &negotiate::DOCUMENT)? {
        Format::Html => {
            let id = collection.id();
            let pick = |zh, en| call.language.pick(zh, en);
            let content = html! {
                p { (call.language.of(&about(collection))) }
                ul {
                    @for (path, title) in [
                        ("/items?f=html", pick("浏览", "Browse")),
                        ("/items?f=json", "GeoJSON"),
                        ("/items?f=csv", "CSV"),
                        ("/items?f=xlsx", "Excel"),
                        ("/queryables?f=html", pick("可用于筛选的属性", "Queryables")),
                    ] {
                        li { a href=(base.ogc(&format!("/collections/{id}{path}"))) { (title) } }
                    }
                }
            };
            let crumbs = [
                Crumb { path: "", title: "OGC API" },
                Crumb { path: "/collections", title: pick("数据集", "Collections") },
            ];
            let title = title(collection);
            document(call, &base, call.language.of(&title), &crumbs, content)
        }
        _ => json(&described(call, &base, collection), JSON),
    };
    Ok(reply.in_language(call.language).negotiated())
}

fn described(call: &Call<'_>, base: &Base, collection: Collection) -> Value {
    let id = collection.id();
    let path = format!("/collections/{id}");
    let mut links = selves(call, base, &path, JSON);
    let items = |format: &str| base.ogc(&format!("{path}/items?f={format}"));
    links.extend([
        link("items", GEOJSON, "GeoJSON", &items("json")),
        link("items", HTML, "HTML", &items("html")),
        link("items", CSV, "CSV", &items("csv")),
        link("items", XLSX, "Excel", &items("xlsx")),
        link(
            "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            SCHEMA,
            "queryables",
            &base.ogc(&format!("{path}/queryables?f=json")),
        ),
    ]);
    let mut body = json!({
        "id": id,
        "title": call.language.of(&title(collection)),
        "description": call.language.of(&about(collection)),
        "links": links,
        "itemType": "feature",
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": Crs::Crs84.uri(),
    });
    if let Some(extent) = extent(&call.snapshot(), collection) {
        let corners = [extent.min().x, extent.min().y, extent.max().x, extent.max().y];
        body["extent"] = json!({ "spatial": { "bbox": [corners], "crs": Crs::Crs84.uri() } });
    }
    body
}

/// Where the features of a collection are: gaps are where areas are.
fn extent(snapshot: &Snapshot, collection: Collection) -> Option<Rect<f64>> {
    let boxes: Vec<Rect<f64>> = match collection.station_kind() {
        Some(kind) => {
            let listed = snapshot.rows().map(|(_, row)| row);
            let listed = listed.filter(|row| row.is_listed() && row.kind() == kind);
            let points = listed.map(|row| {
                geo::coord! {
                    x: row.position().lon(), y: row.position().lat()
                }
            });
            points.map(|at| Rect::new(at, at)).collect()
        }
        None => snapshot.areas().iter().filter_map(|area| area.boundary.bounding_rect()).collect(),
    };
    boxes.into_iter().reduce(|a, b| {
        let (low, high) = (a.min(), a.max());
        Rect::new(
            (low.x.min(b.min().x), low.y.min(b.min().y)),
            (high.x.max(b.max().x), high.y.max(b.max().y)),
        )
    })
}

/// What a collection is called.
pub(super) fn title(collection: Collection) -> Said {
    match collection {
        Collection::Stations => Said::fixed("工会驿站", "Union post stations"),
        Collection::Homes => Said::fixed("职工之家", "Public worker homes"),
        Collection::Areas => Said::fixed("街道和地区", "Street and area offices"),
        Collection::CoverageGaps => Said::fixed("覆盖空白", "Coverage gaps"),
    }
}

fn about(collection: Collection) -> Said {
    match collection {
        Collection::Stations => Said::fixed(
            "正在服务或暂停开放的工会驿站：名称、地址、开放时间、服务设施和进入方式。datetime 按最近核验日期筛选，未核验过的不在其中。",
            "Union post stations that serve or are closed for some days: name, address, hours, amenities, ways in. `datetime` asks for the day of the last verification; stations never verified are left out then.",
        ),
        Collection::Homes => Said::fixed(
            "正在服务或暂停开放的公共区域职工之家。datetime 按最近核验日期筛选。",
            "Public worker homes that serve or are closed for some days. `datetime` asks for the day of the last verification.",
        ),
        Collection::Areas => Said::fixed(
            "各街道、地区的范围，以及其中驿站和职工之家的数目。",
            "The territories of the offices, each with how many stations and homes it has.",
        ),
        Collection::CoverageGaps => Said::fixed(
            "一公里内没有任何驿站或职工之家的地方，按街道切分，人多的在前。",
            "What has no station or home within one kilometre, cut at the offices' borders, the most people first.",
        ),
    }
}
