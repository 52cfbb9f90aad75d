//! `/feeds`: everything as one file.

use std::io::Read;

use crate::harness::site::TestSite;

const CODES: [&str; 7] = ["LZ-1", "LZ-2", "LZ-3", "LZ-4", "LZ-5", "LZ-6", "LZ-7"];

#[tokio::test]
async fn every_file_holds_every_listed_station_and_no_private_fact() {
    let site = TestSite::new().await;
    let json = site.get("/feeds/stations.geojson").await;
    assert_eq!(json.header("content-type"), "application/geo+json");
    let features = json.json()["features"].as_array().unwrap().clone();
    let codes: Vec<&str> = features.iter().map(|each| each["id"].as_str().unwrap()).collect();
    assert_eq!(codes, CODES);
    assert_eq!(features[6]["properties"]["kind"], "worker_home");

    let csv = site.get("/feeds/stations.csv").await;
    let text = csv.text();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.iter().map(|row| row[0].to_owned()).collect::<Vec<_>>(), CODES);

    let status = site.get("/feeds/station_status.json").await.json();
    assert_eq!(status["last_updated"], "2026-11-21T19:50:00+08:00");
    let stations = status["data"]["stations"].as_array().unwrap();
    let of = |code: &str| stations.iter().find(|each| each["station_id"] == code).unwrap();
    assert_eq!(stations.len(), CODES.len());
    assert_eq!(of("LZ-1")["state"], "open");
    assert_eq!((&of("LZ-2")["state"], &of("LZ-5")["state"]), (&"closed".into(), &"unknown".into()));
    assert_eq!(of("LZ-6")["state"], "temporarily_closed");
    assert_eq!(of("LZ-7")["until"], "2026-11-21T22:00:00+08:00");

    for text in [json.text(), text] {
        assert!(!text.contains("张三") && !text.contains("internal remark"));
    }
}

#[tokio::test]
async fn the_flatgeobuf_is_read_back_by_its_own_library() {
    use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
    let site = TestSite::new().await;
    let answer = site.get("/feeds/stations.fgb").await;
    assert_eq!(answer.header("content-type"), "application/vnd.flatgeobuf");
    let mut bytes = answer.body.as_slice();
    let mut features = FgbReader::open(&mut bytes).unwrap().select_all_seq().unwrap();
    let mut codes = Vec::new();
    while let Some(feature) = features.next().unwrap() {
        codes.push(feature.property::<String>("code").unwrap());
    }
    codes.sort();
    assert_eq!(codes, CODES);
}

#[tokio::test]
async fn what_was_changed_last_stands_first_and_what_is_gone_is_told_too() {
    let site =
        TestSite::edited("LZ-4", |station| station.name = "改名 <驿站> & Co".to_owned()).await;
    let site = site.seen_at("https://yizhan.example");
    let answer = site.get("/feeds/changes.atom").await;
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    let text = answer.text();
    let first = text.split("<entry>").nth(1).unwrap();
    assert!(first.contains("<title>改名 &lt;驿站&gt; &amp; Co</title>"), "{first}");
    assert!(first.contains(r#"<link rel="alternate" href="https://yizhan.example/s/LZ-4"/>"#));
    assert_eq!(text.matches("<entry>").count(), 8);
    assert!(text.contains(r#"<category term="retired"></category>"#));
    assert!(text.starts_with("<?xml version=\"1.0\""));
}

#[tokio::test]
async fn a_feed_that_has_not_changed_is_not_sent_again_and_any_is_sent_packed() {
    let site = TestSite::new().await;
    for feed in
        ["stations.geojson", "stations.csv", "stations.fgb", "station_status.json", "changes.atom"]
    {
        let address = format!("/feeds/{feed}");
        let plain = site.get(&address).await;
        assert_eq!(plain.status, 200, "{feed}");
        let packed = site.get_with(&address, &[("accept-encoding", "gzip")]).await;
        if plain.body.len() > 2048 {
            assert_eq!(packed.header("content-encoding"), "gzip", "{feed}");
            let mut back = Vec::new();
            flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut back).unwrap();
            assert_eq!(back, plain.body, "{feed}");
        }
        let tag = plain.header("etag").to_owned();
        let again = site.get_with(&address, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, 304, "{feed}");
        assert_eq!(site.get(&format!("{address}?x=1")).await.status, 400, "{feed}");
    }
}

#[tokio::test]
async fn parts_of_a_feed_are_sent_to_who_asks_for_them() {
    let site = TestSite::new().await;
    let address = "/feeds/stations.fgb";
    let whole = site.get(address).await;
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert_eq!(whole.header("vary"), "accept-encoding");
    let (length, tag) = (whole.body.len(), whole.header("etag").to_owned());

    let asked = |headers: Vec<(&'static str, String)>| {
        let site = &site;
        async move {
            let headers: Vec<(&str, &str)> =
                headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            site.get_with(address, &headers).await
        }
    };
    let range = |text: &str| ("range", text.to_owned());
    let part = asked(vec![range("bytes=0-7"), ("accept-encoding", "gzip".to_owned())]).await;
    assert_eq!((part.status.as_u16(), part.body.as_slice()), (206, &whole.body[..8]));
    assert_eq!(part.header("content-range"), format!("bytes 0-7/{length}"));
    assert_eq!(part.header("content-length"), "8");
    assert_eq!(part.header("content-type"), "application/vnd.flatgeobuf");
    assert_eq!(part.header("etag"), tag);
    assert!(!part.headers.contains_key("content-encoding"));

    let rest = asked(vec![range("bytes=8-"), ("if-range", tag.clone())]).await;
    assert_eq!((rest.status.as_u16(), rest.body.as_slice()), (206, &whole.body[8..]));
    let end = asked(vec![range("bytes=-5")]).await;
    assert_eq!((end.status.as_u16(), end.body.as_slice()), (206, &whole.body[length - 5..]));
    for headers in [
        vec![range("bytes=0-7"), ("if-range", "\"another\"".to_owned())],
        vec![range("bytes=0-1,4-5")],
        vec![range("words=1-2")],
    ] {
        let answer = asked(headers).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (200, length));
    }
    let same = asked(vec![range("bytes=0-7"), ("if-none-match", tag)]).await;
    assert_eq!(same.status, 304);
    let behind = asked(vec![range(&format!("bytes={length}-"))]).await;
    assert_eq!(behind.status, 416);
    assert_eq!(behind.header("content-range"), format!("bytes */{length}"));
    assert_eq!(behind.json()["type"], "/problems/no-such-range");
}
