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

/// `/style.json`: a MapLibre style of the district's areas and stations. It names no glyphs: texts
/// are drawn with the device's fonts.
pub(in crate::http) fn style(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    let base = Base::of(call);
    let colours = &call.app().district.colours;
    let source = |layer: Layer| json!({ "type": "vector", "url": base.site(&format!("/tiles/{}.json", layer.name())) });
    let centre = call.app().district.centre;
    let document = json!({
        "version": 8,
        "name": call.language.pick("工会驿站", "Union post stations"),
        "center": [centre.lon(), centre.lat()],
        "zoom": 11,
        "sprite": base.site("/sprite"),
        "sources": { "areas": source(Layer::Areas), "stations": source(Layer::Stations) },
        "layers": layers(colours.theme.as_str(), colours.background.as_str()),
    });
    Ok(Reply::json(document.to_string().into_bytes()).of_type(JSON).in_language(call.language))
}

fn layers(theme: &str, background: &str) -> Value {
    let is_cluster = json!(["has", "point_count"]);
    let is_station = json!(["!", ["has", "point_count"]]);
    // The shape tells the kind and the sign in it the state, so that nothing depends on colour.
    let of_station = json!([
        "coalesce",
        ["image", ["concat", "station/", ["get", "kind"], "/", ["get", "state"]]],
        ["image", "station/union_station/unknown"],
    ]);
    // The size tells how many, the colour whether any is open.
    let of_count = json!(["interpolate", ["linear"], ["get", "point_count"], 2, 12, 100, 24]);
    let of_cluster = json!(["case", [">", ["get", "open"], 0], theme, "#6b6b6b"]);
    json!([
        { "id": "background", "type": "background", "paint": { "background-color": background } },
        {
            "id": "areas", "type": "line", "source": "areas", "source-layer": "areas",
            "paint": { "line-color": "#9aa5a0", "line-width": 1 },
        },
        {
            "id": "clusters", "type": "circle", "source": "stations", "source-layer": "stations",
            "filter": is_cluster,
            "paint": { "circle-color": of_cluster, "circle-radius": of_count },
        },
        {
            "id": "cluster-counts", "type": "symbol", "source": "stations",
            "source-layer": "stations", "filter": is_cluster,
            "layout": {
                "text-field": ["to-string", ["get", "point_count"]], "text-size": 13,
                "text-allow-overlap": true,
            },
            "paint": { "text-color": "#ffffff" },
        },
        {
            "id": "stations", "type": "symbol", "source": "stations", "source-layer": "stations",
            "filter": is_station,
            "layout": { "icon-image": of_station, "icon-allow-overlap": true },
        },
        {
            "id": "station-names", "type": "symbol", "source": "stations",
            "source-layer": "stations", "filter": is_station, "minzoom": 15,
            "layout": {
                "text-field": ["get", "name"], "text-size": 12, "text-offset": [0, 1],
                "text-anchor": "top",
            },
            "paint": { "text-color": "#222222", "text-halo-color": "#ffffff", "text-halo-width": 1.5 },
        },
    ])
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
