//! Tables of places: where, how much, called what, in which group. For analyses of any place, and
//! so without areas, units or codes: `lon,lat,weight` or, on a plane, `x,y,weight`, with the
//! columns in any order and in the words of people.

use super::ExchangeError;
use super::stations::{Diagnostic, MAX_BYTES, Meter, Severity, SheetRow, read_csv, shown};
use crate::domain::coordinates::CoordinateError;
use crate::domain::said::Said;

/// What the two coordinates of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axes {
    /// Degrees of longitude and latitude.
    Degrees,
    /// Metres along two axes of a plane.
    Metres,
}

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRow<P> {
    /// Its row in the file, from 1.
    pub row: u32,
    /// Where.
    pub at: P,
    /// How much; 1 when the table has no column for it.
    pub weight: f64,
    /// What it is called.
    pub name: Option<String>,
    /// The area or another group to which it belongs.
    pub group: Option<String>,
}

/// A table that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct PointsReading<P> {
    /// The rows that could be read.
    pub rows: Vec<PointRow<P>>,
    /// What is wrong with the others.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the table has a column for the weight.
    pub has_weights: bool,
}

/// Reads separated values. `place` makes a place of the two coordinates, or says which of them is
/// wrong and why. `file` is the file's name.
///
/// # Errors
/// [`ExchangeError`] when the file as a whole cannot be read, or does not name its columns.
pub fn read_points<P>(
    file: &str,
    bytes: &[u8],
    axes: Axes,
    place: impl Fn(f64, f64) -> Result<P, CoordinateError>,
) -> Result<PointsReading<P>, ExchangeError> {
    if bytes.len() > MAX_BYTES {
        let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
        return Err(ExchangeError::TooLarge { file: file.to_owned(), what: "bytes", limit });
    }
    let sheets = read_csv(bytes, &mut Meter::new(file))?;
    let mut rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    let columns = Columns::of(file, axes, rows.next())?;
    let has_weights = columns.weight.is_some();
    let mut reading = PointsReading { rows: Vec::new(), diagnostics: Vec::new(), has_weights };
    for row in rows {
        match columns.read(row, &place) {
            Ok(point) => reading.rows.push(point),
            Err(wrong) => {
                reading.diagnostics.push(wrong.told(file, Some(row.number), Severity::Error))
            }
        }
    }
    if reading.rows.is_empty() && reading.diagnostics.is_empty() {
        return Err(ExchangeError::file(
            file,
            "it names columns but no place",
            "give at least one place",
        ));
    }
    Ok(reading)
}

/// What files call a column or property; the first is what we call it, and of two columns the
/// one that is called as stands here first is meant.
const LON: &[&str] = &["lon", "lng", "long", "longitude", "经度", "入口经度", "x"];
const LAT: &[&str] = &["lat", "latitude", "纬度", "入口纬度", "y"];
const X: &[&str] = &["x", "x_m", "easting", "east", "横坐标", "东"];
const Y: &[&str] = &["y", "y_m", "northing", "north", "纵坐标", "北"];
pub(super) const WEIGHT: &[&str] = &[
    "weight",
    "w",
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
];
pub(super) const NAME: &[&str] = &["name", "名称", "名字", "地点", "小区", "code", "编码", "id"];
const GROUP: &[&str] = &["area", "group", "district", "街道", "地区", "区域", "组"];

/// Where each fact stands.
struct Columns {
    first: (usize, &'static str),
    second: (usize, &'static str),
    weight: Option<usize>,
    name: Option<usize>,
    group: Option<usize>,
}

/// What is wrong with a value, and what to do.
pub(super) struct Wrong {
    column: String,
    value: String,
    problem: Said,
    way_out: Said,
}

impl Wrong {
    pub(super) fn new(column: &str, value: &str, problem: Said, way_out: Said) -> Box<Self> {
        Box::new(Self { column: column.to_owned(), value: shown(value), problem, way_out })
    }

    /// The same, told of a file, and a row or feature of it.
    pub(super) fn told(self, file: &str, row: Option<u32>, severity: Severity) -> Diagnostic {
        Diagnostic {
            file: file.to_owned(),
            sheet: None,
            row,
            column: Some(self.column),
            value: self.value,
            problem: self.problem,
            way_out: self.way_out,
            severity,
        }
    }

    /// Two coordinates that are no place. Degrees.
    pub(super) fn place(error: &CoordinateError, first: f64, second: f64) -> Box<Self> {
        let problem = Said::made("超出范围", error.to_string());
        let way_out = Said::fixed(
            "请填十进制度数，经度在前，纬度在后",
            "give decimal degrees, longitude before latitude",
        );
        Self::new(error.field(), &format!("{first}, {second}"), problem, way_out)
    }
}

impl Columns {
    fn of(file: &str, axes: Axes, header: Option<&SheetRow>) -> Result<Self, ExchangeError> {
        let cells = header.map(|row| row.cells.as_slice()).unwrap_or_default();
        let names: Vec<String> =
            cells.iter().map(|cell| cell.text().trim().to_lowercase()).collect();
        let column = |words: &[&str]| {
            words.iter().find_map(|word| names.iter().position(|name| name == word))
        };
        let (first, second, way_out) = match axes {
            Axes::Degrees => {
                (LON, LAT, "begin it with lon,lat,weight,name (or 经度,纬度,人口,名称)")
            }
            Axes::Metres => (X, Y, "begin it with x,y,weight"),
        };
        let (Some(first_at), Some(second_at)) = (column(first), column(second)) else {
            let problem = format!("its first row names no column {} and {}", first[0], second[0]);
            return Err(ExchangeError::file(file, problem, way_out));
        };
        Ok(Self {
            first: (first_at, first[0]),
            second: (second_at, second[0]),
            weight: column(WEIGHT),
            name: column(NAME),
            group: column(GROUP),
        })
    }

    fn read<P>(
        &self,
        row: &SheetRow,
        place: impl Fn(f64, f64) -> Result<P, CoordinateError>,
    ) -> Result<PointRow<P>, Box<Wrong>> {
        let (first, second) = (coordinate(row, self.first)?, coordinate(row, self.second)?);
        let at = place(first, second).map_err(|error| Wrong::place(&error, first, second))?;
        let weight = match self.weight {
            None => 1.0,
            Some(column) => {
                let text = row.cell(column).text();
                weight(WEIGHT[0], &text, number(&text))?
            }
        };
        let text = |column: Option<usize>| {
            let text = row.cell(column?).text().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let (name, group) = (text(self.name), text(self.group));
        Ok(PointRow { row: row.number, at, weight, name, group })
    }
}

/// A coordinate: a finite number.
fn coordinate(row: &SheetRow, (column, name): (usize, &str)) -> Result<f64, Box<Wrong>> {
    let text = row.cell(column).text();
    number(&text).filter(|number| number.is_finite()).ok_or_else(|| {
        let problem = if text.trim().is_empty() { EMPTY } else { NO_NUMBER };
        let way_out =
            Said::fixed("请填一个数，例如 116.443512", "give a decimal number, e.g. 116.443512");
        Wrong::new(name, &text, problem, way_out)
    })
}

/// A number; spreadsheets write thousands with commas.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().replace(',', "").parse().ok()
}

pub(super) const EMPTY: Said = Said::fixed("是空的", "it is empty");
pub(super) const NO_NUMBER: Said = Said::fixed("不是数", "it is not a number");

/// A weight: a number that is not less than 0. `text` is how it was given.
pub(super) fn weight(column: &str, text: &str, number: Option<f64>) -> Result<f64, Box<Wrong>> {
    let problem = match number {
        Some(weight) if weight.is_finite() && weight >= 0.0 => return Ok(weight),
        Some(_) => Said::fixed("小于 0 或不是有限的数", "it is less than 0 or no finite number"),
        None if text.trim().is_empty() => EMPTY,
        None => NO_NUMBER,
    };
    let way_out = Said::fixed("请填那里有多少，不小于 0", "give how much is there, 0 or more");
    Err(Wrong::new(column, text, problem, way_out))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, axes: Axes) -> Result<PointsReading<(f64, f64)>, ExchangeError> {
        read_points("places.csv", text.as_bytes(), axes, |x, y| Ok((x, y)))
    }

    #[test]
    fn columns_are_known_by_what_people_call_them_in_any_order() {
        let tables = [
            ("weight,lat,lon\n7,40,116\n", Axes::Degrees),
            ("经度;纬度;人口\n116;40;7\n", Axes::Degrees),
            ("Longitude\tLatitude\tW\n116\t40\t7\n", Axes::Degrees),
            ("x,y,w\n116,40,7\n", Axes::Degrees),
            ("y,x,需求\n40,116,7\n", Axes::Metres),
            ("northing,easting,Demand\n40,116,7\n", Axes::Metres),
        ];
        for (table, axes) in tables {
            let reading = read(table, axes).unwrap();
            let row = PointRow { row: 2, at: (116.0, 40.0), weight: 7.0, name: None, group: None };
            assert_eq!(reading.rows, [row], "{table}");
            assert_eq!(reading.diagnostics, [], "{table}");
        }
    }

    #[test]
    fn names_and_groups_are_kept_and_a_place_without_a_weight_weighs_one() {
        let reading = read("x,y,名称,街道\n1,2,一号,望京\n3,4,,\n", Axes::Metres).unwrap();
        let told: Vec<_> = reading
            .rows
            .iter()
            .map(|row| (row.weight, row.name.as_deref(), row.group.as_deref()))
            .collect();
        assert_eq!(told, [(1.0, Some("一号"), Some("望京")), (1.0, None, None)]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_row_and_column_and_the_rest_is_read() {
        let table = "x,y,weight\n1,2,3\n1,,3\n1,2,-1\nhere,2,3\n1,nan,3\n4,5,6\n";
        let reading = read(table, Axes::Metres).unwrap();
        assert_eq!(reading.rows.len(), 2);
        let told: Vec<_> = reading
            .diagnostics
            .iter()
            .map(|wrong| (wrong.row.unwrap(), wrong.column.as_deref().unwrap()))
            .collect();
        assert_eq!(told, [(3, "y"), (4, "weight"), (5, "x"), (6, "y")]);
    }

    #[test]
    fn a_table_that_does_not_name_its_columns_is_refused_with_the_way_out() {
        for (table, axes, way_out) in [
            ("116,40,7\n", Axes::Degrees, "lon,lat,weight"),
            ("", Axes::Degrees, "lon,lat,weight"),
            ("lon,lat\n116,40\n", Axes::Metres, "x,y,weight"),
            ("x,y,weight\n", Axes::Metres, "at least one place"),
        ] {
            let error = read(table, axes).unwrap_err().to_string();
            assert!(error.contains(way_out), "{table:?}: {error}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fall_over(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read_points("a.csv", &bytes, Axes::Degrees, |x, y| Ok((x, y)));
        }
    }
}
