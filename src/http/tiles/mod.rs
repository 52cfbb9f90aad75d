//! Vector tiles: `/tiles/{layer}/{z}/{x}/{y}.mvt`, and what maps need to find and draw them.

pub(super) mod documents;
mod kept;
pub(super) mod sprite;

use std::sync::Arc;

use axum::http::Uri;
use geo::{Geometry, MultiPolygon};

pub(super) use kept::{Kept, warm};
pub(super) use sprite::Sheets;

use super::api::coverage::{self, gaps};
use super::errand::{Errand, Running};
use super::error::HttpError;
use super::params::{self, Query};
use super::reply::{Cache, Reply};
use super::site::{Call, Site};
use crate::features::{Collection, Feature, Record, Value, areas};
use crate::index::Snapshot;
use crate::tiles::polygons::{Shape, Tag};
use crate::tiles::{TileAddress, places, polygons, stations};

/// The parameters of tiles and of TileJSON: the datum of the map that the tiles are for.
const KNOWN: &[&str] = &["datum"];

const MVT: &str = "application/vnd.mapbox-vector-tile";

/// What tiles are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Layer {
    Stations,
    Areas,
    Coverage,
    Places,
}

impl Layer {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Stations, Self::Areas, Self::Coverage, Self::Places];

    /// Its name in addresses, and that of the layer inside the tile.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Stations => stations::LAYER,
            Self::Areas => "areas",
            Self::Coverage => "coverage",
            Self::Places => places::LAYER,
        }
    }
}

/// Which tile of which layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    layer: Layer,
    address: TileAddress,
}

/// A tile that is kept; `None` when it must be made, or is not for everybody.
pub(super) fn at_hand(call: &Call<'_>) -> Option<Reply> {
    let wanted = Wanted::read(call.uri).ok()?;
    if wanted.layer == Layer::Coverage {
        return None;
    }
    let tile = kept::at_hand(call.site, wanted)?;
    Some(Reply::ready(tile, MVT).cached(Cache::Ask))
}

/// A tile.
pub(super) fn answer(errand: Errand) -> Running {
    Box::pin(async move {
        let wanted = Wanted::read(&errand.uri)?;
        let cache = match wanted.layer {
            Layer::Stations | Layer::Areas | Layer::Places => Cache::Ask,
            Layer::Coverage => coverage::published(&errand).await?,
        };
        Ok(Reply::ready(kept::answered(&errand.site, wanted).await?, MVT).cached(cache))
    })
}

impl Wanted {
    /// Reads `/tiles/{layer}/{z}/{x}/{y}.mvt?datum=`.
    fn read(uri: &Uri) -> Result<Self, HttpError> {
        let datum = params::datum(&Query::read(uri.query(), KNOWN)?)?;
        let Self { layer, address } = Self::named(uri.path()).ok_or(HttpError::NoSuchPath)?;
        Ok(Self { layer, address: address.in_datum(datum) })
    }

    fn named(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix("/tiles/")?.split('/');
        let name = parts.next()?;
        let layer = Layer::ALL.into_iter().find(|layer| layer.name() == name)?;
        let z = parts.next()?.parse().ok()?;
        let x = parts.next()?.parse().ok()?;
        let y = parts.next()?.strip_suffix(".mvt")?.parse().ok()?;
        let address = TileAddress::new(z, x, y).ok().filter(|_| parts.next().is_none())?;
        Some(Self { layer, address })
    }
}

/// Makes a tile of a snapshot.
async fn made(
    site: &Arc<Site>,
    snapshot: Arc<Snapshot>,
    wanted: Wanted,
) -> Result<Vec<u8>, HttpError> {
    let Wanted { layer, address } = wanted;
    let minute = kept::minute(site);
    let shapes = match layer {
        Layer::Stations | Layer::Places => Vec::new(),
        Layer::Areas => shapes(Collection::Areas, areas::records(&snapshot)),
        Layer::Coverage => shapes(Collection::CoverageGaps, gaps::records(site, &snapshot).await?),
    };
    let make = move || match layer {
        Layer::Stations => stations::tile(&snapshot, address, minute),
        Layer::Places => places::tile(snapshot.places().all(), address),
        Layer::Areas | Layer::Coverage => polygons::tile(layer.name(), &shapes, address),
    };
    let made = tokio::task::spawn_blocking(make).await.map_err(|_panic| HttpError::Internal)?;
    made.map_err(|error| {
        tracing::error!(%error, "a tile could not be made");
        HttpError::Internal
    })
}

/// Features with an inside, and what is told of them on tiles.
fn shapes(collection: Collection, records: Vec<Record>) -> Vec<Shape> {
    let told = |record: &Record| {
        let properties = collection.properties().iter().enumerate();
        let tags = properties.filter_map(|(at, property)| match record.value(at) {
            Value::Text(text) => Some((property.name, Tag::Text(text.into_owned()))),
            Value::Number(number) => Some((property.name, Tag::Number(number))),
            _ => None,
        });
        tags.collect()
    };
    let shapes = records.into_iter().filter_map(|record| {
        let tags = told(&record);
        let geometry = match record.geometry {
            Geometry::MultiPolygon(parts) => parts,
            Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
            _ => return None,
        };
        Some(Shape { id: record.id, geometry, tags })
    });
    shapes.collect()
}
