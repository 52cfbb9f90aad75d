//! Separated values: `lon`, `lat`, `weight`, `name`, in any order and in the words of people.

use super::{EMPTY, Fact, NO_NUMBER, Reader, Wrong, weight};
use crate::domain::said::Said;
use crate::exchange::ExchangeError;
use crate::exchange::stations::{Meter, Severity, SheetRow, read_csv};

/// Where each fact stands.
struct Columns([Option<usize>; 4]);

pub(super) fn read(reader: &mut Reader<'_>, bytes: &[u8]) -> Result<(), ExchangeError> {
    let sheets = read_csv(bytes, &mut Meter::new(reader.file))?;
    let mut rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    let header = rows.next();
    let columns = Columns::of(header);
    if columns.of_fact(Fact::Lon).is_none() || columns.of_fact(Fact::Lat).is_none() {
        let problem =
            "its first row does not name a column for the longitude and one for the latitude";
        let way_out = "begin it with lon,lat,weight,name (or 经度,纬度,人口,名称)";
        return Err(ExchangeError::file(reader.file, problem, way_out));
    }
    if columns.of_fact(Fact::Weight).is_none() {
        let problem = Said::fixed(
            "没有这一列：每个地点都按 1 计",
            "there is no such column: every place weighs 1",
        );
        let way_out =
            Said::fixed("各处不同时请加上人口一列", "add a column weight if places differ");
        reader.tell(Severity::Note, None, *Wrong::new("weight", "", problem, way_out));
    }
    for row in rows {
        if let Err(wrong) = place(reader, &columns, row) {
            reader.wrong(row.number, *wrong);
        }
    }
    Ok(())
}

fn place(reader: &mut Reader<'_>, columns: &Columns, row: &SheetRow) -> Result<(), Box<Wrong>> {
    let text =
        |fact| columns.of_fact(fact).map(|column| row.cell(column).text()).unwrap_or_default();
    let degrees = |fact: Fact| {
        let text = text(fact);
        text.trim().parse::<f64>().map_err(|_not_a_number| {
            let problem = if text.trim().is_empty() { EMPTY } else { NO_NUMBER };
            let way_out = Said::fixed(
                "请填十进制度数，例如 116.443512",
                "give decimal degrees, e.g. 116.443512",
            );
            Wrong::new(fact.words()[0], &text, problem, way_out)
        })
    };
    let position = reader.position(degrees(Fact::Lon)?, degrees(Fact::Lat)?)?;
    let weight = match columns.of_fact(Fact::Weight) {
        None => 1.0,
        Some(_) => {
            let text = text(Fact::Weight);
            // Spreadsheets write thousands with commas.
            weight("weight", &text, text.trim().replace(',', "").parse().ok())?
        }
    };
    let name = text(Fact::Name).trim().to_owned();
    reader.point(position, weight, (!name.is_empty()).then_some(name));
    Ok(())
}

impl Columns {
    fn of(header: Option<&SheetRow>) -> Self {
        let cells = header.map(|row| row.cells.as_slice()).unwrap_or_default();
        let names: Vec<Option<Fact>> =
            cells.iter().map(|cell| Fact::of_word(&cell.text())).collect();
        Self(Fact::ALL.map(|fact| names.iter().position(|name| *name == Some(fact))))
    }

    fn of_fact(&self, fact: Fact) -> Option<usize> {
        Fact::ALL.iter().position(|each| *each == fact).and_then(|at| self.0[at])
    }
}
