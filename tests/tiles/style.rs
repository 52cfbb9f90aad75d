//! The style for maps, and the sprite that it takes its signs from.

use serde_json::Value;
use yizhan::domain::place::PlaceKind;
use yizhan::domain::station::StationKind;

use crate::harness::site::TestSite;

#[tokio::test]
async fn the_style_names_only_what_is_ours_and_there() {
    let site = TestSite::new().await.seen_at("https://yizhan.example");
    let style = site.get("/style.json").await.json();
    assert_eq!(style["version"], 8);
    assert!(style.get("glyphs").is_none());
    assert_eq!(style["sprite"], "https://yizhan.example/sprite");
    for (name, source) in style["sources"].as_object().unwrap() {
        let url = source["url"].as_str().unwrap();
        let path = url.strip_prefix("https://yizhan.example").unwrap();
        assert_eq!(site.get(path).await.json()["name"], name.as_str());
    }
    for layer in style["layers"].as_array().unwrap() {
        if let Some(source) = layer["source"].as_str() {
            assert!(style["sources"].get(source).is_some() && layer["source-layer"] == source);
        }
    }
}

/// The names of images that an expression of a style can give for features of these kinds.
fn images(expression: &Value, kinds: &[&str]) -> Vec<String> {
    let parts = expression.as_array().expect("an expression");
    match parts[0].as_str().unwrap() {
        "coalesce" => parts[1..].iter().flat_map(|part| images(part, kinds)).collect(),
        "image" if parts[1].is_string() => vec![parts[1].as_str().unwrap().to_owned()],
        "image" => {
            let words = parts[1].as_array().unwrap();
            assert_eq!(words[0], "concat");
            let mut names = vec![String::new()];
            for word in &words[1..] {
                let values: Vec<&str> = match word {
                    Value::String(text) => vec![text],
                    get if get[1] == "kind" => kinds.to_vec(),
                    get if get[1] == "state" => {
                        vec!["open", "closed", "unknown", "temporarily_closed"]
                    }
                    other => panic!("what is {other}?"),
                };
                let longer =
                    names.iter().flat_map(|name| values.iter().map(move |v| name.clone() + v));
                names = longer.collect();
            }
            names
        }
        other => panic!("what is {other}?"),
    }
}

#[tokio::test]
async fn every_icon_of_the_style_is_in_the_sprite_and_amenities_are_there_for_other_styles() {
    let site = TestSite::new().await;
    let style = site.get("/style.json").await.json();
    let layers = style["layers"].as_array().unwrap();
    let icons = layers.iter().filter_map(|layer| {
        let kinds: Vec<&str> = match layer["source"].as_str()? {
            "stations" => StationKind::ALL.iter().map(|kind| kind.key()).collect(),
            "places" => PlaceKind::ALL.iter().map(|kind| kind.key()).collect(),
            _ => Vec::new(),
        };
        Some(images(layer["layout"].get("icon-image")?, &kinds))
    });
    let icons: Vec<String> = icons.flatten().collect();
    assert!(icons.len() >= 8 + PlaceKind::ALL.len(), "{icons:?}");
    for density in ["", "@2x"] {
        let index = site.get(&format!("/sprite{density}.json")).await;
        assert_eq!(index.header("content-type"), "application/json");
        let index = index.json();
        for icon in &icons {
            assert!(index.get(icon).is_some(), "{icon}");
        }
        for amenity in site.get("/api/v1/amenities").await.json()["amenities"].as_array().unwrap() {
            let name = format!("amenity/{}", amenity["icon"].as_str().unwrap());
            assert!(index.get(&name).is_some(), "{name}");
        }
        let picture = site.get(&format!("/sprite{density}.png")).await;
        assert_eq!(picture.header("content-type"), "image/png");
        let picture = image::load_from_memory(&picture.body).unwrap();
        for place in index.as_object().unwrap().values() {
            let end =
                |at: &str, edge: &str| place[at].as_u64().unwrap() + place[edge].as_u64().unwrap();
            assert!(end("x", "width") <= u64::from(picture.width()), "{place}");
            assert!(end("y", "height") <= u64::from(picture.height()), "{place}");
        }
    }
    assert_eq!(site.get("/sprite.json?x=1").await.status, 400);
}
