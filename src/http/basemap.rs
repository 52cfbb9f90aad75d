//! The ground under the stations on maps: nothing, a PMTiles file of our own, or tiles of a
//! service that the operator has chosen. Only the hosts that are configured may be asked by
//! our pages.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use axum::Router;
use serde::Serialize;
use thiserror::Error;
use tower_http::services::ServeFile;

use crate::domain::coordinates::Datum;

/// Where the file is served.
const ADDRESS: &str = "/basemap.pmtiles";

/// What a file in the format begins with, version 3.
const MAGIC: &[u8] = b"PMTiles\x03";

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
    /// The file is of another format.
    #[error("{0} is no PMTiles archive of version 3: make one with `pmtiles extract`")]
    NotPmtiles(PathBuf),
    /// The address of tiles has no placeholders, or no host.
    #[error("'{0}' is no address of tiles: it needs https://HOST and {{z}}, {{x}} and {{y}}")]
    NotTiles(String),
}

/// What is said about a base map on the map itself.
#[derive(Debug, Clone, Default)]
pub struct Credit {
    /// Who made it.
    pub attribution: String,
    /// The number under which it was reviewed (审图号).
    pub review_number: Option<String>,
}

/// A base map, checked.
#[derive(Debug, Clone, Default)]
pub struct Basemap {
    pub(super) description: Description,
    file: Option<PathBuf>,
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
    /// [`BasemapError`] when it cannot be read or is of another format.
    pub fn pmtiles(path: &Path, credit: Credit) -> Result<Self, BasemapError> {
        let unreadable = |error| BasemapError::Unreadable { path: path.to_owned(), error };
        let mut head = [0; MAGIC.len()];
        File::open(path).and_then(|mut file| file.read_exact(&mut head)).map_err(unreadable)?;
        if head != MAGIC {
            return Err(BasemapError::NotPmtiles(path.to_owned()));
        }
        let Credit { attribution, review_number } = credit;
        let datum = Datum::Wgs84;
        Ok(Self {
            description: Description::Pmtiles { url: ADDRESS, datum, attribution, review_number },
            file: Some(path.to_owned()),
            origins: Vec::new(),
        })
    }

    /// Tiles of a service, the lowest layer first. `{0-7}` in an address stands for one of the
    /// hosts among which the service spreads its load.
    ///
    /// # Errors
    /// [`BasemapError::NotTiles`] for an address without a host or placeholders.
    pub fn tiles(
        templates: &[String],
        datum: Datum,
        max_zoom: u8,
        credit: Credit,
    ) -> Result<Self, BasemapError> {
        let mut layers = Vec::new();
        let mut origins = Vec::new();
        for template in templates {
            let addresses = spread(template);
            for address in &addresses {
                let origin =
                    origin(address).ok_or_else(|| BasemapError::NotTiles(template.clone()))?;
                if !origins.contains(&origin) {
                    origins.push(origin);
                }
            }
            layers.push(addresses);
        }
        let Credit { attribution, review_number } = credit;
        let description = Description::Xyz { layers, datum, max_zoom, attribution, review_number };
        Ok(Self { description, file: None, origins })
    }

    /// The address at which the file is served, by ranges.
    pub(super) fn router(&self) -> Router {
        match &self.file {
            Some(path) => Router::new().route_service(ADDRESS, ServeFile::new(path)),
            None => Router::new(),
        }
    }
}

/// The addresses that `{0-7}` stands for; the template itself when it has none.
fn spread(template: &str) -> Vec<String> {
    let range = template.split_once('{').and_then(|(before, rest)| {
        let (inner, after) = rest.split_once('}')?;
        let (first, last) = inner.split_once('-')?;
        Some((before, first.parse::<u8>().ok()?, last.parse::<u8>().ok()?, after))
    });
    match range {
        Some((before, first, last, after)) => {
            (first..=last).map(|number| format!("{before}{number}{after}")).collect()
        }
        None => vec![template.to_owned()],
    }
}

/// `https://host[:port]` of an address of tiles.
fn origin(address: &str) -> Option<String> {
    let uri: axum::http::Uri = address.replace(['{', '}'], "").parse().ok()?;
    let has_places = ["{z}", "{x}", "{y}"].iter().all(|place| address.contains(place));
    let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme))?;
    let authority = uri.authority().filter(|_| has_places)?;
    // What stands in a policy must not be able to end it.
    let host = authority.host();
    let is_plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b));
    is_plain.then(|| match authority.port_u16() {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_tiles_is_spread_over_its_hosts_and_each_may_be_asked() {
        let template = "https://t{0-7}.example.cn/vec?x={x}&y={y}&z={z}&tk=KEY".to_owned();
        let basemap = Basemap::tiles(&[template], Datum::Wgs84, 18, Credit::default());
        let basemap = basemap.expect("a base map");
        assert_eq!(basemap.origins.len(), 8);
        assert_eq!(basemap.origins[7], "https://t7.example.cn");
        for wrong in
            ["https://t.example.cn/{z}/{x}", "/tiles/{z}/{x}/{y}", "ftp://a/{z}/{x}/{y}", ""]
        {
            let refused = Basemap::tiles(&[wrong.to_owned()], Datum::Wgs84, 18, Credit::default());
            assert!(matches!(refused, Err(BasemapError::NotTiles(_))), "{wrong}");
        }
    }
}
