//! The facts of a station for programs, as schema.org says them.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::station::amenity_label;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::http::api::schema::{Day, FullStation};
use crate::http::site::Call;

/// A station as a `CivicStructure`: a public place with hours. Null members are left out.
pub(super) fn station(
    call: &Call<'_>,
    amenities: &AmenityCatalogue,
    station: &FullStation,
    path: &str,
) -> Value {
    let language = call.language;
    let district = &call.app().district;
    let works = station.amenities.iter().filter(|each| !station.out_of_order.contains(each));
    let features: Vec<Value> = works
        .map(|each| {
            json!({
                "@type": "LocationFeatureSpecification",
                "name": amenity_label(language, amenities, each),
                "value": true,
            })
        })
        .collect();
    let all = json!({
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "name": station.name,
        "alternateName": station.aliases,
        "identifier": station.code,
        "url": call.public_url().map(|url| url.of(path)),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": station.address,
            "addressLocality": language.pick(&district.name.zh, &district.name.en),
            "addressRegion": language.pick(&district.city.zh, &district.city.en),
        },
        // schema.org means WGS-84.
        "geo": { "@type": "GeoCoordinates", "latitude": station.lat, "longitude": station.lon },
        "image": images(call, station),
        "telephone": station.phone,
        "publicAccess": true,
        "amenityFeature": features,
        "openingHoursSpecification": station.days.as_deref().map(hours),
    });
    let Value::Object(members) = all else { return all };
    let is_said = |(_, value): &(String, Value)| !value.is_null() && *value != json!([]);
    Value::Object(members.into_iter().filter(is_said).collect::<Map<_, _>>())
}

/// The addresses of its photos, where it is known how this server is seen from outside.
fn images(call: &Call<'_>, station: &FullStation) -> Vec<String> {
    let Some(url) = call.public_url() else { return Vec::new() };
    station.photos.iter().map(|photo| url.of(&photo.url)).collect()
}

/// The days ahead one by one, so that holidays are in them. A day on which it is closed opens
/// and closes at the same minute; of a day that is unknown nothing is said.
fn hours(days: &[Day]) -> Value {
    let mut told = Vec::new();
    for day in days {
        if day.spans.is_empty() {
            told.push(span(day.date, "00:00", "00:00"));
        }
        for open in day.spans.iter().filter(|span| span.state == "open") {
            // A day has no 24:00 there: its last minute stands for its end.
            let closes = if open.to == "24:00" { "23:59" } else { &open.to };
            told.push(span(day.date, &open.from, closes));
        }
    }
    Value::Array(told)
}

fn span(date: NaiveDate, opens: &str, closes: &str) -> Value {
    json!({
        "@type": "OpeningHoursSpecification",
        "validFrom": date,
        "validThrough": date,
        "dayOfWeek": format!("https://schema.org/{}", date.format("%A")),
        "opens": opens,
        "closes": closes,
    })
}
