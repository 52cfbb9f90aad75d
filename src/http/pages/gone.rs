//! Addresses that lead to no station (any more): a page that says so and shows a way on.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::facts::way_on;
use super::head::{About, Audience};
use super::station::path;
use super::template::{Content, template};
use crate::domain::travel_time::Mode;
use crate::http::Language;
use crate::http::api::schema::FullStation;
use crate::http::reply::Reply;
use crate::http::site::Call;
use crate::index::filter::{Asked, Filter, OpenWhen};
use crate::index::nearest::{Hit, Nearest};
use crate::index::{RowId, Snapshot};

/// How many stations are offered instead.
const OFFERED: usize = 3;

/// No station ever had this code.
pub(super) fn unknown(call: &Call<'_>, code: &str) -> Reply {
    let language = call.language;
    let title = language.pick("没有这个驿站", "No such station");
    let page = html! {
        main.unscripted {
            (way_on(language))
            h1 { (title) }
            p {
                (language.pick("编码", "The code")) " “" (code) "” "
                (language.pick(
                    "没有对应的驿站：请核对链接或门牌上的编码，或从上面的链接查找。",
                    "belongs to no station: compare it with the plaque, or look for the station by the link above.",
                ))
            }
        }
    };
    sent(call, StatusCode::NOT_FOUND, title.to_owned(), path(code), page)
}

/// The station is gone for good; the nearest ones that are open are offered.
pub(super) fn retired(
    call: &Call<'_>,
    snapshot: &Snapshot,
    id: RowId,
    station: &FullStation,
) -> Reply {
    let language = call.language;
    let (open, hits) = instead(call, snapshot, id);
    let page = html! {
        main.unscripted {
            (way_on(language))
            h1 { (station.name) }
            p.state { (language.pick("已撤销", "Closed for good")) }
            p { (station.address) }
            @if let Some(survivor) = survivor(snapshot, station) {
                p {
                    (language.pick("现为：", "It is the same place as: "))
                    a href=(path(snapshot.code(survivor))) { (snapshot.name(survivor)) }
                }
            }
            @if !hits.is_empty() {
                h2 {
                    @match open {
                        OpenWhen::Now => { (language.pick("附近正在开放的驿站", "Open now nearby")) }
                        _ => { (language.pick("附近的驿站", "Nearby")) }
                    }
                }
                ul {
                    @for hit in &hits {
                        li {
                            a href=(path(snapshot.code(hit.row))) { (snapshot.name(hit.row)) }
                            " " (distance(language, hit.distance_m))
                        }
                    }
                }
            }
        }
    };
    sent(call, StatusCode::GONE, station.name.clone(), path(&station.code), page)
}

fn sent(call: &Call<'_>, status: StatusCode, title: String, path: String, page: Markup) -> Reply {
    let audience = Audience::Bearers;
    let about =
        About { description: title.clone(), title, path, audience, card: None, json_ld: None };
    let page = template().filled(call.language, &about.markup(call), Content::Facts(page));
    Reply::html(page).in_language(call.language).with_status(status)
}

/// The nearest stations that are open now; at night, when none is, the nearest of all.
fn instead(call: &Call<'_>, snapshot: &Snapshot, id: RowId) -> (OpenWhen, Vec<Hit>) {
    let app = call.app();
    let asked = Asked::new(app.clock.now(), app.district.zone, Mode::default());
    let nearest = |open| {
        let filter = Filter { open, ..Filter::default() };
        let from = snapshot.row(id).position();
        snapshot.nearest(&Nearest { from, limit: OFFERED, radius_m: None, filter }, &asked)
    };
    let hits = nearest(OpenWhen::Now);
    if hits.is_empty() { (OpenWhen::Any, nearest(OpenWhen::Any)) } else { (OpenWhen::Now, hits) }
}

/// The station that stands for one that was merged, and for that one if it was merged too.
fn survivor(snapshot: &Snapshot, station: &FullStation) -> Option<RowId> {
    const LONGEST_CHAIN: usize = 8;
    let mut found = snapshot.by_code(station.merged_into.as_deref()?)?;
    for _ in 0..LONGEST_CHAIN {
        let mut json = b"{\"code\":\"\"".to_vec();
        snapshot.write_detail(found, &mut json);
        json.push(b'}');
        let detail: serde_json::Value = serde_json::from_slice(&json).ok()?;
        match detail["merged_into"].as_str() {
            Some(next) => found = snapshot.by_code(next)?,
            None => return Some(found),
        }
    }
    None
}

/// `350 米`, `1.2 公里`: as the crow flies.
fn distance(language: Language, distance_m: f64) -> String {
    if distance_m < 995.0 {
        let tens_m = (distance_m / 10.0).round() * 10.0;
        return format!("{tens_m:.0} {}", language.pick("米", "m"));
    }
    format!("{:.1} {}", distance_m / 1000.0, language.pick("公里", "km"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_told_as_people_say_them() {
        for (distance_m, zh, en) in [
            (4.0, "0 米", "0 m"),
            (347.0, "350 米", "350 m"),
            (994.0, "990 米", "990 m"),
            (996.0, "1.0 公里", "1.0 km"),
            (12_345.0, "12.3 公里", "12.3 km"),
        ] {
            assert_eq!(distance(Language::Zh, distance_m), zh);
            assert_eq!(distance(Language::En, distance_m), en);
        }
    }
}
