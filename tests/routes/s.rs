//! `/s/{code}`

use serde_json::Value;
use yizhan::domain::station::{Provenance, Station};
use yizhan::domain::status::Status;

use crate::harness::site::{Answer, TestSite};

const ENGLISH: [(&str, &str); 2] = [("accept-language", "en"), ("host", "yizhan.example")];

/// What the page says without its elements, a line for each.
fn words(answer: &Answer) -> String {
    let page = answer.text();
    let facts = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let texts = facts.split('<').filter_map(|tag| Some(tag.split_once('>')?.1.trim()));
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

fn json_ld(answer: &Answer) -> Value {
    let page = answer.text();
    let script = page.split_once(r#"<script type="application/ld+json">"#).unwrap().1;
    serde_json::from_str(script.split_once("</script>").unwrap().0).unwrap()
}

#[tokio::test]
async fn everything_that_one_needs_at_the_door_is_readable_without_a_script() {
    let site = TestSite::new().await;
    insta::assert_snapshot!(words(&site.get("/s/LZ-7").await), @r#"
    ← 找最近的驿站
    示例数据：这个驿站是为演示生成的，并不真实存在。
    山西职工之家
    职工之家 · 山西地区 · LZ-7
    营业中 · 22:00 关
    开放时间
    今天 11月21日 周六
    07:00–22:00
    明天 11月22日 周日
    07:00–22:00
    11月23日 周一
    07:00–22:00
    11月24日 周二
    07:00–22:00
    11月25日 周三
    07:00–22:00
    11月26日 周四
    07:00–22:00
    11月27日 周五
    07:00–22:00
    服务设施
    饮水
    热水
    手机充电
    淋浴（Mo-Su 18:00-21:00）
    怎么去
    地址
    山西路1号
    所在场所
    山西地区总工会
    进入方式
    刷卡、刷脸
    高德地图
    百度地图
    腾讯地图
    其他地图 App
    更多
    座位
    60
    最近核验
    2026年11月10日
    "#);
}

#[tokio::test]
async fn it_is_told_in_english_to_those_who_read_english() {
    let site = TestSite::new().await;
    site.clock.set("2026-09-30T12:00:00+08:00".parse().unwrap());
    let answer = site.get_with("/s/lz-2?from=singlemessage", &ENGLISH).await;
    assert_eq!(answer.status, 200);
    insta::assert_snapshot!(words(&answer), @r#"
    ← Find the nearest station
    Sample data: this station was made up to show the program and is no real place.
    银行驿站
    Union station · 湖东街道 · LZ-2
    Open · closes 17:30
    Opening hours
    Today, Wed 30 Sep
    08:30–17:30
    Tomorrow, Thu 1 Oct
    Closed
    National Day · public holiday
    Fri 2 Oct
    Closed
    National Day · public holiday
    Sat 3 Oct
    Closed
    Sun 4 Oct
    Closed
    Mon 5 Oct
    08:30–17:30
    Tue 6 Oct
    08:30–17:30
    What is there
    Drinking water
    Hot water
    Phone charging
    Getting there
    Address
    湖心路9号
    Premises
    芦镇银行
    Way in
    Staffed
    Amap
    Baidu Maps
    Tencent Maps
    Another map app
    More
    Seats
    6
    Last checked
    1 October 2026
    "#);
}

/// The page of a station that is no sample.
async fn real_station() -> Answer {
    let real = |station: &mut Station| station.provenance = Provenance::Ledger;
    TestSite::edited("LZ-3", real).await.get_with("/s/LZ-3", &ENGLISH).await
}

#[tokio::test]
async fn chats_and_search_engines_are_told_what_the_page_is_about() {
    let answer = real_station().await;
    let page = answer.text();
    let head = page.split_once("<title>").unwrap().1.split_once("<script").unwrap().0;
    insta::assert_snapshot!(head.replace("><", ">\n<"), @r##"
    夜班驿站 · Union service stations of Reedham</title>
    <meta name="description" content="东站北广场. Drinking water, Phone charging">
    <meta name="theme-color" content="#0b6e4f">
    <meta name="apple-mobile-web-app-title" content="Stations">
    <link rel="canonical" href="http://yizhan.example/s/LZ-3">
    <meta property="og:type" content="website">
    <meta property="og:site_name" content="Union service stations of Reedham">
    <meta property="og:title" content="夜班驿站">
    <meta property="og:description" content="东站北广场. Drinking water, Phone charging">
    <meta property="og:url" content="http://yizhan.example/s/LZ-3">
    <meta property="og:image" content="http://yizhan.example/s/LZ-3/card.png">
    <meta property="og:image:type" content="image/png">
    <meta property="og:image:width" content="1200">
    <meta property="og:image:height" content="630">
    <meta property="og:image:alt" content="夜班驿站">
    <meta name="twitter:card" content="summary_large_image">
    <meta property="og:locale" content="en">
    <meta property="og:locale:alternate" content="zh_CN">
    "##);
}

#[tokio::test]
async fn programs_are_told_the_same_as_schema_org_says_it() {
    let mut told = json_ld(&real_station().await);
    told["openingHoursSpecification"].as_array_mut().unwrap().truncate(2);
    insta::assert_json_snapshot!(told, @r#"
    {
      "@context": "https://schema.org",
      "@type": "CivicStructure",
      "name": "夜班驿站",
      "identifier": "LZ-3",
      "url": "http://yizhan.example/s/LZ-3",
      "address": {
        "@type": "PostalAddress",
        "streetAddress": "东站北广场",
        "addressLocality": "Reedham",
        "addressRegion": "Reed City"
      },
      "geo": {
        "@type": "GeoCoordinates",
        "latitude": 30.552,
        "longitude": 115.951
      },
      "publicAccess": true,
      "amenityFeature": [
        {
          "@type": "LocationFeatureSpecification",
          "name": "Drinking water",
          "value": true
        },
        {
          "@type": "LocationFeatureSpecification",
          "name": "Phone charging",
          "value": true
        }
      ],
      "openingHoursSpecification": [
        {
          "@type": "OpeningHoursSpecification",
          "validFrom": "2026-11-21",
          "validThrough": "2026-11-21",
          "dayOfWeek": "https://schema.org/Saturday",
          "opens": "00:00",
          "closes": "06:00"
        },
        {
          "@type": "OpeningHoursSpecification",
          "validFrom": "2026-11-21",
          "validThrough": "2026-11-21",
          "dayOfWeek": "https://schema.org/Saturday",
          "opens": "20:00",
          "closes": "23:59"
        }
      ]
    }
    "#);
}

#[tokio::test]
async fn holidays_make_up_workdays_and_years_not_published_are_named() {
    let site = TestSite::new().await;
    for (now, line) in [
        ("2026-10-01T12:00:00+08:00", "今天 10月1日 周四\n不开放\n国庆节 · 放假"),
        ("2026-10-09T12:00:00+08:00", "明天 10月10日 周六\n08:30–17:30\n国庆节 · 调休上班"),
        ("2026-12-30T12:00:00+08:00", "1月1日 周五\n08:30–17:30 未知\n放假安排未公布"),
    ] {
        site.clock.set(now.parse().unwrap());
        let page = words(&site.get("/s/LZ-2").await);
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
}

#[tokio::test]
async fn a_closed_station_says_why_and_until_when() {
    let site = TestSite::new().await;
    let page = words(&site.get("/s/LZ-6").await);
    assert!(page.contains("暂停开放 · 12月1日 8:00 开"), "{page}");
    assert!(page.contains("暂停开放：装修。最后一天是2026年11月30日。"), "{page}");
}

#[tokio::test]
async fn a_retired_station_is_gone_and_the_nearest_open_one_is_offered() {
    let site = TestSite::new().await;
    let answer = site.get("/s/LZ-8").await;
    assert_eq!(answer.status, 410);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let page = words(&answer);
    assert!(page.contains("旧驿站\n已撤销"), "{page}");
    assert!(page.contains("附近正在开放的驿站\n山西职工之家\n100 米"), "{page}");
    assert!(answer.text().contains(r#"<a href="/s/LZ-7">"#));
    assert!(answer.text().contains(r#"<meta name="robots" content="noindex">"#));

    // At night only one that never closes and one for the night are open, far away.
    site.clock.set("2026-11-21T03:00:00+08:00".parse().unwrap());
    let page = words(&site.get("/s/LZ-8").await);
    assert!(page.contains("附近正在开放的驿站\n湖心驿站\n9.5 公里"), "{page}");
}

#[tokio::test]
async fn a_station_that_was_merged_leads_to_the_one_that_stands_for_it() {
    let site = TestSite::edited("LZ-8", |station| {
        station.merged_into = Some("LZ-7".parse().unwrap());
    })
    .await;
    let answer = site.get("/s/LZ-8").await;
    assert_eq!(answer.status, 410);
    let page = words(&answer);
    assert!(page.contains("已撤销\n山西路8号\n现为：\n山西职工之家"), "{page}");
}

#[tokio::test]
async fn an_unknown_code_is_a_page_with_a_way_on() {
    let site = TestSite::new().await;
    for (path, shown) in [
        ("/s/LZ-99", "LZ-99"),
        ("/s/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("/s/%ff", ""),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let page = words(&answer);
        assert!(page.contains(&format!("“{shown}”")), "{page}");
        assert!(answer.text().contains(r#"<a href="/">"#));
    }
}

#[tokio::test]
async fn a_planned_station_says_that_it_is_not_open_yet() {
    let planned = |station: &mut Station| station.status = Status::Planned;
    let site = TestSite::edited("LZ-1", planned).await;
    let answer = site.get("/s/LZ-1").await;
    assert_eq!(answer.status, 200);
    assert!(words(&answer).contains("筹建中，尚未开放"));
    assert!(answer.text().contains(r#"<meta name="robots" content="noindex">"#));
}

#[tokio::test]
async fn names_that_look_like_html_are_shown_as_they_are() {
    for name in [
        r#"</title><script>alert("1")</script>"#,
        r#"" onload="alert(1)"#,
        "</script><!--",
        "A&amp;B & 'C' <驿站>",
    ] {
        let site = TestSite::edited("LZ-1", |station| station.name = name.to_owned()).await;
        let answer = site.get("/s/LZ-1").await;
        let page = answer.text();
        let plain = site.get("/s/LZ-2").await.text();
        for opening in ["<script", "<title", "</title", " onload=\"", "<!--"] {
            let (found, usual) = (page.matches(opening).count(), plain.matches(opening).count());
            assert_eq!(found, usual, "{opening} in\n{page}");
        }
        assert_eq!(json_ld(&answer)["name"], name);
        let shown = name
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        assert!(page.contains(&format!("<h1>{shown}</h1>")), "{shown} is not in\n{page}");
    }
}

#[tokio::test]
async fn it_is_not_sent_again_while_nothing_has_changed() {
    let site = TestSite::new().await;
    let first = site.get_with("/s/LZ-1", &[("accept-encoding", "gzip")]).await;
    assert_eq!(first.header("content-encoding"), "gzip");
    assert_eq!(first.header("vary"), "accept-language, accept-encoding");
    let has = [("if-none-match", first.header("etag")), ("accept-encoding", "gzip")];
    assert_eq!(site.get_with("/s/LZ-1", &has).await.status, 304);
}
