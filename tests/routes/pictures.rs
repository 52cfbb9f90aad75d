//! `/s/{code}/card.png`, `/s/{code}/plaque.pdf`, `/s/{code}/plaque.svg` and `/admin/v1/plaques`

use std::process::Command;

use lopdf::Document;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use yizhan::domain::opening_hours::HoursText;
use yizhan::domain::role::Role;
use yizhan::domain::station::{Provenance, Station};
use yizhan::domain::status::Status;

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::{OTHER_AREA, OWN_AREA};

const HOST: [(&str, &str); 1] = [("host", "yizhan.example")];

/// A picture as pixels.
fn decoded(png: &[u8]) -> Pixmap {
    Pixmap::decode_png(png).unwrap()
}

/// The texts of the QR codes in a picture, read by another library than wrote them.
fn qr_codes(pixels: &Pixmap) -> Vec<String> {
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let grey = |x: usize, y: usize| {
        let colour = pixels.pixels()[y * width + x].demultiply();
        let sum = [colour.red(), colour.green(), colour.blue()].map(u32::from).iter().sum::<u32>();
        (sum / 3) as u8
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    image.detect_grids().iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
}

/// An SVG drawn without any font.
fn drawn_without_fonts(svg: &str, scale: f32) -> Pixmap {
    let tree = Tree::from_str(svg, &Options::default()).unwrap();
    let edge = |length: f32| (length * scale).ceil() as u32;
    let mut pixels = Pixmap::new(edge(tree.size().width()), edge(tree.size().height())).unwrap();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels
}

/// The text of every page as poppler reads it, without the spaces and the ends of lines that a
/// layout puts between its letters, and the sizes of the sheets in millimetres.
fn pages(pdf: &[u8]) -> Vec<(String, [i64; 2])> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let read = Command::new("pdftotext").arg("-raw").arg(file.path()).arg("-").output();
    let text = String::from_utf8(read.expect("scripts/need.sh poppler").stdout).unwrap();
    let mut texts = text.split('\u{c}').map(|page| page.split_whitespace().collect::<String>());
    let document = Document::load_mem(pdf).unwrap();
    let page = |(_, id): (u32, _)| {
        let sheet = document.get_dictionary(id).unwrap();
        let sheet = sheet.get(b"MediaBox").unwrap().as_array().unwrap();
        let mm = |at: usize| (sheet[at].as_float().unwrap() * 25.4 / 72.0).round() as i64;
        (texts.next().unwrap(), [mm(2), mm(3)])
    };
    document.get_pages().into_iter().map(page).collect()
}

async fn real(edit: impl FnOnce(&mut Station)) -> TestSite {
    let real = |station: &mut Station| {
        station.provenance = Provenance::Ledger;
        edit(station);
    };
    TestSite::edited("LZ-2", real).await
}

fn same(one: &Answer, other: &Answer) -> bool {
    one.body == other.body && one.header("etag") == other.header("etag")
}

#[tokio::test]
async fn the_card_is_a_picture_of_the_size_that_the_page_tells_chats() {
    let site = TestSite::new().await;
    let page = site.get_with("/s/LZ-2", &HOST).await.text();
    let meta = |name: &str, content: &str| {
        let element = format!(r#"<meta property="og:image{name}" content="{content}">"#);
        assert!(page.contains(&element), "{element} is not in\n{page}");
    };
    meta("", "http://yizhan.example/s/LZ-2/card.png");
    meta(":width", "1200");
    meta(":height", "630");
    let card = site.get("/s/LZ-2/card.png").await;
    assert_eq!((card.status.as_u16(), card.header("content-type")), (200, "image/png"));
    assert_eq!(card.header("cache-control"), "public, no-cache");
    let pixels = decoded(&card.body);
    assert_eq!((pixels.width(), pixels.height()), (1200, 630));
    // Chats add what they like.
    assert!(same(&card, &site.get("/s/lz-2/card.png?from=timeline").await));
}

#[tokio::test]
async fn a_card_that_was_passed_on_alone_still_leads_to_the_page() {
    let site = TestSite::new().await;
    let card = site.get_with("/s/LZ-2/card.png", &HOST).await;
    assert_eq!(qr_codes(&decoded(&card.body)), ["http://yizhan.example/s/LZ-2"]);
    // A server that does not know its address shows none.
    assert_eq!(qr_codes(&decoded(&site.get("/s/LZ-2/card.png").await.body)), [""; 0]);
}

#[tokio::test]
async fn a_card_shows_the_name_in_ink_and_not_as_boxes() {
    // The part of the card where the name stands.
    let name = |pixels: &Pixmap| {
        let rows = 130..230;
        let row = |y: usize| pixels.pixels()[y * 1200 + 60..y * 1200 + 770].to_vec();
        rows.flat_map(row).collect::<Vec<_>>()
    };
    let mut seen = Vec::new();
    for text in ["银行驿站", "银行弓站", "\u{10FFFD}\u{10FFFD}\u{10FFFD}\u{10FFFD}"] {
        let site = real(|station| station.name = text.to_owned()).await;
        seen.push(name(&decoded(&site.get("/s/LZ-2/card.png").await.body)));
    }
    assert!(seen[0] != seen[1] && seen[0] != seen[2]);
    let ink = seen[0].iter().filter(|pixel| pixel.red() < 128).count();
    assert!((2_000..40_000).contains(&ink), "{ink} dark pixels");
}

#[tokio::test]
async fn pictures_are_the_same_bytes_on_every_server_and_are_not_sent_twice() {
    let (one, other) = (TestSite::new().await, TestSite::new().await);
    for path in ["/s/LZ-7/card.png", "/s/LZ-7/plaque.pdf", "/s/LZ-7/plaque.svg?size=a5"] {
        let first = one.get_with(path, &HOST).await;
        assert_eq!(first.status, 200, "{path}: {}", first.text());
        assert!(same(&first, &other.get_with(path, &HOST).await), "{path}");
        let has = [HOST[0], ("if-none-match", first.header("etag"))];
        let again = other.get_with(path, &has).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), first.header("etag"), "{path}");
        // Who asks a server that has not drawn it is answered without drawing.
        let fresh = TestSite::new().await.get_with(path, &has).await;
        assert_eq!(fresh.status, 304, "{path}");
    }
}

#[tokio::test]
async fn a_card_has_another_tag_when_what_it_shows_has_changed_and_in_another_language() {
    let card = "/s/LZ-2/card.png";
    let before = real(|_| {}).await.get(card).await;
    let moved = real(|station| station.seats = Some(9)).await.get(card).await;
    assert!(same(&before, &moved), "seats are not on the card");
    let hours: HoursText = "Mo-Su 06:00-22:00".parse().unwrap();
    let site = real(|station| station.hours = Some(hours)).await;
    let after = site.get(card).await;
    let english = site.get_with(card, &[("accept-language", "en")]).await;
    let tags = [&before, &after, &english].map(|answer| answer.header("etag").to_owned());
    assert!(tags[0] != tags[1] && tags[1] != tags[2], "{tags:?}");
    assert_eq!(english.header("vary"), "accept-language");
    assert_eq!(english.header("content-language"), "en");
}

#[tokio::test]
async fn a_plaque_has_the_facts_as_text_on_a_sheet_of_its_size() {
    let site = real(|_| {}).await;
    for (query, sheet) in [("", [210, 297]), ("?size=a4", [210, 297]), ("?size=a5", [148, 210])] {
        let answer = site.get_with(&format!("/s/lz-2/plaque.pdf{query}"), &HOST).await;
        assert_eq!(answer.header("content-type"), "application/pdf", "{}", answer.text());
        let pages = pages(&answer.body);
        assert_eq!(pages.len(), 1);
        let (text, found) = &pages[0];
        assert_eq!(*found, sheet);
        for words in
            ["工会驿站", "银行驿站", "湖心路9号", "LZ-2", "周一至周五", "08:30–17:30", "手机充电"]
        {
            assert!(text.contains(words), "{words} is not in\n{text}");
        }
        assert!(!text.contains("示例数据"), "{text}");
    }
}

#[tokio::test]
async fn the_code_on_a_plaque_leads_to_the_page_of_the_station() {
    let site = real(|_| {}).await;
    for query in ["", "?size=a5"] {
        let svg = site.get_with(&format!("/s/LZ-2/plaque.svg{query}"), &HOST).await;
        assert_eq!(svg.header("content-type"), "image/svg+xml");
        let svg = svg.text();
        assert!(!svg.contains("<text") && !svg.contains("font-family"), "letters are outlines");
        assert_eq!(qr_codes(&drawn_without_fonts(&svg, 1.5)), ["http://yizhan.example/s/LZ-2"]);
    }
    let told = site.seen_at("https://yizhan.gov.example");
    let svg = told.get("/s/LZ-2/plaque.svg").await.text();
    assert_eq!(qr_codes(&drawn_without_fonts(&svg, 1.5)), ["https://yizhan.gov.example/s/LZ-2"]);
}

#[tokio::test]
async fn a_sample_says_that_it_is_one_on_its_plaque() {
    let site = TestSite::new().await;
    let plaque = site.get_with("/s/LZ-2/plaque.pdf", &HOST).await;
    assert!(pages(&plaque.body)[0].0.contains("示例数据，请勿张贴"));
}

#[tokio::test]
async fn names_that_look_like_markup_are_shown_as_they_are() {
    for name in ["</text><script>", "A&amp;B <驿站>", "\u{1}\u{b}控制\u{fffe}", "驿"] {
        let site = real(|station| station.name = name.to_owned()).await;
        for picture in ["card.png", "plaque.pdf", "plaque.svg"] {
            let answer = site.get_with(&format!("/s/LZ-2/{picture}"), &HOST).await;
            assert_eq!(answer.status, 200, "{name:?} {picture}: {}", answer.text());
        }
    }
    let site = real(|station| station.name = "A&amp;B <驿站>".to_owned()).await;
    let plaque = site.get_with("/s/LZ-2/plaque.pdf", &HOST).await;
    assert!(pages(&plaque.body)[0].0.contains("A&amp;B<驿站>"));
}

#[tokio::test]
async fn what_has_no_picture_says_why() {
    let site = TestSite::new().await;
    for (path, status, problem) in [
        ("/s/LZ-99/card.png", 404, "unknown-station"),
        ("/s/LZ-8/card.png", 410, "retired-station"),
        ("/s/LZ-8/plaque.pdf", 410, "retired-station"),
        ("/s/LZ-1/plaque.pdf?size=a3", 400, "invalid-parameter"),
        ("/s/LZ-1/plaque.svg?paper=a4", 400, "unknown-parameter"),
        ("/s/LZ-1/card.jpg", 404, "no-such-path"),
        ("/s/LZ-1/plaque.pdf", 503, "no-public-url"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (status, problem.to_owned()),
            "{path}"
        );
    }
    let planned = TestSite::edited("LZ-1", |station| station.status = Status::Planned).await;
    assert_eq!(planned.get("/s/LZ-1/card.png").await.status, 200);
}

#[tokio::test]
async fn staff_print_the_plaques_of_what_is_theirs_as_one_file() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let own = boss.get(&format!("/admin/v1/plaques?area={OWN_AREA}")).await;
    assert_eq!(own.header("content-type"), "application/pdf", "{}", own.text());
    assert!(own.header("content-disposition").contains("-plaques.pdf"));
    assert_eq!(own.header("cache-control"), "private, no-store");
    let codes = |answer: &Answer| {
        let pages = pages(&answer.body);
        let code = |text: &str| {
            let after = text.split_once("驿站编码LZ-").unwrap().1;
            let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
            format!("LZ-{digits}")
        };
        pages.iter().map(|(text, _)| code(text)).collect::<Vec<_>>()
    };
    assert_eq!(codes(&own), ["LZ-1", "LZ-2", "LZ-3", "LZ-4", "LZ-5", "LZ-6"]);
    let other = boss.get(&format!("/admin/v1/plaques?area={OTHER_AREA}&size=a5")).await;
    assert!(!codes(&other).contains(&"LZ-8".to_owned()), "a retired station has no plaque");
    assert_eq!(pages(&other.body)[0].1, [148, 210]);

    let editor = site.staff("editor", Role::Editor).await;
    let same = editor.get(&format!("/admin/v1/plaques?area={OWN_AREA}")).await;
    assert_eq!(codes(&same), codes(&own));
    let none = editor.get(&format!("/admin/v1/plaques?area={OTHER_AREA}")).await;
    assert_eq!((none.status.as_u16(), none.problem()), (404, "no-plaques".to_owned()));
    let all = boss.get("/admin/v1/plaques").await;
    assert_eq!((all.status.as_u16(), all.problem()), (400, "missing-parameter".to_owned()));
}

#[tokio::test]
async fn many_who_ask_for_one_picture_at_once_wait_for_the_same() {
    let site = TestSite::new().await;
    let asked = (0..60).map(|_| {
        let site = site.clone();
        tokio::spawn(async move { site.get("/s/LZ-1/card.png").await })
    });
    let mut answers = Vec::new();
    for answer in asked.collect::<Vec<_>>() {
        answers.push(answer.await.unwrap());
    }
    assert!(answers.iter().all(|answer| answer.status == 200 && same(answer, &answers[0])));
}
