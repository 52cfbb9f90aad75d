//! `/s/{code}`: one station as a page that opens well in chats and search engines, and can be
//! read without JavaScript. The app takes over from there.

use axum::http::StatusCode;
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::app::document;
use crate::domain::coordinates::Datum;
use crate::domain::travel_time::Mode;
use crate::http::Language;
use crate::http::api::schema::{Day, FullStation, StationDetail};
use crate::http::api::{accessible, amenity_label, station};
use crate::http::error::HttpError;
use crate::http::params;
use crate::http::reply::{Cache, Reply};
use crate::http::site::Call;
use crate::index::filter::{Asked, Filter, OpenWhen};
use crate::index::nearest::Nearest;
use crate::index::{Row, RowId, Snapshot};

/// The page: the station's, one that says that it is gone (410), or one that says that there
/// has never been such a station (404).
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    let code = params::path_segment(call.last_segment())?.to_ascii_uppercase();
    let snapshot = call.snapshot();
    let Some(id) = snapshot.by_code(&code) else {
        return Ok(not_there(call.language, &html! {}, StatusCode::NOT_FOUND));
    };
    let row = snapshot.row(id);
    if !row.is_listed() {
        let instead = nearest_open(call, &snapshot, row);
        let link = html! {
            @if let Some((code, name)) = instead {
                p { (call.language.pick("最近的营业驿站：", "The nearest open one: "))
                    a href=(format!("/s/{code}")) { (name) } }
            }
        };
        return Ok(not_there(call.language, &link, StatusCode::GONE));
    }
    Ok(of(call, &snapshot, id))
}

fn of(call: &Call<'_>, snapshot: &Snapshot, id: RowId) -> Reply {
    let language = call.language;
    let bytes = station::detail(call, snapshot, id, Datum::Wgs84);
    let detail: Result<StationDetail, _> = serde_json::from_slice(&bytes);
    let Ok(StationDetail { station, .. }) = detail else {
        // The same writer's own bytes; the route tests read every station's.
        return not_there(language, &html! {}, StatusCode::NOT_FOUND);
    };
    let district = &call.app().data.district;
    let site_name = language.pick(&district.name.zh, &district.name.en);
    let title = html! { (station.name) " · " (site_name) }.into_string();
    let head = head(&station, site_name).into_string();
    let body = body(&station, language).into_string();
    document(language.tag(), &title, &head, &body).in_language(language)
}

/// A page without a station.
fn not_there(language: Language, more: &Markup, status: StatusCode) -> Reply {
    let words = match status {
        StatusCode::GONE => language.pick("这个驿站已经撤销", "This station has been retired"),
        _ => language.pick("没有这个驿站", "There is no such station"),
    };
    let body = html! {
        main style=(MAIN) {
            h1 { (words) }
            (more)
            p { a href="/" { (language.pick("找最近的驿站", "Find the nearest station")) } }
        }
    };
    let robots = html! { meta name="robots" content="noindex"; };
    let mut reply = document(language.tag(), words, &robots.into_string(), &body.into_string())
        .in_language(language)
        .cached(Cache::Never);
    reply.status = status;
    reply
}

fn nearest_open(call: &Call<'_>, snapshot: &Snapshot, row: &Row) -> Option<(String, String)> {
    let zone = call.app().data.district.zone;
    let asked = Asked::new(call.app().clock.now(), zone, Mode::default());
    let filter = Filter { open: OpenWhen::Now, ..Filter::default() };
    let nearest = Nearest { from: row.position(), limit: 1, radius_m: None, filter };
    let hit = snapshot.nearest(&nearest, &asked).into_iter().next()?;
    let bytes = station::detail(call, snapshot, hit.row, Datum::Wgs84);
    let detail: StationDetail = serde_json::from_slice(&bytes).ok()?;
    Some((detail.station.code, detail.station.name))
}

const MAIN: &str = "max-width:44rem;margin:0 auto;padding:1rem;font:1rem/1.6 system-ui,sans-serif";

fn head(station: &FullStation, site_name: &str) -> Markup {
    let description = format!("{} · {}", station.open.text, station.address);
    let path = format!("/s/{}", station.code);
    html! {
        meta name="description" content=(description);
        link rel="canonical" href=(path);
        meta property="og:type" content="place";
        meta property="og:title" content=(station.name);
        meta property="og:description" content=(description);
        meta property="og:site_name" content=(site_name);
        meta property="og:url" content=(path);
        @if station.provenance == "synthetic" { meta name="robots" content="noindex"; }
        script type="application/ld+json" { (PreEscaped(script_safe(&linked_data(station)))) }
    }
}

/// JSON that cannot end the element it stands in.
fn script_safe(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The station in the words of schema.org.
fn linked_data(station: &FullStation) -> Value {
    let hours: Vec<Value> = station.days.iter().flatten().flat_map(hours_of).collect();
    let features: Vec<Value> = station
        .amenities
        .iter()
        .map(|amenity| {
            json!({
                "@type": "LocationFeatureSpecification",
                "name": amenity.zh(),
                "value": !station.out_of_order.contains(amenity),
            })
        })
        .collect();
    json!({
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "name": station.name,
        "alternateName": station.aliases,
        "identifier": station.code,
        "url": format!("/s/{}", station.code),
        "address": station.address,
        "telephone": station.phone,
        "geo": { "@type": "GeoCoordinates", "latitude": station.lat, "longitude": station.lon },
        "isAccessibleForFree": true,
        "openingHoursSpecification": hours,
        "amenityFeature": features,
    })
}

fn hours_of(day: &Day) -> impl Iterator<Item = Value> {
    day.spans.iter().filter(|span| span.state == "open").map(|span| {
        json!({
            "@type": "OpeningHoursSpecification",
            "validFrom": day.date,
            "validThrough": day.date,
            "opens": span.from,
            // The last minute of a day is written as such: there is no 24:00 in ISO 8601-1.
            "closes": if span.to == "24:00" { "23:59" } else { &span.to },
        })
    })
}

fn body(station: &FullStation, language: Language) -> Markup {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    html! {
        main style=(MAIN) {
            h1 { (station.name) }
            p { strong { (station.open.text) } }
            @if let Some(closed) = &station.closed {
                p { (say("暂停开放", "Temporarily closed")) " " (closed.reason) " "
                    @if let Some(until) = closed.until { (say("至 ", "until ")) (until) } }
            }
            p { (station.address) }
            @if let Some(phone) = &station.phone {
                p { (say("电话 ", "Telephone ")) a href=(format!("tel:{phone}")) { (phone) } }
            }
            h2 { (say("开放时间", "Hours")) }
            (week(station.days.as_deref(), language))
            h2 { (say("设施", "Amenities")) }
            ul {
                @for amenity in &station.amenities {
                    li { (amenity_label(*amenity, language))
                        @if station.out_of_order.contains(amenity) {
                            (say("（故障）", " (out of order)"))
                        } }
                }
            }
            @if !station.access.is_empty() {
                p { (say("怎么进：", "Way in: ")) (accessible(&station.access, language)) }
            }
            @if let Some(verified_on) = station.verified_on {
                p { (say("核验于 ", "Checked ")) (verified_on) }
            }
            @if station.provenance == "synthetic" {
                p { (say("示例数据，不是真实驿站。", "Sample data, not a real station.")) }
            }
            p { a href="/" { (say("找最近的驿站", "Find the nearest station")) } }
        }
    }
}

fn week(days: Option<&[Day]>, language: Language) -> Markup {
    let Some(days) = days else {
        return html! { p { (language.pick("时间未知", "Hours unknown")) } };
    };
    html! {
        table {
            @for day in days {
                tr {
                    th scope="row" { (day.date) }
                    td {
                        @if day.spans.is_empty() { (language.pick("不开放", "closed")) }
                        @for span in &day.spans {
                            @if span.state == "unknown" { (language.pick("时间未知", "unknown")) }
                            @else { (span.from) "–" (span.to) }
                            " "
                        }
                        (kind_of(day, language))
                    }
                }
            }
        }
    }
}

fn kind_of(day: &Day, language: Language) -> Markup {
    let kind = match day.day_kind.as_str() {
        "off" => language.pick("节假日", "holiday"),
        "workday" => language.pick("调休上班", "make-up workday"),
        "unknown" => language.pick("放假安排未公布", "holidays not published"),
        _ => "",
    };
    html! {
        @if let Some(holiday) = &day.holiday { (language.pick(&holiday.zh, &holiday.en)) " " }
        (kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_ends_the_script_or_changes_the_data(text in "\\PC{0,40}(</script>)?[<>&\"']{0,4}") {
            let value = json!({ "name": text });
            let written = script_safe(&value);
            prop_assert!(!written.contains(['<', '>', '&']));
            prop_assert_eq!(serde_json::from_str::<Value>(&written).expect("json"), value);
        }
    }
}
