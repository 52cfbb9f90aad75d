//! How long ways are, as researchers write it down: a list of roads, the text format of the
//! OR-Library's p-median problems, or a matrix; and tables that name some of the places.

use std::collections::{HashMap, HashSet};

use super::ExchangeError;
use super::points::{EMPTY, NAME, NO_NUMBER, WEIGHT, Wrong, number, weight};
use super::stations::{Diagnostic, MAX_BYTES, MAX_ROWS, Meter, Severity, SheetRow, read_csv};
use crate::domain::said::Said;

/// Nodes and the roads between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Roads {
    /// The nodes' names.
    pub nodes: Vec<String>,
    /// Two nodes, by their place among the names, and the length of a road between them.
    pub roads: Vec<(usize, usize, f64)>,
    /// How many sites are asked for, where the file says so.
    pub count: Option<usize>,
}

/// How far it is from some places to others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ways {
    /// Whom the rows are.
    pub rows: Vec<String>,
    /// Whom the columns are.
    pub columns: Vec<String>,
    /// By row and column; infinite where a cell is empty.
    pub lengths: Vec<Vec<f64>>,
}

/// A place that is named.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedRow {
    /// Its name.
    pub name: String,
    /// How much is there; 1 when the table has no column for it.
    pub weight: f64,
}

/// What reading gave: what could be read, and what is wrong with the rest.
pub type NetworkReading<T> = (T, Vec<Diagnostic>);

/// Reads roads: a table with the columns from, to and length, or a text of the OR-Library: the
/// numbers of nodes, of roads and of sites, then two nodes and a length a line, nodes numbered
/// from 1. There a road between two nodes that had one takes its place.
///
/// # Errors
/// [`ExchangeError`] when the file as a whole cannot be read, or does not name its columns.
pub fn read_roads(file: &str, bytes: &[u8]) -> Result<NetworkReading<Roads>, ExchangeError> {
    let numbers = |line: &str| -> Option<Vec<usize>> {
        line.split_whitespace().map(|word| word.parse().ok()).collect()
    };
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(first) = text.lines().find(|line| !line.trim().is_empty())
        && let Some(&[nodes, roads, count]) = numbers(first).as_deref()
    {
        return of_or_library(file, text, [nodes, roads, count]);
    }
    let rows = table(file, bytes, Meter::new(file))?;
    let mut rows = rows.iter();
    let header = Header::of(rows.next());
    let columns = [FROM, TO, LENGTH].map(|words| header.column(words).map(|at| (at, words[0])));
    let [Some(from), Some(to), Some(length)] = columns else {
        return Err(ExchangeError::file(
            file,
            "its first row does not name the columns from, to and length",
            "begin it with from,to,length (or 起点,终点,长度), or give a file of the OR-Library",
        ));
    };
    let mut roads = Roads::default();
    let (mut numbers, mut wrong) = (HashMap::new(), Vec::new());
    for row in rows {
        match road(row, [from, to], length) {
            Ok((from, to, length)) => {
                let road = (roads.node(&mut numbers, from), roads.node(&mut numbers, to), length);
                roads.roads.push(road);
            }
            Err(problem) => wrong.push(problem.told(file, Some(row.number), Severity::Error)),
        }
    }
    Ok((roads, wrong))
}

/// Reads a matrix: a header of names and a name in front of each row, or nothing but lengths.
/// Rows are who is served, columns where a site could be. An empty cell is no way.
///
/// # Errors
/// [`ExchangeError`] when the file as a whole cannot be read.
pub fn read_matrix(file: &str, bytes: &[u8]) -> Result<NetworkReading<Ways>, ExchangeError> {
    let rows = table(file, bytes, Meter::of_matrix(file))?;
    // The corner of a matrix without names is a length.
    let is_named = rows.first().is_some_and(|row| number(&row.cell(0).text()).is_none());
    let first = usize::from(is_named);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).saturating_sub(first);
    let header = is_named.then(|| rows.first()).flatten();
    let columns = (0..width).map(|at| {
        let name = header.map(|row| row.cell(at + 1).text().trim().to_owned());
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| (at + 1).to_string())
    });
    let mut ways = Ways { columns: columns.collect(), ..Ways::default() };
    let mut wrong = Vec::new();
    for row in rows.iter().skip(first) {
        let mut lengths = Vec::with_capacity(width);
        for (at, column) in ways.columns.iter().enumerate() {
            let cell = row.cell(at + first);
            if cell.is_empty() {
                lengths.push(f64::INFINITY);
                continue;
            }
            match length(column, &cell.text()) {
                Ok(length) => lengths.push(length),
                Err(problem) => wrong.push(problem.told(file, Some(row.number), Severity::Error)),
            }
        }
        let number = (ways.rows.len() + 1).to_string();
        ways.rows.push(if is_named { row.cell(0).text().trim().to_owned() } else { number });
        ways.lengths.push(lengths);
    }
    Ok((ways, wrong))
}

/// Reads a table that names places, each once: `name,weight`.
///
/// # Errors
/// [`ExchangeError`] when the file as a whole cannot be read, or does not name its columns.
pub fn read_names(
    file: &str,
    bytes: &[u8],
) -> Result<NetworkReading<Vec<NamedRow>>, ExchangeError> {
    let rows = table(file, bytes, Meter::new(file))?;
    let mut rows = rows.iter();
    let header = Header::of(rows.next());
    let Some(name_at) = header.column(NAME) else {
        return Err(ExchangeError::file(
            file,
            "its first row names no column name",
            "begin it with name,weight (or 名称,权重), in the names of the network",
        ));
    };
    let weight_at = header.column(WEIGHT);
    let (mut all, mut seen, mut wrong) = (Vec::new(), HashSet::new(), Vec::new());
    for row in rows {
        match named(row, name_at, weight_at, &mut seen) {
            Ok(row) => all.push(row),
            Err(problem) => wrong.push(problem.told(file, Some(row.number), Severity::Error)),
        }
    }
    Ok((all, wrong))
}

const FROM: &[&str] = &["from", "source", "start", "u", "起点"];
const TO: &[&str] = &["to", "target", "end", "v", "终点"];
const LENGTH: &[&str] = &["length", "length_m", "distance", "cost", "weight", "长度", "距离"];

impl Roads {
    /// The place of a node among the names; a new one is added.
    fn node(&mut self, numbers: &mut HashMap<String, usize>, name: String) -> usize {
        *numbers.entry(name).or_insert_with_key(|name| {
            self.nodes.push(name.clone());
            self.nodes.len() - 1
        })
    }
}

/// The names of columns.
struct Header(Vec<String>);

impl Header {
    fn of(row: Option<&SheetRow>) -> Self {
        let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
        Self(cells.iter().map(|cell| cell.text().trim().to_lowercase()).collect())
    }

    fn column(&self, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.0.iter().position(|name| name == word))
    }
}

fn table(file: &str, bytes: &[u8], mut meter: Meter<'_>) -> Result<Vec<SheetRow>, ExchangeError> {
    if bytes.len() > MAX_BYTES {
        return Err(meter.too_large("bytes", MAX_BYTES));
    }
    let sheets = read_csv(bytes, &mut meter)?;
    let rows: Vec<SheetRow> = sheets.into_iter().flat_map(|sheet| sheet.rows).collect();
    if rows.is_empty() {
        return Err(ExchangeError::file(file, "it is empty", "give a table with a header"));
    }
    Ok(rows)
}

fn of_or_library(
    file: &str,
    text: &str,
    [nodes, said, count]: [usize; 3],
) -> Result<NetworkReading<Roads>, ExchangeError> {
    if nodes.max(said) > MAX_ROWS {
        return Err(Meter::new(file).too_large("nodes or roads", MAX_ROWS));
    }
    let lines = text.lines().zip(1_u32..).filter(|(line, _)| !line.trim().is_empty()).skip(1);
    let (mut lengths, mut order, mut wrong) = (HashMap::new(), Vec::new(), Vec::new());
    let mut found = 0;
    for (line, number) in lines {
        found += 1;
        let words: Vec<&str> = line.split_whitespace().collect();
        let node = |word: &str| word.parse().ok().filter(|node| (1..=nodes).contains(node));
        let road = match words[..] {
            [from, to, length] => node(from).zip(node(to)).zip(length.parse::<f64>().ok()),
            _ => None,
        };
        let Some(((from, to), length)) = road.filter(|(_, length)| is_length(*length)) else {
            let problem = Said::fixed("不是一条道路", "it is no road");
            let way_out =
                Said::fixed("请写两个节点号和长度", "give two nodes and a length, e.g. 1 2 30");
            let road = Wrong::new("road", line.trim(), problem, way_out);
            wrong.push(road.told(file, Some(number), Severity::Error));
            continue;
        };
        let pair = (from.min(to) - 1, from.max(to) - 1);
        if lengths.insert(pair, length).is_none() {
            order.push(pair);
        }
    }
    if found != said {
        let problem = format!("it says that it has {said} roads, and has {found}");
        return Err(ExchangeError::file(file, problem, "copy it again"));
    }
    let roads = order.into_iter().map(|pair| (pair.0, pair.1, lengths[&pair])).collect();
    let nodes = (1..=nodes).map(|node| node.to_string()).collect();
    Ok((Roads { nodes, roads, count: Some(count) }, wrong))
}

fn name(row: &SheetRow, (column, called): (usize, &str)) -> Result<String, Box<Wrong>> {
    let name = row.cell(column).text().trim().to_owned();
    if name.is_empty() {
        let way_out = Said::fixed("请填名称", "give a name");
        return Err(Wrong::new(called, "", EMPTY, way_out));
    }
    Ok(name)
}

/// The ends of a road, and its length.
fn road(
    row: &SheetRow,
    [from, to]: [(usize, &str); 2],
    (length_at, called): (usize, &str),
) -> Result<(String, String, f64), Box<Wrong>> {
    let length = length(called, &row.cell(length_at).text());
    Ok((name(row, from)?, name(row, to)?, length?))
}

/// A name that was not seen before, and how much is there.
fn named(
    row: &SheetRow,
    name_at: usize,
    weight_at: Option<usize>,
    seen: &mut HashSet<String>,
) -> Result<NamedRow, Box<Wrong>> {
    let name = name(row, (name_at, NAME[0]))?;
    if !seen.insert(name.clone()) {
        let problem = Said::fixed("已经出现过", "it stands there twice");
        let way_out = Said::fixed("请只保留一行", "keep one of the rows");
        return Err(Wrong::new(NAME[0], &name, problem, way_out));
    }
    let weight = match weight_at {
        None => 1.0,
        Some(at) => {
            let text = row.cell(at).text();
            weight(WEIGHT[0], &text, number(&text))?
        }
    };
    Ok(NamedRow { name, weight })
}

fn length(column: &str, text: &str) -> Result<f64, Box<Wrong>> {
    number(text).filter(|length| is_length(*length)).ok_or_else(|| {
        let problem = if text.trim().is_empty() { EMPTY } else { NO_NUMBER };
        let way_out = Said::fixed("请填长度，不小于 0", "give a length of 0 or more");
        Wrong::new(column, text, problem, way_out)
    })
}

fn is_length(length: f64) -> bool {
    length.is_finite() && length >= 0.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn roads_are_read_in_the_words_of_people_and_in_the_order_of_the_file() {
        let tables =
            ["from,to,length\n甲,乙,3\n乙,丙,0.5\n", "长度;终点;起点\n3;乙;甲\n0.5;丙;乙\n"];
        for table in tables {
            let (roads, wrong) = read_roads("r.csv", table.as_bytes()).unwrap();
            let ours = [(0, 1, 3.0), (1, 2, 0.5)];
            assert_eq!((roads.roads.as_slice(), roads.count), (ours.as_slice(), None), "{table}");
            assert!(roads.nodes.iter().all(|name| "甲乙丙".contains(name)) && wrong.is_empty());
        }
    }

    #[test]
    fn a_file_of_the_or_library_is_known_by_itself_and_its_later_roads_take_the_place_of_earlier_ones()
     {
        let text = " 4 4 2 \n 1 2 30 \n 2 3 46\n 3 2 7 \n1 3 1\n\n";
        let (roads, wrong) = read_roads("pmed0.txt", text.as_bytes()).unwrap();
        assert_eq!(roads.nodes, ["1", "2", "3", "4"]);
        assert_eq!(roads.roads, [(0, 1, 30.0), (1, 2, 7.0), (0, 2, 1.0)]);
        assert_eq!((roads.count, wrong), (Some(2), vec![]));
    }

    #[test]
    fn a_matrix_has_names_or_none_and_an_empty_cell_is_no_way() {
        let named = ",甲,乙\n一,1,2\n二,,\"1,000\"\n";
        let (ways, wrong) = read_matrix("m.csv", named.as_bytes()).unwrap();
        assert_eq!(
            (ways.rows, ways.columns),
            (
                vec!["一", "二"].into_iter().map(str::to_owned).collect(),
                vec!["甲".to_owned(), "乙".to_owned()]
            )
        );
        assert_eq!(ways.lengths, [[1.0, 2.0], [f64::INFINITY, 1000.0]]);
        assert_eq!(wrong, []);
        let (ways, _) = read_matrix("m.csv", b"0,5\n5,0\n").unwrap();
        assert_eq!(ways.rows, ["1", "2"]);
        assert_eq!(ways.lengths, [[0.0, 5.0], [5.0, 0.0]]);
        let wide = format!("{}0\n", "7,".repeat(999));
        assert_eq!(read_matrix("m.csv", wide.as_bytes()).unwrap().0.columns.len(), 1000);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_row_and_the_way_out() {
        let rows = |wrong: &[Diagnostic]| -> Vec<(u32, String)> {
            wrong.iter().map(|w| (w.row.unwrap(), w.column.clone().unwrap())).collect()
        };
        let table = "from,to,length\na,b,-1\n,b,1\na,b,far\na,b,1\n";
        let (_, wrong) = read_roads("r.csv", table.as_bytes()).unwrap();
        let expected = [(2, "length"), (3, "from"), (4, "length")];
        assert_eq!(rows(&wrong), expected.map(|(row, column)| (row, column.to_owned())));
        let (_, wrong) = read_roads("r.txt", b"2 2 1\n1 3 4\n1 2 x\n").unwrap();
        assert_eq!(rows(&wrong), [2, 3].map(|row| (row, "road".to_owned())));
        let (_, wrong) = read_matrix("m.csv", b",a,b\nx,1,two\n").unwrap();
        assert_eq!(rows(&wrong), [(2, "b".to_owned())]);
        let (_, wrong) = read_names("n.csv", b"name,weight\na,1\na,2\nb,-1\n").unwrap();
        let expected = [(3, "name"), (4, "weight")];
        assert_eq!(rows(&wrong), expected.map(|(row, column)| (row, column.to_owned())));
        for (error, way_out) in [
            (read_roads("r.csv", b"1,2,3\n").unwrap_err(), "from,to,length"),
            (read_roads("r.txt", b"2 2 1\n1 2 4\n").unwrap_err(), "has 1"),
            (read_roads("r.txt", b"9999999999 1 1\n1 2 4\n").unwrap_err(), "300000 nodes"),
            (read_names("n.csv", b"x,y\n1,2\n").unwrap_err(), "name,weight"),
            (read_matrix("m.csv", b"").unwrap_err(), "empty"),
        ] {
            assert!(error.to_string().contains(way_out), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fall_over(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read_roads("a.csv", &bytes);
            let _ = read_matrix("a.csv", &bytes);
            let _ = read_names("a.csv", &bytes);
        }
    }
}
