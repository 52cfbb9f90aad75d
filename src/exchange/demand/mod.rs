//! Layers of demand: where people are who may need a station. Separated values with a place and a
//! weight in each row, GeoJSON points and polygons with a weight, and population grids as GeoTIFF.

mod csv;
mod geojson;
mod geotiff;

use geo::Rect;

use super::ExchangeError;
use super::stations::{Diagnostic, MAX_BYTES, Severity, shown};
use crate::domain::coordinates::{Datum, Wgs84};
use crate::domain::demand::{DemandLayer, DemandPoint};
use crate::domain::said::Said;

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

/// What is wrong with a value, and what to do.
struct Wrong {
    column: String,
    value: String,
    problem: Said,
    way_out: Said,
}

impl Wrong {
    fn new(column: &str, value: &str, problem: Said, way_out: Said) -> Box<Self> {
        Box::new(Self { column: column.to_owned(), value: shown(value), problem, way_out })
    }
}

impl Reader<'_> {
    fn wrong(&mut self, row: u32, wrong: Wrong) {
        self.tell(Severity::Error, Some(row), wrong);
    }

    fn tell(&mut self, severity: Severity, row: Option<u32>, wrong: Wrong) {
        self.diagnostics.push(Diagnostic {
            file: self.file.to_owned(),
            sheet: None,
            row,
            column: Some(wrong.column),
            value: wrong.value,
            problem: wrong.problem,
            way_out: wrong.way_out,
            severity,
        });
    }

    fn point(&mut self, position: Wgs84, weight: f64, name: Option<String>) {
        self.layer.points.push(DemandPoint { position, weight, name });
    }

    /// A position that was given in the datum of the options. Degrees.
    fn position(&self, lon: f64, lat: f64) -> Result<Wgs84, Box<Wrong>> {
        self.options.datum.to_wgs84(lon, lat).map_err(|error| {
            let problem = Said::made("超出范围", error.to_string());
            let way_out = Said::fixed(
                "请填十进制度数，经度在前，纬度在后",
                "give decimal degrees, longitude before latitude",
            );
            Wrong::new(error.field(), &format!("{lon}, {lat}"), problem, way_out)
        })
    }
}

const EMPTY: Said = Said::fixed("是空的", "it is empty");
const NO_NUMBER: Said = Said::fixed("不是数", "it is not a number");

/// A weight: a number that is not less than 0.
fn weight(column: &str, text: &str, number: Option<f64>) -> Result<f64, Box<Wrong>> {
    let problem = match number {
        Some(weight) if weight.is_finite() && weight >= 0.0 => return Ok(weight),
        Some(_) => Said::fixed("小于 0 或不是有限的数", "it is less than 0 or no finite number"),
        None if text.trim().is_empty() => EMPTY,
        None => NO_NUMBER,
    };
    let way_out =
        Said::fixed("请填那里有多少人，不小于 0", "give how many people are there, 0 or more");
    Err(Wrong::new(column, text, problem, way_out))
}

/// What a column or property says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Lon,
    Lat,
    Weight,
    Name,
}

impl Fact {
    const ALL: [Self; 4] = [Self::Lon, Self::Lat, Self::Weight, Self::Name];

    /// What files call it; the first is what we call it.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Lon => &["lon", "lng", "long", "longitude", "x", "经度", "入口经度"],
            Self::Lat => &["lat", "latitude", "y", "纬度", "入口纬度"],
            Self::Weight => &[
                "weight",
                "demand",
                "population",
                "people",
                "pop",
                "count",
                "value",
                "权重",
                "人口",
                "人数",
                "需求",
                "骑手数",
            ],
            Self::Name => &["name", "名称", "名字", "地点", "小区"],
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Self::ALL.into_iter().find(|fact| fact.words().contains(&word.as_str()))
    }
}
