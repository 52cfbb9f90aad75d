//! Positions, with the datum in the type.
//!
//! Three datums are in use in China: WGS-84 (GPS, and what we store), GCJ-02 (the shifted
//! datum that map apps must use) and BD-09 (Baidu's further shift of GCJ-02). A pair of bare
//! floats never travels between functions; a [`Wgs84`], [`Gcj02`] or [`Bd09`] does.
//!
//! The forward formulas are the published ones (the "evil transform" on the Krasovsky 1940
//! ellipsoid); their inverses are iterated until the round trip is exact to well under a
//! centimetre. Outside China no shift is applied.

use std::f64::consts::PI;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a pair of numbers is not a position.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum CoordinateError {
    /// The number is NaN or infinite.
    #[error("{field} is not a finite number")]
    NotFinite {
        /// `lat` or `lon`.
        field: &'static str,
    },
    /// Latitude outside −90..=90 or longitude outside −180..=180, in degrees.
    #[error("{field} {value} is outside {min}..{max} degrees")]
    OutOfRange {
        /// `lat` or `lon`.
        field: &'static str,
        /// What was given, in degrees.
        value: f64,
        /// The smallest value that is accepted, in degrees.
        min: f64,
        /// The largest value that is accepted, in degrees.
        max: f64,
    },
}

impl CoordinateError {
    /// The name of the coordinate that is wrong: `lat` or `lon`.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NotFinite { field } | Self::OutOfRange { field, .. } => field,
        }
    }
}

/// The datum that a pair of degrees is given in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Datum {
    /// World Geodetic System 1984, what GPS receivers give. CGCS2000 agrees within centimetres.
    #[default]
    Wgs84,
    /// The shifted datum of Chinese map apps (Amap, Tencent, Apple inside China).
    Gcj02,
    /// Baidu's datum.
    Bd09,
}

impl Datum {
    /// All datums, in the order in which they are documented.
    pub const ALL: [Self; 3] = [Self::Wgs84, Self::Gcj02, Self::Bd09];

    /// The word used for it in files, URLs and answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
        }
    }

    /// Reads a position that was given in this datum. Degrees.
    pub fn to_wgs84(self, lon: f64, lat: f64) -> Result<Wgs84, CoordinateError> {
        Ok(match self {
            Self::Wgs84 => Wgs84::new(lon, lat)?,
            Self::Gcj02 => Gcj02::new(lon, lat)?.to_wgs84(),
            Self::Bd09 => Bd09::new(lon, lat)?.to_wgs84(),
        })
    }

    /// `(lon, lat)` of a position in this datum, in degrees.
    pub fn from_wgs84(self, position: Wgs84) -> (f64, f64) {
        match self {
            Self::Wgs84 => (position.lon(), position.lat()),
            Self::Gcj02 => {
                let shifted = position.to_gcj02();
                (shifted.lon(), shifted.lat())
            }
            Self::Bd09 => {
                let shifted = position.to_gcj02().to_bd09();
                (shifted.lon(), shifted.lat())
            }
        }
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A word that names none of the datums we know.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no datum: say wgs84, gcj02 or bd09")]
pub struct UnknownDatum(pub String);

impl FromStr for Datum {
    type Err = UnknownDatum;

    /// Reads the word, its common spellings (`WGS-84`, `GCJ02`, `BD-09`, `CGCS2000`) and the
    /// names of the map apps that use it (`高德`, `百度`, `腾讯`).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, '-' | '_' | ' '))
            .flat_map(char::to_lowercase)
            .collect();
        match folded.as_str() {
            "wgs84" | "wgs" | "gps" | "cgcs2000" | "国家2000" => Ok(Self::Wgs84),
            "gcj02" | "gcj" | "火星" | "火星坐标" | "高德" | "腾讯" => Ok(Self::Gcj02),
            "bd09" | "bd09ll" | "bd" | "百度" => Ok(Self::Bd09),
            _ => Err(UnknownDatum(text.to_owned())),
        }
    }
}

macro_rules! position {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name {
            lon: f64,
            lat: f64,
        }

        impl $name {
            /// Degrees: longitude east −180..=180, latitude north −90..=90.
            pub fn new(lon: f64, lat: f64) -> Result<Self, CoordinateError> {
                check("lat", lat, 90.0)?;
                check("lon", lon, 180.0)?;
                Ok(Self { lon, lat })
            }

            /// Longitude, degrees east.
            pub fn lon(self) -> f64 {
                self.lon
            }

            /// Latitude, degrees north.
            pub fn lat(self) -> f64 {
                self.lat
            }
        }
    };
}

position!(
    /// A position on the WGS-84 ellipsoid: what we store and compute with.
    Wgs84
);
position!(
    /// A position as Chinese map apps shift it.
    Gcj02
);
position!(
    /// A position as Baidu shifts it.
    Bd09
);

fn check(field: &'static str, value: f64, limit: f64) -> Result<(), CoordinateError> {
    if !value.is_finite() {
        return Err(CoordinateError::NotFinite { field });
    }
    if value.abs() > limit {
        return Err(CoordinateError::OutOfRange { field, value, min: -limit, max: limit });
    }
    Ok(())
}

/// Semi-major axis of the WGS-84 ellipsoid, metres.
pub const WGS84_A_M: f64 = 6_378_137.0;
/// Flattening of the WGS-84 ellipsoid.
pub const WGS84_F: f64 = 1.0 / 298.257_223_563;

/// Semi-major axis used by the shift, metres (Krasovsky 1940).
const SHIFT_A_M: f64 = 6_378_245.0;
/// Eccentricity squared used by the shift.
const SHIFT_EE: f64 = 0.006_693_421_622_965_823;
/// Angular constant of Baidu's shift.
const BD_PI: f64 = PI * 3000.0 / 180.0;

impl Wgs84 {
    /// Rounded to six decimals (0.11 m at most), which is how positions are stored.
    pub fn rounded(self) -> Self {
        Self { lon: (self.lon * 1e6).round() / 1e6, lat: (self.lat * 1e6).round() / 1e6 }
    }

    /// Whether the shift applies here: the rectangle that the published formulas use.
    pub fn is_in_china(self) -> bool {
        in_china(self.lon, self.lat)
    }

    /// The position as Chinese map apps show it; itself outside China.
    pub fn to_gcj02(self) -> Gcj02 {
        let (lon, lat) = if self.is_in_china() {
            let (d_lon, d_lat) = shift(self.lon, self.lat);
            (self.lon + d_lon, self.lat + d_lat)
        } else {
            (self.lon, self.lat)
        };
        Gcj02 { lon, lat }
    }

    /// Earth-centred, earth-fixed coordinates of the point on the ellipsoid, metres.
    ///
    /// Formula: geodetic to geocentric conversion with height 0 (EPSG method 9602).
    pub fn to_ecef_m(self) -> [f64; 3] {
        let e2 = WGS84_F * (2.0 - WGS84_F);
        let (sin_lat, cos_lat) = self.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = self.lon.to_radians().sin_cos();
        let n = WGS84_A_M / (1.0 - e2 * sin_lat * sin_lat).sqrt();
        [n * cos_lat * cos_lon, n * cos_lat * sin_lon, n * (1.0 - e2) * sin_lat]
    }

    /// Length of the shortest path on the ellipsoid, metres (Karney 2013, by geographiclib).
    pub fn geodesic_m(self, other: Self) -> f64 {
        use geographiclib_rs::{Geodesic, InverseGeodesic};
        static WGS84: std::sync::LazyLock<Geodesic> = std::sync::LazyLock::new(Geodesic::wgs84);
        WGS84.inverse(self.lat, self.lon, other.lat, other.lon)
    }
}

impl Gcj02 {
    /// The position before the shift; itself outside China.
    ///
    /// The shift has no closed inverse, so it is solved by fixed-point iteration: the shift
    /// changes by less than a hundredth over its own length, so that each step gains two
    /// decimals and six steps end far below a millimetre.
    pub fn to_wgs84(self) -> Wgs84 {
        let (mut lon, mut lat) = (self.lon, self.lat);
        if !in_china(lon, lat) {
            return Wgs84 { lon, lat };
        }
        for _ in 0..6 {
            let (d_lon, d_lat) = shift(lon, lat);
            (lon, lat) = (self.lon - d_lon, self.lat - d_lat);
        }
        Wgs84 { lon, lat }
    }

    /// The position as Baidu shows it; itself outside China.
    pub fn to_bd09(self) -> Bd09 {
        if !in_china(self.lon, self.lat) {
            return Bd09 { lon: self.lon, lat: self.lat };
        }
        let (lon, lat) = baidu_shift(self.lon, self.lat);
        Bd09 { lon, lat }
    }
}

impl Bd09 {
    /// The position in GCJ-02, by the same kind of iteration as [`Gcj02::to_wgs84`].
    pub fn to_gcj02(self) -> Gcj02 {
        let (mut lon, mut lat) = (self.lon - 0.0065, self.lat - 0.006);
        if !in_china(lon, lat) {
            return Gcj02 { lon: self.lon, lat: self.lat };
        }
        for _ in 0..6 {
            let (back_lon, back_lat) = baidu_shift(lon, lat);
            lon += self.lon - back_lon;
            lat += self.lat - back_lat;
        }
        Gcj02 { lon, lat }
    }

    /// The position before both shifts.
    pub fn to_wgs84(self) -> Wgs84 {
        self.to_gcj02().to_wgs84()
    }
}

fn in_china(lon: f64, lat: f64) -> bool {
    (72.004..=137.8347).contains(&lon) && (0.8293..=55.8271).contains(&lat)
}

fn baidu_shift(lon: f64, lat: f64) -> (f64, f64) {
    let z = lon.hypot(lat) + 0.00002 * (lat * BD_PI).sin();
    let theta = lat.atan2(lon) + 0.000003 * (lon * BD_PI).cos();
    (z * theta.cos() + 0.0065, z * theta.sin() + 0.006)
}

/// `(d_lon, d_lat)` of the shift at a WGS-84 position, degrees.
fn shift(lon: f64, lat: f64) -> (f64, f64) {
    let (x, y) = (lon - 105.0, lat - 35.0);
    let rad_lat = lat.to_radians();
    let magic = 1.0 - SHIFT_EE * rad_lat.sin().powi(2);
    let sqrt_magic = magic.sqrt();
    let d_lat =
        shift_lat(x, y) * 180.0 / ((SHIFT_A_M * (1.0 - SHIFT_EE)) / (magic * sqrt_magic) * PI);
    let d_lon = shift_lon(x, y) * 180.0 / (SHIFT_A_M / sqrt_magic * rad_lat.cos() * PI);
    (d_lon, d_lat)
}

fn shift_lat(x: f64, y: f64) -> f64 {
    let mut ret = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * x.abs().sqrt();
    ret += ripples(x);
    ret += (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0;
    ret += (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0;
    ret
}

fn shift_lon(x: f64, y: f64) -> f64 {
    let mut ret = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * x.abs().sqrt();
    ret += ripples(x);
    ret += (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0;
    ret += (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0;
    ret
}

fn ripples(x: f64) -> f64 {
    (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shift_in_the_district_is_about_540_m_to_the_east_north_east() {
        let here = Wgs84::new(116.46, 39.92).expect("valid");
        let there = here.to_gcj02();
        assert!((there.lon() - here.lon() - 0.0061).abs() < 2e-4);
        assert!((there.lat() - here.lat() - 0.0013).abs() < 2e-4);
        let moved = here.geodesic_m(Wgs84::new(there.lon(), there.lat()).expect("valid"));
        assert!((500.0..600.0).contains(&moved), "{moved}");
    }

    #[test]
    fn nothing_is_shifted_outside_china() {
        for (lon, lat) in [(2.35, 48.85), (-122.4, 37.8), (139.7, 35.7), (151.2, -33.9)] {
            for datum in Datum::ALL {
                let position = datum.to_wgs84(lon, lat).expect("valid");
                assert_eq!((position.lon(), position.lat()), (lon, lat));
                assert_eq!(datum.from_wgs84(position), (lon, lat));
            }
        }
    }

    #[test]
    fn a_position_outside_the_globe_cannot_be_built() {
        assert_eq!(Wgs84::new(116.4, 95.0).expect_err("latitude").field(), "lat");
        assert_eq!(Wgs84::new(200.0, 39.0).expect_err("longitude").field(), "lon");
        assert_eq!(Wgs84::new(f64::NAN, 39.0).expect_err("nan").field(), "lon");
        assert_eq!(Wgs84::new(116.0, f64::INFINITY).expect_err("inf").field(), "lat");
    }

    proptest! {
        #[test]
        fn every_datum_comes_back_within_a_centimetre(lon in 73.0f64..135.0, lat in 18.0f64..53.0) {
            let here = Wgs84::new(lon, lat).expect("valid");
            for datum in Datum::ALL {
                let (x, y) = datum.from_wgs84(here);
                let back = datum.to_wgs84(x, y).expect("valid");
                prop_assert!(here.geodesic_m(back) < 0.01, "{datum}");
            }
        }
    }
}
