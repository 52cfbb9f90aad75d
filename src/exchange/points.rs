//! Tables of places: where, how much, called what, in which group. For analyses of any place, and
//! so without areas, units or codes: `lon,lat,weight` or, on a plane, `x,y,weight`, with the
//! columns in any order and in the words of people.

use super::ExchangeError;
use super::stations::{Diagnostic, MAX_BYTES, Meter, Severity, SheetRow, read_csv, shown};
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
}

/// Reads separated values. `place` makes a place of the two coordinates, or says in words which
/// of them is wrong and why. `file` is the file's name.
///
/// # Errors
/// [`ExchangeError`] when the file as a whole cannot be read, or does not name its columns.
pub fn read_points<P>(
    file: &str,
    bytes: &[u8],
    axes: Axes,
    place: impl Fn(f64, f64) -> Result<P, String>,
) -> Result<PointsReading<P>, ExchangeError> {
    if bytes.len() > MAX_BYTES {
        let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
        return Err(ExchangeError::TooLarge { file: file.to_owned(), what: "bytes", limit });
    }
    let sheets = read_csv(bytes, &mut Meter::new(file))?;
    let mut rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    let columns = Columns::of(file, axes, rows.next())?;
    let mut reading = PointsReading { rows: Vec::new(), diagnostics: Vec::new() };
    for row in rows {
        match columns.read(row, &place) {
            Ok(point) => reading.rows.push(point),
            Err(wrong) => reading.diagnostics.push(Diagnostic {
                file: file.to_owned(),
                sheet: None,
                row: Some(row.number),
                column: Some(wrong.column.to_owned()),
                value: shown(&wrong.value),
                problem: wrong.problem,
                way_out: wrong.way_out,
                severity: Severity::Error,
            }),
        }
    }
    if reading.rows.is_empty() && reading.diagnostics.is_empty() {
        return Err(ExchangeError::file(file, "it names columns but no place", "give some rows"));
    }
    Ok(reading)
}

/// What files call a column; the first is what we call it.
const LON: &[&str] = &["lon", "lng", "long", "longitude", "经度", "入口经度", "x"];
const LAT: &[&str] = &["lat", "latitude", "纬度", "入口纬度", "y"];
const X: &[&str] = &["x", "x_m", "easting", "east", "横坐标", "东"];
const Y: &[&str] = &["y", "y_m", "northing", "north", "纵坐标", "北"];
const WEIGHT: &[&str] = &[
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
const NAME: &[&str] = &["name", "code", "id", "名称", "名字", "编码", "地点", "小区"];
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
struct Wrong {
    column: &'static str,
    value: String,
    problem: Said,
    way_out: Said,
}

impl Columns {
    fn of(file: &str, axes: Axes, header: Option<&SheetRow>) -> Result<Self, ExchangeError> {
        let cells = header.map(|row| row.cells.as_slice()).unwrap_or_default();
        let names: Vec<String> =
            cells.iter().map(|cell| cell.text().trim().to_lowercase()).collect();
        let column = |words: &[&str]| names.iter().position(|name| words.contains(&name.as_str()));
        let (first, second, way_out) = match axes {
            Axes::Degrees => (LON, LAT, "begin it with lon,lat,weight (or 经度,纬度,人口)"),
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
        place: impl Fn(f64, f64) -> Result<P, String>,
    ) -> Result<PointRow<P>, Box<Wrong>> {
        let (first, second) = (number(row, self.first)?, number(row, self.second)?);
        let at = place(first, second).map_err(|problem| {
            Box::new(Wrong {
                column: self.first.1,
                value: format!("{first}, {second}"),
                problem: Said::made("超出范围", problem),
                way_out: Said::fixed(
                    "请填十进制度数；若为米，请说明是平面坐标",
                    "give decimal degrees, or metres and say that they are planar",
                ),
            })
        })?;
        let weight = match self.weight {
            None => 1.0,
            Some(column) => number(row, (column, WEIGHT[0]))?,
        };
        if weight < 0.0 {
            let problem = Said::fixed("小于 0", "it is less than 0");
            let way_out =
                Said::fixed("请填那里有多少，不小于 0", "give how much is there, 0 or more");
            let value = weight.to_string();
            return Err(Box::new(Wrong { column: WEIGHT[0], value, problem, way_out }));
        }
        let text = |column: Option<usize>| {
            let text = row.cell(column?).text().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let (name, group) = (text(self.name), text(self.group));
        Ok(PointRow { row: row.number, at, weight, name, group })
    }
}

/// A finite number; spreadsheets write thousands with commas.
fn number(row: &SheetRow, (column, name): (usize, &'static str)) -> Result<f64, Box<Wrong>> {
    let text = row.cell(column).text();
    let number = text.trim().replace(',', "").parse::<f64>().ok();
    number.filter(|number| number.is_finite()).ok_or_else(|| {
        Box::new(Wrong {
            column: name,
            problem: if text.trim().is_empty() {
                Said::fixed("是空的", "it is empty")
            } else {
                Said::fixed("不是数", "it is not a number")
            },
            value: text,
            way_out: Said::fixed("请填一个数", "give a decimal number"),
        })
    })
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
            ("x,y,weight\n", Axes::Metres, "give some rows"),
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
