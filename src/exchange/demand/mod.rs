//! Layers of demand: where people are who may need a station. Separated values with a place and a
//! weight in each row, GeoJSON points and polygons with a weight, and population grids as GeoTIFF.

mod csv;
mod geojson;
mod geotiff;

use geo::Rect;

use super::ExchangeError;
use super::points::Wrong;
use super::stations::{Diagnostic, MAX_BYTES, Severity};
use crate::domain::coordinates::{Datum, Wgs84};
use crate::domain::demand::{DemandLayer, DemandPoint};

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
pub struct DemandOptions {
    /// The datum of its positions. A population grid says its own.
    pub datum: Datum,
    /// What of a population grid is wanted, WGS-84 degrees, x = longitude; `None` for all of it.
    /// Other parts of a large grid are not even unpacked.
    pub within: Option<Rect<f64>>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandReading {
    /// What could be read of it.
    pub layer: DemandLayer,
    /// What is wrong or strange, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl DemandReading {
    /// Whether something in it is so wrong that the layer is not what the file means.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads a layer. `file` is its name, without folders; its ending tells the format: `.csv`,
/// `.tsv`, `.txt`, `.geojson`, `.json`, `.tif`, `.tiff`.
///
/// # Errors
/// [`ExchangeError`] when the file as a whole cannot be read. What is wrong with a row or feature
/// is in [`DemandReading::diagnostics`].
pub fn read_demand(
    file: &str,
    bytes: &[u8],
    options: &DemandOptions,
) -> Result<DemandReading, ExchangeError> {
    if bytes.len() > MAX_BYTES {
        let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
        return Err(ExchangeError::TooLarge { file: file.to_owned(), what: "bytes", limit });
    }
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let name = stem.to_owned();
    let layer = DemandLayer { name, ..DemandLayer::default() };
    let mut reader = Reader { file, options, layer, diagnostics: Vec::new() };
    match ending.to_ascii_lowercase().as_str() {
        "csv" | "tsv" | "txt" => csv::read(&mut reader, bytes)?,
        "geojson" | "json" => geojson::read(&mut reader, bytes)?,
        "tif" | "tiff" => geotiff::read(&mut reader, bytes)?,
        _ => {
            let way_out = "name it .csv, .geojson or .tif";
            return Err(ExchangeError::file(file, "its name does not tell the format", way_out));
        }
    }
    if reader.layer.points.is_empty()
        && reader.layer.regions.is_empty()
        && reader.diagnostics.is_empty()
    {
        let way_out = "give at least one place with a weight";
        return Err(ExchangeError::file(file, "it holds no demand", way_out));
    }
    Ok(DemandReading { layer: reader.layer, diagnostics: reader.diagnostics })
}

/// What is being read.
struct Reader<'a> {
    file: &'a str,
    options: &'a DemandOptions,
    layer: DemandLayer,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, row: u32, wrong: Wrong) {
        self.diagnostics.push(wrong.told(self.file, Some(row), Severity::Error));
    }

    fn point(&mut self, position: Wgs84, weight: f64, name: Option<String>) {
        self.layer.points.push(DemandPoint { position, weight, name });
    }

    /// A position that was given in the datum of the options. Degrees.
    fn position(&self, lon: f64, lat: f64) -> Result<Wgs84, Box<Wrong>> {
        let placed = self.options.datum.to_wgs84(lon, lat);
        placed.map_err(|error| Wrong::place(&error, lon, lat))
    }
}
