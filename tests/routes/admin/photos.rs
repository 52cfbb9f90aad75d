//! `/admin/v1/stations/{code}/photos`, and where everybody sees them: `/photos/{file}`, the
//! station's answer and its page.

use std::io::Cursor;

use axum::body::Body;
use axum::http::{Method, Request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use yizhan::domain::photo::MAX_GIVEN_BYTES;
use yizhan::domain::role::Role;
use yizhan::domain::station_photo::MAX_PHOTOS;
use yizhan::http::admin::schema::{
    AdminProblem, ArrangePhotosRequest, EditedAnswer, HistoryAnswer, PhotoAnswer, StationAnswer,
    TakePhotoRequest,
};
use yizhan::http::api::schema::{Photo, StationDetail};

use crate::harness::site::{Answer, TestSite};
use crate::harness::staff::Browser;

const PHOTOS: &str = "/admin/v1/stations/LZ-1/photos";

/// Left half red, right half blue; `shade` makes it another photo.
fn png(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([220, shade, 20]) } else { Rgb([20, shade, 220]) }
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn upload(browser: &Browser<'_>, query: &str, version: u64, bytes: Vec<u8>) -> Answer {
    let request = Request::post(format!("{PHOTOS}{query}"))
        .header("accept-language", "en")
        .header("cookie", &browser.cookies)
        .header("x-csrf-token", &browser.csrf)
        .header("content-type", "image/png")
        .header("if-match", format!("\"{version}\""));
    browser.site.ask(request.body(Body::from(bytes)).unwrap()).await
}

async fn arrange(browser: &Browser<'_>, version: u64, photos: &Value) -> Answer {
    let body = json!({ "photos": photos, "reason": "整理" });
    let _documented: ArrangePhotosRequest = serde_json::from_value(body.clone()).unwrap();
    let tag = format!("\"{version}\"");
    browser.ask_with(Method::PUT, PHOTOS, &body, &[("if-match", &tag)]).await
}

fn photos_of(answer: &Answer) -> Vec<PhotoAnswer> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.read::<EditedAnswer>().station.photos
}

/// What riders are told.
async fn shown(site: &TestSite) -> Vec<Photo> {
    site.app.republish().await.unwrap();
    site.get("/api/v1/stations/lz-1").await.read::<StationDetail>().station.photos
}

fn size_in(file: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory_with_format(file, ImageFormat::WebP).unwrap();
    (picture.width(), picture.height())
}

#[tokio::test]
async fn an_uploaded_photo_is_cropped_made_small_and_shown_to_everybody() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let editor = site.staff("editor", Role::Editor).await;
    let query = "?crop=0,0,0.5,1&caption=%E5%8C%97%E9%97%A8%EF%BC%8C%E6%9C%9D%E5%8D%97&credit=%E7%8E%8B&taken_on=2026-11-20";
    let answer = upload(&editor, query, 1, png(2000, 500, 20)).await;
    assert_eq!(answer.header("etag"), "\"2\"");
    let photos = photos_of(&answer);
    let [photo] = &photos[..] else { panic!("{photos:?}") };
    assert_eq!((photo.width_px, photo.height_px), (1000, 500));
    assert_eq!((photo.caption.as_str(), photo.credit.as_str()), ("北门，朝南", "王"));

    // Not until a snapshot shows it, and then for ever.
    let url = format!("/photos/{}.webp", photo.key);
    assert_eq!(site.get(&url).await.status, 404);
    let told = shown(&site).await;
    assert_eq!((told[0].url.as_str(), told[0].width_px), (url.as_str(), 1000));
    assert_eq!(told[0].taken_on.unwrap().to_string(), "2026-11-20");
    let large = site.get(&url).await;
    for (name, value) in [
        ("content-type", "image/webp"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
    ] {
        assert_eq!(large.header(name), value, "{name}");
    }
    assert_eq!(size_in(&large.body), (1000, 500));
    let Rgb([red, _, blue]) =
        *image::load_from_memory(&large.body).unwrap().to_rgb8().get_pixel(990, 250);
    assert!(red > blue, "the crop left the red half");
    let again = site.get_with(&url, &[("if-none-match", large.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let small = site.get(&told[0].small_url).await;
    assert_eq!(size_in(&small.body), (400, 200));
    assert!(small.body.len() < large.body.len());

    let page = site.get("/s/LZ-1").await.text();
    assert!(page.contains(&format!("src=\"{}\"", told[0].small_url)), "{page}");
    assert!(page.contains(&format!("\"image\":[\"https://yizhan.example{url}\"]")), "{page}");
    let pack: Value = serde_json::from_slice(&site.app.pack().unwrap().json).unwrap();
    let packed = json!([photo.key, 1000, 500, "北门，朝南", "王", "2026-11-20"]);
    assert_eq!(pack["stations"]["photos"][0][1][0], packed);
}

#[tokio::test]
async fn photos_are_arranged_taken_away_and_brought_back_with_the_version_that_was_seen() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let first = photos_of(&upload(&editor, "", 1, png(40, 30, 1)).await)[0].key.clone();
    let both = photos_of(&upload(&editor, "?caption=b", 2, png(40, 30, 2)).await);
    let second = both[1].key.clone();
    // The same photo once more changes nothing.
    let again = upload(&editor, "", 3, png(40, 30, 1)).await;
    assert_eq!((again.header("etag"), photos_of(&again).len()), ("\"3\"", 2));

    let late = arrange(&editor, 2, &json!([{ "key": second }])).await;
    assert_eq!((late.status.as_u16(), &*late.problem()), (412, "precondition-failed"));
    let theirs = late.read::<AdminProblem>().theirs.unwrap();
    assert_eq!(theirs[0].field, "photos");
    let wanted = json!([{ "key": second, "caption": "东门" }, { "key": first }]);
    let arranged = photos_of(&arrange(&editor, 3, &wanted).await);
    let told: Vec<_> = arranged.iter().map(|p| (p.key.as_str(), p.caption.as_str())).collect();
    assert_eq!(told, [(second.as_str(), "东门"), (first.as_str(), "")]);

    // What is taken away is not shown any more, is there for staff, and comes back as a whole.
    let url = format!("/photos/{first}.webp");
    shown(&site).await;
    assert_eq!(site.get(&url).await.status, 200);
    photos_of(&arrange(&editor, 4, &json!([{ "key": second, "caption": "东门" }])).await);
    shown(&site).await;
    assert_eq!(site.get(&url).await.status, 404);
    assert_eq!(editor.get(&format!("/admin/v1{url}")).await.status, 200);
    let tag = [("if-match", "\"5\"")];
    let restore = "/admin/v1/stations/LZ-1/restore";
    let back = editor.ask_with(Method::POST, restore, &json!({ "version": 4 }), &tag).await;
    assert_eq!(photos_of(&back).len(), 2);
    let history: HistoryAnswer = editor.get("/admin/v1/stations/LZ-1/history").await.read();
    let removal = &history.versions[1];
    let [change] = &removal.changes[..] else { panic!("{removal:?}") };
    assert_eq!((change.field.as_str(), change.new.clone()), ("photos", format!("{second} 东门")));
    assert_eq!(change.old, format!("{second} 东门|{first}"));
    assert_eq!(removal.origin.reason, "整理");
}

#[tokio::test]
async fn what_cannot_be_a_photo_of_the_station_is_refused_and_nothing_is_written() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let good = || png(40, 30, 1);
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let jpeg_by_name_only = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
    for (query, bytes, status, words) in [
        ("", heic, 400, "save it as JPEG"),
        ("", jpeg_by_name_only, 400, "it cannot be read"),
        ("", png(4100, 4100, 1), 400, "too many pixels"),
        ("", vec![0; MAX_GIVEN_BYTES + 1], 413, "8388608"),
        ("?crop=0.5,0,0.6,1", good(), 400, "no rectangle within the picture"),
        ("?crop=0,0,1", good(), 400, "no rectangle within the picture"),
        ("?crop=0,0,1,nan", good(), 400, "no rectangle within the picture"),
        ("?taken_on=yesterday", good(), 400, "it is no day"),
        ("?title=x", good(), 400, "title"),
    ] {
        let answer = upload(&editor, query, 1, bytes).await;
        assert_eq!(answer.status.as_u16(), status, "{query}: {}", answer.text());
        let detail = answer.read::<AdminProblem>().detail;
        assert!(detail.contains(words), "{query}: {detail}");
    }
    let long = upload(&editor, &format!("?caption={}", "x".repeat(101)), 1, good()).await;
    assert!(long.read::<AdminProblem>().detail.contains("at most 100 characters"));
    let unknown = "0123456789abcdef0123456789abcdef";
    let stranger = arrange(&editor, 1, &json!([{ "key": unknown }])).await;
    assert_eq!((stranger.status.as_u16(), &*stranger.problem()), (422, "wrong-facts"));
    let no_key = editor
        .ask_with(
            Method::PUT,
            PHOTOS,
            &json!({ "photos": [{ "key": "x" }] }),
            &[("if-match", "\"1\"")],
        )
        .await;
    assert_eq!((no_key.status.as_u16(), &*no_key.problem()), (400, "invalid-parameter"));
    let as_fact = [("if-match", "\"1\"")];
    let as_fact = editor
        .ask_with(Method::PATCH, "/admin/v1/stations/LZ-1", &json!({ "photos": [] }), &as_fact)
        .await;
    assert_eq!(as_fact.status, 422);
    let station: StationAnswer = editor.get("/admin/v1/stations/LZ-1").await.read();
    assert_eq!((station.version, station.photos.len()), (1, 0));
}

#[tokio::test]
async fn a_station_has_so_many_photos_at_most_and_an_edit_of_others_keeps_them() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    for shade in 0..MAX_PHOTOS {
        let shade = u8::try_from(shade * 20).unwrap();
        let version = u64::from(shade / 20) + 1;
        photos_of(&upload(&editor, "", version, png(16, 16, shade)).await);
    }
    let version = MAX_PHOTOS as u64 + 1;
    let one_more = upload(&editor, "", version, png(17, 16, 1)).await;
    assert_eq!(one_more.status, 422);
    assert!(one_more.text().contains("take one away first"), "{}", one_more.text());
    let tag = format!("\"{version}\"");
    let (edit, tag) = (json!({ "seats": 3 }), [("if-match", tag.as_str())]);
    let edited = editor.ask_with(Method::PATCH, "/admin/v1/stations/LZ-1", &edit, &tag).await;
    assert_eq!(photos_of(&edited).len(), MAX_PHOTOS);
    // Nor does a file of the ledger touch them: it has no column for them.
    let csv = editor.get("/admin/v1/export?format=csv&q=LZ-1").await.text();
    assert!(!csv.contains("照片"), "{csv}");
}

#[tokio::test]
async fn the_photo_of_a_report_is_taken_over_with_the_report_as_its_origin() {
    let site = TestSite::new().await;
    let editor = site.staff("editor", Role::Editor).await;
    let report = json!({ "problem": "other", "photo": BASE64.encode(png(80, 40, 1)) });
    let filed = site.post("/api/v1/stations/LZ-1/reports", "rider-one", &report).await;
    assert_eq!(filed.status, 201);
    let inbox = editor.get("/admin/v1/reports").await.json();
    let id = inbox["reports"][0]["id"].as_str().unwrap().to_owned();
    let uri = format!("/admin/v1/reports/{id}/photo");
    let body = json!({ "crop": "0.5,0,0.5,1", "caption": "门口", "taken_on": "2026-11-21" });
    let _documented: TakePhotoRequest = serde_json::from_value(body.clone()).unwrap();
    assert_eq!(editor.post(&uri, &body).await.status, 428);
    let tag = [("if-match", "\"1\"")];
    let taken = photos_of(&editor.ask_with(Method::POST, &uri, &body, &tag).await);
    assert_eq!((taken[0].width_px, taken[0].caption.as_str()), (40, "门口"));
    let history: HistoryAnswer = editor.get("/admin/v1/stations/LZ-1/history").await.read();
    assert_eq!(history.versions[0].origin.report.as_ref(), Some(&id));
    let wordy = json!({ "problem": "closed" });
    site.post("/api/v1/stations/LZ-2/reports", "rider-two", &wordy).await;
    let inbox = editor.get("/admin/v1/reports?station=LZ-2").await.json();
    let id = inbox["reports"][0]["id"].as_str().unwrap().to_owned();
    let uri = format!("/admin/v1/reports/{id}/photo");
    assert_eq!(editor.ask_with(Method::POST, &uri, &json!({}), &tag).await.status, 404);
}
