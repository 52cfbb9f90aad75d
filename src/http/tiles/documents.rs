//! What maps read before they ask for tiles: TileJSON of each layer, and a style for all.

use geo::{BoundingRect, Rect};
use serde_json::{Value, json};

use super::{KNOWN, Layer};
use crate::domain::coordinates::Datum;
use crate::features::Collection;
use crate::http::error::HttpError;
use crate::http::ogc::Base;
use crate::http::params;
use crate::http::reply::{JSON, Reply};
use crate::http::site::Call;
use crate::tiles::MAX_ZOOM;

/// `/tiles/{layer}` as TileJSON 3.0: `/tiles/stations.json`. `datum` is handed on to the tiles.
pub(in crate::http) fn tile_json(call: &Call<'_>) -> Result<Reply, HttpError> {
    let of_datum = match params::datum(&call.query(KNOWN)?)? {
        Datum::Wgs84 => String::new(),
        datum => format!("?datum={}", datum.key()),
    };
    let name = call.last_segment().strip_suffix(".json").unwrap_or("");
    let layer = Layer::ALL.into_iter().find(|layer| layer.name() == name);
    let layer = layer.ok_or(HttpError::NoSuchPath)?;
    let tiles = Base::of(call).site(&format!("/tiles/{name}/{{z}}/{{x}}/{{y}}.mvt{of_datum}"));
    let mut document = json!({
        "tilejson": "3.0.0",
        "name": name,
        "tiles": [tiles],
        "minzoom": 0,
        "maxzoom": MAX_ZOOM,
        "attribution": publisher(call),
        "vector_layers": [{ "id": name, "fields": fields(layer) }],
    });
    if let Some(bounds) = bounds(call) {
        let [low, high] = [bounds.min(), bounds.max()];
        document["bounds"] = json!([low.x, low.y, high.x, high.y]);
    }
    Ok(Reply::json(document.to_string().into_bytes()).in_language(call.language))
}

/// The style without what is the district's or depends on where it is asked for.
const STYLE: &str = include_str!("style.json");

/// `/style.json`: a MapLibre style of the district's areas, places and stations. It names no glyphs:
/// texts are drawn with the device's fonts.
pub(in crate::http) fn style(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    let base = Base::of(call);
    let district = &call.app().district;
    let inked = STYLE
        .replace("{theme}", district.colours.theme.as_str())
        .replace("{background}", district.colours.background.as_str());
    let mut document: Value = serde_json::from_str(&inked).map_err(|error| {
        tracing::error!(%error, "the style is no JSON");
        HttpError::Internal
    })?;
    document["name"] = json!(call.language.pick("工会驿站", "Union post stations"));
    document["center"] = json!([district.centre.lon(), district.centre.lat()]);
    document["sprite"] = json!(base.site("/sprite"));
    for layer in [Layer::Areas, Layer::Places, Layer::Stations] {
        let url = base.site(&format!("/tiles/{}.json", layer.name()));
        document["sources"][layer.name()] = json!({ "type": "vector", "url": url });
    }
    Ok(Reply::json(document.to_string().into_bytes()).of_type(JSON).in_language(call.language))
}

/// What is told of each feature of a layer.
fn fields(layer: Layer) -> Value {
    let told = |collection: Collection| {
        let properties = collection.properties().iter();
        properties.map(|property| (property.name.to_owned(), json!(property.en))).collect()
    };
    match layer {
        Layer::Stations => json!({
            "code": "code of a station", "name": "its name", "kind": "its kind",
            "state": "open, closed, unknown or temporarily_closed, at present",
            "round_the_clock": "whether it never closes",
            "working": "what of its amenities works, with commas between them",
            "point_count": "of a cluster: how many stations",
            "union_station": "of a cluster: how many union stations",
            "worker_home": "of a cluster: how many worker homes",
            "open": "of a cluster: how many are open", "closed": "… closed",
            "unknown": "… of unknown hours", "temporarily_closed": "… closed for some days",
        }),
        Layer::Places => json!({
            "name": "what people call it", "kind": "what sort of place it is",
        }),
        Layer::Areas => Value::Object(told(Collection::Areas)),
        Layer::Coverage => Value::Object(told(Collection::CoverageGaps)),
    }
}

fn publisher(call: &Call<'_>) -> String {
    let publisher = &call.app().district.publisher;
    publisher.as_ref().map_or_else(String::new, |publisher| {
        call.language.pick(&publisher.name.zh, &publisher.name.en).to_owned()
    })
}

fn bounds(call: &Call<'_>) -> Option<Rect<f64>> {
    let snapshot = call.snapshot();
    let boxes = snapshot.areas().iter().filter_map(|area| area.boundary.bounding_rect());
    boxes.reduce(|a, b| {
        Rect::new(
            (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
            (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
        )
    })
}
