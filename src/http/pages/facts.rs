//! A station's facts as a page that needs no script.

use maud::{Markup, html};

use super::station::amenity_label;
use super::{hours, map_links};
use crate::domain::access::Access;
use crate::domain::amenity::Amenity;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::coordinates::Wgs84;
use crate::domain::station::{Provenance, StationKind};
use crate::domain::status::Status;
use crate::http::Language;
use crate::http::api::schema::{AmenityDetail, FullStation, Photo};

/// Everything that one needs at the door.
pub(super) fn markup(
    language: Language,
    catalogue: &AmenityCatalogue,
    station: &FullStation,
) -> Markup {
    html! {
        main.unscripted {
            (way_on(language))
            @if station.provenance == Provenance::Synthetic.key() { (sample_notice(language)) }
            h1 { (station.name) }
            p { (kind_and_area(language, station)) }
            (state(language, station))
            @if let Some(days) = &station.days {
                h2 { (language.pick("开放时间", "Opening hours")) }
                (hours::table(language, days))
            }
            h2 { (language.pick("服务设施", "What is there")) }
            (amenities(language, catalogue, station))
            h2 { (language.pick("怎么去", "Getting there")) }
            (place(language, station))
            @if !station.photos.is_empty() {
                h2 { (language.pick("照片", "Photos")) }
                @for photo in &station.photos { (figure(language, photo)) }
            }
            h2 { (language.pick("更多", "More")) }
            (more(language, station))
        }
    }
}

/// The way to the list.
pub(super) fn way_on(language: Language) -> Markup {
    html! {
        nav { a href="/" { "← " (language.pick("找最近的驿站", "Find the nearest station")) } }
    }
}

fn sample_notice(language: Language) -> Markup {
    html! {
        p.note {
            (language.pick(
                "示例数据：这个驿站是为演示生成的，并不真实存在。",
                "Sample data: this station was made up to show the program and is no real place.",
            ))
        }
    }
}

/// `工会驿站 · 湖东街道 · LZ-1`
fn kind_and_area(language: Language, station: &FullStation) -> String {
    let kind = StationKind::from_word(&station.kind);
    let kind = kind.map_or("", |kind| language.pick(kind.zh(), kind_en(kind)));
    let parts = [kind, &station.area_name, &station.code];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn kind_en(kind: StationKind) -> &'static str {
    match kind {
        StationKind::UnionStation => "Union station",
        StationKind::WorkerHome => "Worker home",
    }
}

fn state(language: Language, station: &FullStation) -> Markup {
    if station.status == Status::Planned.key() {
        let planned = language.pick("筹建中，尚未开放", "Planned, not open yet");
        return html! { p.state { (planned) } };
    }
    html! {
        p.state { (station.open.text) }
        @if station.needs_check {
            p.note {
                (language.pick(
                    "待核实：近日有多位骑手反馈未开门。",
                    "To be checked: several riders found it closed lately.",
                ))
            }
        }
        @if let Some(closed) = &station.closed {
            p.note {
                @if let Some(from) = closed.from {
                    (language.pick("自", "From ")) (hours::date(language, from))
                    (language.pick("起", " on")) " "
                }
                (language.pick("暂停开放", "temporarily closed"))
                @if !closed.reason.is_empty() {
                    (language.pick("：", ": ")) (closed.reason)
                }
                (language.pick("。", ". "))
                @match closed.until {
                    Some(last) => {
                        (language.pick("最后一天是", "The last day is ")) (hours::date(language, last))
                    }
                    None => { (language.pick("恢复时间未定", "Nobody knows yet until when")) }
                }
                (language.pick("。", "."))
            }
        }
    }
}

fn amenities(language: Language, catalogue: &AmenityCatalogue, station: &FullStation) -> Markup {
    if station.amenities.is_empty() {
        return html! { p { (language.pick("没有登记", "Nothing is on record")) } };
    }
    html! {
        ul {
            @for amenity in &station.amenities {
                li {
                    (amenity_label(language, catalogue, amenity))
                    (remark(language, station, *amenity))
                }
            }
        }
    }
}

/// What is special about an amenity: out of order since when and why, or hours of its own.
fn remark(language: Language, station: &FullStation, amenity: Amenity) -> String {
    let detail = station.amenity_details.iter().find(|detail| detail.amenity == amenity);
    let mut said = Vec::new();
    if station.out_of_order.contains(&amenity) {
        said.push(language.pick("暂不可用", "out of order").to_owned());
    }
    if let Some(AmenityDetail { hours, out_of_order, .. }) = detail {
        if let Some(broken) = out_of_order {
            let since = broken.since.map(|since| match language {
                Language::Zh => format!("{}起", hours::date(language, since)),
                Language::En => format!("since {}", hours::date(language, since)),
            });
            said.extend(since);
            said.extend(Some(broken.reason.clone()).filter(|reason| !reason.is_empty()));
        }
        said.extend(hours.clone());
    }
    match (said.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Zh) => format!("（{}）", said.join("，")),
        (false, Language::En) => format!(" ({})", said.join(", ")),
    }
}

fn place(language: Language, station: &FullStation) -> Markup {
    let ways: Vec<&str> = station.access.iter().map(|way| access_label(language, *way)).collect();
    html! {
        dl {
            (fact(language.pick("地址", "Address"), &station.address))
            (fact(language.pick("所在场所", "Premises"), &station.host))
            (fact(language.pick("进入方式", "Way in"), &ways.join(language.pick("、", ", "))))
            @if let Some(phone) = &station.phone {
                dt { (language.pick("电话", "Telephone")) }
                dd { a href={ "tel:" (phone) } { (phone) } }
            }
        }
        @if let Ok(position) = Wgs84::new(station.lon, station.lat) {
            ul {
                @for (label, address) in map_links::links(language, &station.name, position) {
                    li { a href=(address) rel="nofollow" { (label) } }
                }
            }
        }
    }
}

/// A photo in small that leads to the large one.
fn figure(language: Language, photo: &Photo) -> Markup {
    let day = photo.taken_on.map(|day| hours::date(language, day)).unwrap_or_default();
    let said = [&photo.caption, &photo.credit, &day];
    let said: Vec<&str> = said.into_iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    let seen = if photo.caption.is_empty() {
        language.pick("驿站照片", "Photo of the station")
    } else {
        &photo.caption
    };
    html! {
        figure {
            a href=(photo.url) { img src=(photo.small_url) alt=(seen) loading="lazy"; }
            @if !said.is_empty() { figcaption { (said.join(" · ")) } }
        }
    }
}

fn more(language: Language, station: &FullStation) -> Markup {
    let seats = station.seats.map(|seats| seats.to_string()).unwrap_or_default();
    let verified = station.verified_on.map(|day| hours::date(language, day));
    let never = language.pick("没有记录", "Not on record").to_owned();
    html! {
        dl {
            (fact(language.pick("别名", "Also called"), &station.aliases.join(language.pick("、", ", "))))
            (fact(language.pick("服务对象", "For"), &station.serves.join(language.pick("、", ", "))))
            (fact(language.pick("座位", "Seats"), &seats))
            (fact(language.pick("最近核验", "Last checked"), &verified.unwrap_or(never)))
        }
    }
}

fn fact(label: &str, value: &str) -> Markup {
    html! { @if !value.is_empty() { dt { (label) } dd { (value) } } }
}

fn access_label(language: Language, access: Access) -> &'static str {
    language.pick(access.zh(), access.en())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// A station that says `text` wherever a ledger lets people write.
    fn station_saying(text: &str) -> FullStation {
        let station = json!({
            "code": "LZ-1", "name": text, "kind": "union_station", "address": text, "host": text,
            "status": "open", "verified_on": "2026-11-01", "needs_check": false, "provenance": "ledger",
            "area": "1", "area_name": text, "opening_hours": null, "round_the_clock": false,
            "amenities": ["toilet"], "out_of_order": ["toilet"], "access": ["card"],
            "lon": 115.95, "lat": 30.55,
            "open": {
                "state": "unknown", "at": "2026-11-21T19:50:00+08:00", "until": null,
                "then": null, "minutes_left": null, "text": text,
            },
            "aliases": [text], "seats": 3, "serves": [text], "phone": text, "tags": [],
            "photos": [{
                "url": "/photos/a.webp", "small_url": "/photos/a-small.webp", "width_px": 4,
                "height_px": 3, "caption": text, "credit": text, "taken_on": "2026-11-20",
            }],
            "closed": { "reason": text, "from": null, "until": null },
            "amenity_details": [{
                "amenity": "toilet", "hours": null,
                "out_of_order": { "since": null, "reason": text },
            }],
            "version": 1, "revision": 1, "updated_at": "2026-11-21T11:50:00Z",
            "days": [{
                "date": "2026-11-21", "day_kind": "off",
                "holiday": { "zh": text, "en": text }, "spans": [],
            }],
        });
        serde_json::from_value(station).expect("station")
    }

    /// Its elements with the names of their attributes, as a browser would read them.
    fn elements(html: &str) -> Vec<String> {
        let mut elements = Vec::new();
        for tag in html.split('<').skip(1) {
            let outside_quotes = tag.split('"').step_by(2).collect::<Vec<_>>().join("");
            elements.push(outside_quotes.split('>').next().unwrap_or("").to_owned());
        }
        elements
    }

    proptest! {
        #[test]
        fn no_text_of_a_ledger_changes_what_a_page_is_made_of(
            text in r#"\PC{1,12}(<b>|</p>|<script>|"|'|&|&lt;|" onclick="|-->)\PC{0,12}"#
        ) {
            for language in [Language::Zh, Language::En] {
                let none = AmenityCatalogue::default();
                let hostile = markup(language, &none, &station_saying(&text)).0;
                let harmless = markup(language, &none, &station_saying("x")).0;
                prop_assert_eq!(elements(&hostile), elements(&harmless));
            }
        }
    }
}
