//! Population grids: GeoTIFF of one band on degrees of WGS-84, as WorldPop and others publish
//! them. Each cell with people becomes a place at its middle.
//!
//! Tags and keys by OGC GeoTIFF 1.1 (19-008r4); "no data" by GDAL's tag 42113.

use std::io::Cursor;

use geo::{Coord, Rect};
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

use super::Reader;
use crate::domain::coordinates::Wgs84;
use crate::exchange::ExchangeError;

/// Most cells with people that are read.
const MAX_CELLS: usize = 2_000_000;
/// Most bytes that one strip or tile may unpack to.
const MAX_CHUNK_BYTES: usize = 256 << 20;

/// GeoKeys.
const MODEL_TYPE: u16 = 1024;
const RASTER_TYPE: u16 = 1025;
const GEODETIC_CRS: u16 = 2048;

/// WGS 84, CGCS2000, and "user-defined", which programs write for WGS 84 of their own making.
const DATUMS: [u16; 3] = [4326, 4490, 32767];

/// Where cells lie: degrees of the middle of the first one, and of a step east and south.
struct Placing {
    west: f64,
    north: f64,
    step_east: f64,
    step_south: f64,
}

pub(super) fn read(reader: &mut Reader<'_>, bytes: &[u8]) -> Result<(), ExchangeError> {
    let file = reader.file;
    let broken = |error: tiff::TiffError| {
        let way_out = "give a GeoTIFF with one band, uncompressed, LZW or Deflate";
        ExchangeError::file(file, format!("it cannot be read as TIFF: {error}"), way_out)
    };
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_CHUNK_BYTES;
    limits.intermediate_buffer_size = MAX_CHUNK_BYTES;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(broken)?.with_limits(limits);
    let (width, _) = decoder.dimensions().map_err(broken)?;
    let placing = Placing::read(&mut decoder)
        .map_err(|problem| ExchangeError::file(file, problem, WAY_OUT_OF_GRID))?;
    let no_data = decoder.get_tag_ascii_string(Tag::GdalNodata).ok();
    let no_data: Option<f64> = no_data.and_then(|text| text.trim_matches(['\0', ' ']).parse().ok());
    let (chunk_width, chunk_height) = decoder.chunk_dimensions();
    let across = width.div_ceil(chunk_width.max(1)).max(1);
    let chunks = decoder.strip_count().or_else(|_| decoder.tile_count()).map_err(broken)?;
    for chunk in 0..chunks {
        let (first_column, first_row) =
            ((chunk % across) * chunk_width, (chunk / across) * chunk_height);
        let (columns, rows) = decoder.chunk_data_dimensions(chunk);
        let reaches = placing.covers(first_column, first_row, columns, rows);
        if reader
            .options
            .within
            .is_some_and(|within| !geo::Intersects::intersects(&within, &reaches))
        {
            continue;
        }
        let values = numbers(decoder.read_chunk(chunk).map_err(broken)?);
        if values.len() != columns as usize * rows as usize {
            let way_out = "give a grid with one band: how many people live in each cell";
            return Err(ExchangeError::file(file, "it has more than one band", way_out));
        }
        for (value, at) in values.into_iter().zip(0u32..) {
            let is_people = value.is_finite() && value > 0.0 && Some(value) != no_data;
            if is_people {
                let (column, row) = (first_column + at % columns, first_row + at / columns);
                placing.put(reader, column, row, value)?;
            }
        }
    }
    Ok(())
}

const WAY_OUT_OF_GRID: &str =
    "give a north-up grid in degrees of WGS-84, e.g. with gdalwarp -t_srs EPSG:4326";

impl Placing {
    fn read(decoder: &mut Decoder<Cursor<&[u8]>>) -> Result<Self, String> {
        let keys = decoder
            .get_tag_u16_vec(Tag::GeoKeyDirectoryTag)
            .map_err(|_absent| "it does not say where on earth it lies".to_owned())?;
        // Four numbers of a header, then four a key: key, where its value is, count, value.
        let key = |wanted: u16| {
            let entries = keys.chunks_exact(4).skip(1);
            entries.filter(|entry| entry[0] == wanted && entry[1] == 0).map(|entry| entry[3]).next()
        };
        if key(MODEL_TYPE) != Some(2) {
            return Err("its grid is not in degrees of longitude and latitude".to_owned());
        }
        if let Some(datum) = key(GEODETIC_CRS).filter(|datum| !DATUMS.contains(datum)) {
            return Err(format!("it is in EPSG:{datum} and not in WGS-84"));
        }
        let scale = decoder.get_tag_f64_vec(Tag::ModelPixelScaleTag);
        let tie = decoder.get_tag_f64_vec(Tag::ModelTiepointTag);
        let (Ok(scale), Ok(tie)) = (scale, tie) else {
            return Err("it has no pixel scale and tie point".to_owned());
        };
        let ([step_east, step_south, ..], [column, row, _, lon, lat, ..]) = (&scale[..], &tie[..])
        else {
            return Err("its pixel scale or tie point is short".to_owned());
        };
        if !(step_east.is_finite()
            && *step_east > 0.0
            && step_south.is_finite()
            && *step_south > 0.0)
        {
            return Err("its cells have no size".to_owned());
        }
        // A tie point is a cell's corner, unless cells are said to be points.
        let half = if key(RASTER_TYPE) == Some(2) { 0.0 } else { 0.5 };
        Ok(Self {
            west: lon + (half - column) * step_east,
            north: lat - (half - row) * step_south,
            step_east: *step_east,
            step_south: *step_south,
        })
    }

    fn at(&self, column: f64, row: f64) -> Coord<f64> {
        Coord { x: self.west + column * self.step_east, y: self.north - row * self.step_south }
    }

    /// A rectangle around some cells, degrees.
    fn covers(&self, column: u32, row: u32, columns: u32, rows: u32) -> Rect<f64> {
        let (column, row) = (f64::from(column), f64::from(row));
        let last = self.at(column + f64::from(columns), row + f64::from(rows));
        Rect::new(self.at(column - 1.0, row - 1.0), last)
    }

    fn put(
        &self,
        reader: &mut Reader<'_>,
        column: u32,
        row: u32,
        people: f64,
    ) -> Result<(), ExchangeError> {
        let at = self.at(f64::from(column), f64::from(row));
        if reader.options.within.is_some_and(|within| !geo::Intersects::intersects(&within, &at)) {
            return Ok(());
        }
        let position = Wgs84::new(at.x, at.y).map_err(|error| {
            ExchangeError::file(reader.file, format!("a cell is nowhere: {error}"), WAY_OUT_OF_GRID)
        })?;
        if reader.layer.points.len() == MAX_CELLS {
            let limit = u64::try_from(MAX_CELLS).unwrap_or(u64::MAX);
            let file = reader.file.to_owned();
            return Err(ExchangeError::TooLarge { file, what: "cells with people", limit });
        }
        reader.point(position, people, None);
        Ok(())
    }
}

/// The numbers of a chunk, whatever their type.
fn numbers(chunk: DecodingResult) -> Vec<f64> {
    fn of<T: Copy>(values: &[T], number: impl Fn(T) -> f64) -> Vec<f64> {
        values.iter().map(|value| number(*value)).collect()
    }
    match chunk {
        DecodingResult::U8(values) => of(&values, f64::from),
        DecodingResult::U16(values) => of(&values, f64::from),
        DecodingResult::U32(values) => of(&values, f64::from),
        DecodingResult::U64(values) => of(&values, |value| value as f64),
        DecodingResult::F16(values) => of(&values, |value| value.to_f64()),
        DecodingResult::F32(values) => of(&values, f64::from),
        DecodingResult::F64(values) => values,
        DecodingResult::I8(values) => of(&values, f64::from),
        DecodingResult::I16(values) => of(&values, f64::from),
        DecodingResult::I32(values) => of(&values, f64::from),
        DecodingResult::I64(values) => of(&values, |value| value as f64),
    }
}
