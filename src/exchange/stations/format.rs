//! The formats of station files.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Separated values; commas, semicolons or tabs.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// A GeoJSON FeatureCollection of points.
    GeoJson,
}

/// A format that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// Public columns, English keys, UTF-8 without a byte order mark: for programs, and what
    /// the data folder holds.
    Csv,
    /// Public columns with Chinese headers, for people.
    Xlsx,
    /// Public columns as properties of points (RFC 7946).
    GeoJson,
    /// Every column, the private ones too, as a workbook ready for the staff to fill in.
    Ledger,
    /// The same as CSV that spreadsheet programs open.
    LedgerCsv,
    /// The same as properties of points.
    LedgerGeoJson,
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{word}' is no format: say {choices}")]
pub struct UnknownFormat {
    /// The word.
    pub word: String,
    /// What may be said.
    pub choices: &'static str,
}

impl Format {
    /// The word used for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
        }
    }

    /// The format that a file's name ends with.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Some(Self::Csv),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "geojson" | "json" => Some(Self::GeoJson),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [Self::Csv, Self::Xlsx, Self::GeoJson]
            .into_iter()
            .find(|f| f.key() == word)
            .ok_or_else(|| UnknownFormat { word: word.to_owned(), choices: "csv, xlsx or geojson" })
    }
}

impl OutputFormat {
    /// Every format that is written.
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Xlsx, Self::GeoJson, Self::Ledger, Self::LedgerCsv, Self::LedgerGeoJson];

    /// The word used for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
            Self::Ledger => "ledger",
            Self::LedgerCsv => "ledger-csv",
            Self::LedgerGeoJson => "ledger-geojson",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv | Self::LedgerCsv => "text/csv; charset=utf-8",
            Self::GeoJson | Self::LedgerGeoJson => "application/geo+json",
            Self::Xlsx | Self::Ledger => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        }
    }

    /// What its file names end with, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv | Self::LedgerCsv => "csv",
            Self::GeoJson | Self::LedgerGeoJson => "geojson",
            Self::Xlsx | Self::Ledger => "xlsx",
        }
    }

    /// Whether it is text that a terminal can show.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::LedgerCsv | Self::GeoJson | Self::LedgerGeoJson)
    }

    /// Whether it holds every column, the private ones too.
    pub fn is_ledger(self) -> bool {
        matches!(self, Self::Ledger | Self::LedgerCsv | Self::LedgerGeoJson)
    }

    /// The ledger in this format.
    pub fn ledger(format: Format) -> Self {
        match format {
            Format::Csv => Self::LedgerCsv,
            Format::Xlsx => Self::Ledger,
            Format::GeoJson => Self::LedgerGeoJson,
        }
    }
}

impl fmt::Display for OutputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for OutputFormat {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.key() == word).ok_or_else(|| UnknownFormat {
            word: word.to_owned(),
            choices: "csv, xlsx, geojson, ledger, ledger-csv or ledger-geojson",
        })
    }
}
