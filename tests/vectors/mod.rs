//! Questions and answers that the server and the phone must agree on.
//!
//! The answers are the server's, on the data that ship and at instants around a holiday; the
//! web tests put the same questions to the phone's own search. `YIZHAN_WRITE_VECTORS=1 cargo
//! test --test main vectors` writes the files anew; without it, they must be what would be
//! written.

use std::path::{Path, PathBuf};

use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::harness::catalogue;
use crate::harness::site::TestSite;

/// The pack's first day is the day before.
const BUILT: &str = "2026-09-24T10:00:00+08:00";

/// An ordinary day and night, a holiday and its nights, make-up workdays, minutes before
/// closing, and the last days that the pack covers.
const INSTANTS: [&str; 14] = [
    "2026-09-24T10:00:00+08:00",
    "2026-09-24T16:47:30+08:00",
    "2026-09-24T23:59:59+08:00",
    "2026-09-25T08:30:00+08:00",
    "2026-09-30T21:40:00+08:00",
    "2026-10-01T00:00:00+08:00",
    "2026-10-01T12:15:00+08:00",
    "2026-10-07T22:05:00+08:00",
    "2026-10-10T09:00:00+08:00",
    "2026-10-11T03:30:00+08:00",
    "2026-10-12T17:25:00+08:00",
    "2026-11-07T19:55:10+08:00",
    "2026-11-20T11:20:00+08:00",
    "2026-11-24T05:58:00+08:00",
];

const SEARCHES: [&str; 19] = [
    "望京",
    "wangjing",
    "wj",
    "双井驿",
    "朝阳工人文化宫",
    "sanlitun",
    "建外i家",
    "中信银行",
    "CY-003-0018",
    "呼家楼街道",
    "ＳＯＨＯ",
    "guomao",
    "gm",
    "酒仙桥路",
    "shuangj",
    "加油站 望京",
    "爱心驿站",
    "不存在的地方",
    "z",
];

#[tokio::test]
async fn the_vectors_are_what_the_server_answers() {
    let site = shipped().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let questions = questions(&site).await;
    let lines: Vec<String> = questions.iter().map(Value::to_string).collect();
    check(&folder.join("questions.json"), format!("[\n{}\n]\n", lines.join(",\n")).as_bytes());
    for (name, uri) in
        [("pack.json", "/api/v1/stations/pack"), ("places.json", "/api/v1/places/pack")]
    {
        let answer = site.get(uri).await;
        check_compressed(&folder.join(format!("{name}.br")), &answer.body);
    }
}

async fn questions(site: &TestSite) -> Vec<Value> {
    let mut rng = ChaCha8Rng::seed_from_u64(20_260_924);
    let mut questions = Vec::new();
    for number in 0..280_u32 {
        let now = INSTANTS[number as usize % INSTANTS.len()];
        questions.push(nearest(site, now, nearest_question(&mut rng, number)).await);
    }
    // Somebody in another city, where the geodesic is measured rather than taken from the chord.
    let far = json!({ "lat": 31.2304, "lon": 121.4737, "limit": 3, "mode": "walk" });
    questions.push(nearest(site, INSTANTS[1], far).await);
    for number in 0..80 {
        let now = INSTANTS[number as usize % INSTANTS.len()];
        questions.push(on_the_way(site, now, journey(&mut rng, number)).await);
    }
    for (number, text) in SEARCHES.iter().enumerate() {
        let now = INSTANTS[number % INSTANTS.len()];
        questions.push(search(site, now, text).await);
    }
    for (code, now) in station_pages(site).await {
        questions.push(station(site, now, &code).await);
    }
    questions
}

fn nearest_question(rng: &mut ChaCha8Rng, number: u32) -> Value {
    let limit = [1, 3, 5, 5, 8][rng.random_range(0..5)];
    let mut question = json!({
        "lat": (rng.random_range(39.82..40.10_f64) * 1e5).round() / 1e5,
        "lon": (rng.random_range(116.35..116.63_f64) * 1e5).round() / 1e5,
        "limit": limit,
        "mode": if number.is_multiple_of(3) { "ebike" } else { "walk" },
    });
    let instants = ["2026-10-01T22:00:00+08:00", "2026-10-10T12:00:00+08:00"];
    match number % 7 {
        0 | 1 => question["open"] = json!("arrival"),
        2 => question["open"] = json!("now"),
        3 => question["open"] = json!(instants[number as usize % 2]),
        _ => {}
    }
    match number % 5 {
        0 => {
            let two: Vec<&str> =
                catalogue().keys().sample(rng, 2).map(|amenity| amenity.key()).collect();
            question["amenities"] = json!(two);
        }
        1 => question["amenities"] = json!(["shower"]),
        2 => question["kind"] = json!("worker_home"),
        3 if number.is_multiple_of(2) => question["round_the_clock"] = json!(true),
        3 => question["access"] = json!(["open_door", "card"]),
        _ => {}
    }
    match number % 11 {
        0 => question["radius_m"] = json!(700.0),
        1 => question["area"] = json!("110105026"),
        _ => {}
    }
    question
}

async fn nearest(site: &TestSite, now: &str, question: Value) -> Value {
    site.clock.set(now.parse().unwrap());
    let uri = format!("/api/v1/stations/nearest?{}", query_of(&question));
    let mut told = Vec::new();
    for language in ["zh", "en"] {
        let answer = site.get_with(&uri, &[("accept-language", language)]).await.json();
        told.push(answer);
    }
    let words = |station: &Value| station["open"]["text"].clone();
    let english: Vec<Value> = list(&told[1]).iter().map(words).collect();
    let stations: Vec<Value> = list(&told[0])
        .iter()
        .map(|station| {
            json!({
                "code": station["code"],
                "distance_m": station["distance_m"],
                "travel": station["travel"],
                "open": station["open"],
            })
        })
        .collect();
    json!({ "nearest": question, "now": now, "stations": stations, "en": english })
}

/// A question of the nearest between two points, without what only a single point has.
fn journey(rng: &mut ChaCha8Rng, number: u32) -> Value {
    let mut question = nearest_question(rng, number);
    let to = nearest_question(rng, number);
    let members = question.as_object_mut().unwrap();
    members.remove("radius_m");
    for (name, value) in [
        ("from_lat", members.remove("lat")),
        ("from_lon", members.remove("lon")),
        ("to_lat", to.get("lat").cloned()),
        ("to_lon", to.get("lon").cloned()),
    ] {
        members.insert(name.to_owned(), value.unwrap());
    }
    question
}

async fn on_the_way(site: &TestSite, now: &str, question: Value) -> Value {
    site.clock.set(now.parse().unwrap());
    let uri = format!("/api/v1/stations/on-the-way?{}", query_of(&question));
    let answer = site.get(&uri).await.json();
    let stations: Vec<Value> = list(&answer)
        .iter()
        .map(|station| {
            json!({
                "code": station["code"],
                "distance_m": station["distance_m"],
                "travel": station["travel"],
                "detour": station["detour"],
                "open": station["open"],
            })
        })
        .collect();
    json!({ "on_the_way": question, "now": now, "direct": answer["direct"], "stations": stations })
}

async fn search(site: &TestSite, now: &str, text: &str) -> Value {
    site.clock.set(now.parse().unwrap());
    let q = query_of(&json!({ "q": text }));
    let stations = site.get(&format!("/api/v1/stations?{q}&limit=8")).await.json();
    let places = site.get(&format!("/api/v1/places?{q}&limit=8")).await.json();
    let column = |list: &Value, key: &str| -> Vec<Value> {
        list.as_array().unwrap().iter().map(|each| each[key].clone()).collect()
    };
    json!({
        "search": text,
        "now": now,
        "codes": column(&stations["stations"], "code"),
        "places": column(&places["places"], "id"),
    })
}

/// Stations with something special about them: closed for days, broken, own hours, nights.
async fn station_pages(site: &TestSite) -> Vec<(String, &'static str)> {
    let all = site.get("/api/v1/stations/pack").await.json();
    let columns = &all["stations"];
    let code = |number: &Value| {
        let number = usize::try_from(number.as_u64().unwrap()).unwrap();
        columns["code"][number].as_str().unwrap().to_owned()
    };
    let first = |list: &Value, key: Option<&str>| {
        let list = list.as_array().unwrap().iter().take(3);
        list.map(|each| code(key.map_or_else(|| &each[0], |key| &each[key]))).collect::<Vec<_>>()
    };
    let special = [
        first(&columns["closed"], Some("station")),
        first(&columns["own_hours"], None),
        first(&columns["broken"], None),
        first(&columns["tags"], None),
        first(&columns["aliases"], None),
        vec![DOUBTED.to_owned()],
    ];
    // A page tells seven days, all of which the pack must cover.
    let instants = INSTANTS.into_iter().take(INSTANTS.len() - 2).cycle();
    special.concat().into_iter().zip(instants).collect()
}

async fn station(site: &TestSite, now: &str, code: &str) -> Value {
    site.clock.set(now.parse().unwrap());
    let answer = site.get(&format!("/api/v1/stations/{code}")).await.json();
    json!({ "station": code, "now": now, "answer": answer["station"] })
}

fn list(answer: &Value) -> &[Value] {
    answer["stations"].as_array().unwrap_or_else(|| panic!("{answer}"))
}

/// A question as a query: lists with commas, everything percent-encoded.
fn query_of(question: &Value) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            items.iter().map(|item| item.as_str().unwrap()).collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    };
    let encoded = |text: String| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b',' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    let pairs = question.as_object().unwrap().iter();
    pairs
        .map(|(key, value)| format!("{key}={}", encoded(text(value))))
        .collect::<Vec<_>>()
        .join("&")
}

/// The data that ship, on a clock that stands still.
async fn shipped() -> TestSite {
    let site = TestSite::shipped(BUILT).await;
    // Riders doubt one station, which the pack is to say from the beginning.
    for key in ["rider-one", "rider-two", "rider-three"] {
        let uri = format!("/api/v1/stations/{DOUBTED}/reports");
        let filed = site.post(&uri, key, &json!({ "problem": "closed" })).await;
        assert_eq!(filed.status, 201);
    }
    site.app.republish().await.unwrap();
    site.with_new_front()
}

/// A station that several riders have found closed.
const DOUBTED: &str = "CY-003-0018";

fn check(path: &PathBuf, made: &[u8]) {
    if std::env::var_os("YIZHAN_WRITE_VECTORS").is_some() {
        std::fs::write(path, made).unwrap();
    }
    let committed = std::fs::read(path).unwrap_or_default();
    assert!(
        committed == made,
        "{} is stale: run YIZHAN_WRITE_VECTORS=1 cargo test --test main vectors",
        path.display()
    );
}

fn check_compressed(path: &PathBuf, plain: &[u8]) {
    use std::io::{Read, Write};
    if std::env::var_os("YIZHAN_WRITE_VECTORS").is_some() {
        let mut writer =
            brotli::CompressorWriter::new(std::fs::File::create(path).unwrap(), 4096, 11, 22);
        writer.write_all(plain).unwrap();
    }
    let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let mut committed = Vec::new();
    brotli::Decompressor::new(file, 4096).read_to_end(&mut committed).unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        text(&committed) == text(plain),
        "{} is stale: run YIZHAN_WRITE_VECTORS=1 cargo test --test main vectors",
        path.display()
    );
}
