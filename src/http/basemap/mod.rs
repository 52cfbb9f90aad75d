//! The ground under the stations on maps: nothing, a PMTiles file of our own, or tiles of a
//! service that the operator has chosen. Only the hosts that are configured may be asked by
//! our pages.

mod archive;
mod file;
mod tile_address;
mod tiles;

use std::io;
use std::path::{Path, PathBuf};

use axum::Router;
use serde::Serialize;
use thiserror::Error;

pub use self::archive::Flaw;
pub(super) use self::tiles::Tiles;

use self::archive::Archive;
use self::tile_address::TileAddress;
use super::language::Language;
use super::metrics::Metrics;
use crate::domain::coordinates::{Datum, Wgs84};

/// A base map cannot be used.
#[derive(Debug, Error)]
pub enum BasemapError {
    /// The file cannot be read.
    #[error("the base map {path} cannot be read: {error}")]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The file is read, but is not what browsers can draw.
    #[error("the base map {path} {flaw}")]
    Unusable {
        /// Its path.
        path: PathBuf,
        /// What is wrong with it, and the way out.
        flaw: Flaw,
    },
    /// The address of tiles has no placeholders, or no host.
    #[error(
        "--basemap-tiles: '{0}' is no address of tiles: it needs http(s)://HOST and {{z}}, {{x}} and {{y}}"
    )]
    NotTiles(String),
    /// Web maps in this datum have a grid of tiles of their own, which cannot be drawn.
    #[error("--basemap-datum: tiles in {} cannot be drawn: take wgs84 or gcj02", .0.key())]
    NoSuchGrid(Datum),
    /// Somebody else's map without a word of whose it is.
    #[error("--basemap-attribution is missing: a map has to name who made it, e.g. '© 天地图'")]
    NoAttribution,
}

/// What is said about a base map on the map itself.
#[derive(Debug, Clone, Default)]
pub struct Credit {
    /// Who made it.
    pub attribution: Option<String>,
    /// The number under which it was reviewed (审图号).
    pub review_number: Option<String>,
}

/// What the Protomaps schema is made of, whoever cut the file out.
const ATTRIBUTION_OF_SCHEMA: &str = "© OpenStreetMap";

/// A base map, checked.
#[derive(Debug, Clone, Default)]
pub struct Basemap {
    pub(super) description: Description,
    archive: Option<(PathBuf, Archive)>,
    /// Origins that pages may ask for tiles.
    pub(super) origins: Vec<String>,
}

/// As pages are told of it.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Description {
    #[default]
    None,
    Pmtiles {
        url: &'static str,
        datum: Datum,
        attribution: String,
        review_number: Option<String>,
    },
    Xyz {
        /// Layers from the ground up, each with the addresses among which its tiles are spread.
        layers: Vec<Vec<String>>,
        datum: Datum,
        max_zoom: u8,
        attribution: String,
        review_number: Option<String>,
    },
}

impl Basemap {
    /// A PMTiles file in the Protomaps schema, WGS-84, served by ourselves.
    ///
    /// # Errors
    /// [`BasemapError`] when it cannot be read, is cut short, or is of another format or schema.
    pub fn pmtiles(path: &Path, credit: Credit) -> Result<Self, BasemapError> {
        let archive = Archive::read(path)?;
        let attribution = credit.attribution.unwrap_or_else(|| ATTRIBUTION_OF_SCHEMA.to_owned());
        let review_number = credit.review_number;
        let (url, datum) = (file::ADDRESS, Datum::Wgs84);
        Ok(Self {
            description: Description::Pmtiles { url, datum, attribution, review_number },
            archive: Some((path.to_owned(), archive)),
            origins: Vec::new(),
        })
    }

    /// Tiles of a service, the lowest layer first. `{0-7}` or `{a-c}` in an address stands for
    /// one of the hosts among which the service spreads its load, `{s}` for `{a-c}`.
    ///
    /// # Errors
    /// [`BasemapError`] for an address without a host or placeholders, a datum whose tiles lie
    /// on another grid, and a map that nobody has made.
    pub fn tiles(
        templates: &[String],
        datum: Datum,
        max_zoom: u8,
        credit: Credit,
    ) -> Result<Self, BasemapError> {
        if datum == Datum::Bd09 {
            return Err(BasemapError::NoSuchGrid(datum));
        }
        let attribution = credit.attribution.ok_or(BasemapError::NoAttribution)?;
        let review_number = credit.review_number;
        let mut layers = Vec::new();
        let mut origins = Vec::new();
        for template in templates {
            let not_tiles = || BasemapError::NotTiles(template.clone());
            let address = TileAddress::read(template).ok_or_else(not_tiles)?;
            origins.extend(address.origins);
            layers.push(address.spread);
        }
        origins.sort_unstable();
        origins.dedup();
        let description = Description::Xyz { layers, datum, max_zoom, attribution, review_number };
        Ok(Self { description, archive: None, origins })
    }

    /// Whether it has ground at a position. Of tiles of a service that is not known, so it is
    /// hoped for.
    pub fn covers(&self, position: Wgs84) -> bool {
        self.archive.as_ref().is_none_or(|(_, archive)| archive.covers(position))
    }

    /// Its tiles, when they are in a file of ours. Those of a service are never fetched.
    pub(super) async fn open_tiles(&self) -> io::Result<Option<Tiles>> {
        match &self.archive {
            Some((path, _)) => Ok(Some(Tiles::open(path).await?)),
            None => Ok(None),
        }
    }

    /// Who made the ground that is drawn here, in words that stand on it.
    pub(super) fn credit(&self, language: Language) -> Option<String> {
        let Description::Pmtiles { attribution, review_number, .. } = &self.description else {
            return None;
        };
        let number = review_number.as_ref().map(|number| {
            let number = number.trim_start_matches("审图号").trim_start_matches([':', '：']);
            format!("{}{}", language.pick("审图号：", "Map approval: "), number.trim())
        });
        let parts: Vec<&str> = [Some(attribution), number.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// The address at which the file is served, by ranges.
    pub(super) fn router(&self, metrics: &Metrics) -> Router {
        match &self.archive {
            Some((path, _)) => file::router(path, metrics),
            None => Router::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_a_service_needs_a_maker_and_a_datum_whose_grid_can_be_drawn() {
        let tiles = |datum, attribution: Option<&str>| {
            let credit =
                Credit { attribution: attribution.map(str::to_owned), review_number: None };
            Basemap::tiles(&["https://t.example/{z}/{x}/{y}".to_owned()], datum, 18, credit)
        };
        assert!(tiles(Datum::Gcj02, Some("© Maker")).is_ok());
        assert!(matches!(tiles(Datum::Wgs84, None), Err(BasemapError::NoAttribution)));
        let refused = tiles(Datum::Bd09, Some("© Maker")).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "--basemap-datum: tiles in bd09 cannot be drawn: take wgs84 or gcj02"
        );
    }

    #[test]
    fn every_host_of_every_layer_may_be_asked_and_is_named_once() {
        let layers =
            ["https://t{0-1}.example/a/{z}/{x}/{y}", "https://t{1-2}.example/b/{z}/{x}/{y}"]
                .map(str::to_owned);
        let credit = Credit { attribution: Some("© Maker".to_owned()), review_number: None };
        let basemap = Basemap::tiles(&layers, Datum::Wgs84, 18, credit).unwrap();
        let origins = ["https://t0.example", "https://t1.example", "https://t2.example"];
        assert_eq!(basemap.origins, origins);
    }
}
