//! Separated values: a place, how many people are there, and a name.

use super::Reader;
use crate::domain::said::Said;
use crate::exchange::ExchangeError;
use crate::exchange::points::{Axes, WEIGHT, Wrong, read_points};
use crate::exchange::stations::Severity;

pub(super) fn read(reader: &mut Reader<'_>, bytes: &[u8]) -> Result<(), ExchangeError> {
    let datum = reader.options.datum;
    let place = |lon, lat| datum.to_wgs84(lon, lat);
    let mut reading = read_points(reader.file, bytes, Axes::Degrees, place)?;
    if !reading.has_weights {
        let problem = Said::fixed(
            "没有这一列：每个地点都按 1 计",
            "there is no such column: every place weighs 1",
        );
        let way_out =
            Said::fixed("各处不同时请加上人口一列", "add a column weight if places differ");
        let note = Wrong::new(WEIGHT[0], "", problem, way_out);
        reader.diagnostics.push(note.told(reader.file, None, Severity::Note));
    }
    reader.diagnostics.append(&mut reading.diagnostics);
    for row in reading.rows {
        reader.point(row.at, row.weight, row.name);
    }
    Ok(())
}
