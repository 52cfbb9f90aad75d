//! `/api/v1/stations`

use yizhan::http::api::schema::ListAnswer;

use crate::harness::site::TestSite;

#[tokio::test]
async fn it_pages_through_all_listed_stations_by_code() {
    let site = TestSite::new().await;
    let mut uri = "/api/v1/stations?limit=3".to_owned();
    let mut codes = Vec::new();
    let mut pages = 0;
    loop {
        let answer = site.get(&uri).await;
        codes.extend(answer.codes());
        pages += 1;
        let page: ListAnswer = answer.read();
        assert_eq!(page.matched, 7);
        let Some(next) = page.next else { break };
        uri = format!("/api/v1/stations?limit=3&cursor={next}");
    }
    assert_eq!(pages, 3);
    assert_eq!(codes, ["LZ-1", "LZ-2", "LZ-3", "LZ-4", "LZ-5", "LZ-6", "LZ-7"]);
}

#[tokio::test]
async fn a_search_finds_by_name_alias_host_code_and_pinyin_and_is_filtered_and_paged() {
    let site = TestSite::new().await;
    for (query, codes) in [
        ("q=%E6%B9%96%E5%BF%83%E4%BA%AD", &["LZ-1"][..]),
        ("q=LZ-4", &["LZ-4"]),
        ("q=wuxiu", &["LZ-4"]),
        ("q=yinhang&open=now", &[]),
        ("q=%E6%97%A7%E9%A9%BF%E7%AB%99", &[]),
        ("bbox=115.80,30.50,115.89,30.60", &["LZ-7"]),
        ("bbox=115.80,30.50,116.00,30.60&kind=worker_home", &["LZ-7"]),
        ("amenities=aed", &["LZ-1"]),
    ] {
        let answer = site.get(&format!("/api/v1/stations?{query}")).await;
        assert_eq!(answer.codes(), codes, "{query}");
    }
    let first: ListAnswer = site.get("/api/v1/stations?q=yizhan&limit=2").await.read();
    let next = first.next.unwrap();
    let uri = format!("/api/v1/stations?q=yizhan&limit=2&cursor={next}");
    let second: ListAnswer = site.get(&uri).await.read();
    assert_eq!(first.matched, second.matched);
    assert_ne!(first.stations[0].code, second.stations[0].code);
}

#[tokio::test]
async fn an_answer_that_still_holds_is_not_sent_again() {
    let site = TestSite::new().await;
    let first = site.get("/api/v1/stations").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 10, "{tag}");
    let again = site.get_with("/api/v1/stations", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), tag);
    // A minute later the answer says another minute, so that it is another answer.
    site.clock.set("2026-11-21T19:51:00+08:00".parse().unwrap());
    let later = site.get_with("/api/v1/stations", &[("if-none-match", &tag)]).await;
    assert_eq!(later.status, 200);
}

#[tokio::test]
async fn a_tag_names_bytes_so_that_each_coding_and_language_has_its_own() {
    let site = TestSite::new().await;
    let mut tags = Vec::new();
    for headers in [
        &[][..],
        &[("accept-encoding", "gzip")],
        &[("accept-encoding", "br")],
        &[("accept-encoding", "zstd")],
        &[("accept-language", "en")],
    ] {
        let answer = site.get_with("/api/v1/stations", headers).await;
        assert_eq!(answer.header("vary"), "accept-language, accept-encoding");
        tags.push(answer.header("etag").to_owned());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 5);
}
