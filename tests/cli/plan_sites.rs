//! `yizhan plan sites`, as researchers run it: files in, an answer out, and no database.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const DEMAND: &str = "人口,纬度,经度,名称\n70,39.90,116.40,甲\n50,39.90,116.41,乙\n\
                      30,39.95,116.40,丙\n20,39.95,116.41,丁\n";
const CANDIDATES: &str = "lon,lat,name,area\n116.40,39.90,一,east\n116.405,39.90,二,east\n\
                          116.405,39.95,三,west\n";

pub(super) struct Said {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

/// Runs the program among these files.
pub(super) fn said(files: &[(&str, &str)], line: &str) -> Said {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_yizhan"))
        .args(["plan", "sites"])
        .args(line.split_whitespace())
        .current_dir(folder.path())
        .env("LANG", "en")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap();
    assert!(!Path::new(&folder.path().join("var")).exists(), "no database is made");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

const FILES: [(&str, &str); 2] = [("d.csv", DEMAND), ("c.csv", CANDIDATES)];

fn answer(line: &str) -> Value {
    let said = said(&FILES, &format!("--demand d.csv --candidates c.csv --json {line}"));
    assert_eq!(said.code, Some(0), "{}", said.err);
    serde_json::from_str(&said.out).unwrap()
}

fn rows(answer: &Value) -> Vec<u64> {
    answer["sites"].as_array().unwrap().iter().map(|site| site["row"].as_u64().unwrap()).collect()
}

#[test]
fn each_objective_is_answered_with_its_certificate() {
    // About 427 m lie between 二 and each of 甲 and 乙, 855 m between 甲 and 乙, 5.5 km to the north.
    let cases = [
        ("--radius-m 500 -p 1", "coverage", vec![3], 120.0),
        ("--radius-m 100 -p 1", "coverage", vec![2], 70.0),
        ("--radius-m 500 -p 2", "coverage", vec![3, 4], 170.0),
        ("--radius-m 500 -p 2 --quota east=0", "coverage", vec![4], 50.0),
        ("--radius-m 500 -p 3 --min-spacing-m 6000", "coverage", vec![3], 120.0),
        ("--radius-m 500 --target-share 0.99", "fewest", vec![3, 4], 2.0),
        ("--objective center -p 2 --datum wgs84", "center", vec![3, 4], 427.6),
    ];
    for (line, objective, sites, found) in cases {
        let answer = answer(line);
        assert_eq!(answer["objective"], objective, "{line}");
        assert_eq!(answer["certificate"], "proved_optimal", "{line}");
        assert_eq!(answer["gap"], 0.0, "{line}");
        assert_eq!(rows(&answer), sites, "{line}");
        let was_found = answer["found"].as_f64().unwrap();
        assert!((was_found - found).abs() < 0.1, "{line}: {was_found}");
    }
    let median = answer("--objective median -p 1");
    assert!(rows(&median) == [2] || rows(&median) == [3], "{median}");
    assert_eq!(median["mean_m"], median["found"]);
}

#[test]
fn existing_stations_count_and_the_curve_tells_what_each_site_adds() {
    let files = [FILES.as_slice(), &[("s.csv", "lon,lat\n116.40,39.95\n")]].concat();
    let line = "--demand d.csv --candidates c.csv --existing s.csv --radius-m 500 -p 3 --json";
    let answer: Value = serde_json::from_str(&said(&files, line).out).unwrap();
    let told = |name: &str| answer[name].as_f64().unwrap();
    assert_eq!((told("already"), told("gained"), told("total")), (30.0, 140.0, 170.0));
    let site = |site: &Value| (site["gain"].as_f64().unwrap(), site["covered"].as_f64().unwrap());
    let curve: Vec<_> = answer["sites"].as_array().unwrap().iter().map(site).collect();
    assert_eq!(curve, [(120.0, 150.0), (20.0, 170.0)]);
}

#[test]
fn people_get_a_table_and_the_proof_in_words() {
    let said = said(&FILES, "--demand d.csv --candidates c.csv --radius-m 500 -p 1");
    for word in ["二", "120", "70.59 %", "bound 120", "gap 0.0000 %", "proved optimal"] {
        assert!(said.out.contains(word), "{word} in {}", said.out);
    }
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
}

#[test]
fn what_is_wrong_is_told_with_the_way_out() {
    let wrong_row = ("w.csv", "lon,lat,weight\n116.4,39.9,many\n216.4,39.9,1\n");
    let files = [FILES.as_slice(), &[wrong_row]].concat();
    let cases = [
        ("--demand d.csv --candidates c.csv -p 1", 1, "--radius-m 500"),
        ("--demand d.csv --candidates c.csv --radius-m 500", 2, "--count"),
        ("--demand d.csv --candidates c.csv --radius-m -p 1", 2, "--radius-m"),
        ("--demand d.csv --candidates none.csv --radius-m 500 -p 1", 1, "none.csv"),
        ("--demand w.csv --candidates c.csv --radius-m 500 -p 1", 1, "it is not a number"),
        ("--demand w.csv --candidates c.csv --radius-m 500 -p 1", 1, "216.4"),
        ("--demand d.csv --candidates c.csv --planar --radius-m 5 -p 1", 1, "x,y,weight"),
        (
            "--demand d.csv --candidates c.csv --objective median -p 1 --quota east=1",
            1,
            "leave them",
        ),
        ("--demand d.csv --candidates c.csv --radius-m 500 -p 1 --quota south=1", 1, "'south'"),
        ("--demand d.csv --candidates c.csv --radius-m 500 -p 1 --quota south", 2, "AREA=NUMBER"),
        ("--demand d.csv --candidates c.csv --radius-m 1 --target-share 1", 1, ""),
    ];
    for (line, code, problem) in cases {
        let said = said(&files, line);
        assert_eq!(said.code, Some(code), "{line}: {}", said.err);
        assert!(said.err.contains(problem), "{line}: {}", said.err);
    }
    let line = "--demand d.csv --candidates c.csv --radius-m 1 --target-share 1";
    let said = said(&files, line);
    assert!(said.out.contains("no choice of candidates reaches the share"), "{}", said.out);
}

/// Five nodes in a row, 2 apart, as a table of roads, as a text of the OR-Library (in which the
/// last road takes the place of an earlier one) and as a matrix.
const ROADS: &str = "from,to,length\nA,B,2\nB,C,2\nC,D,2\nD,E,2\nA,B,9\n";
const PMED: &str = " 5 5 2 \n 1 2 2 \n 2 3 2 \n 3 4 9 \n 4 5 2 \n 4 3 2 \n";
const MATRIX: &str = "0,2,4,6,8\n2,0,2,4,6\n4,2,0,2,4\n6,4,2,0,2\n8,6,4,2,0\n";

fn among_ways(line: &str) -> Said {
    let weights = "name,weight\nA,10\nE,1\n";
    let files = [
        ("r.csv", ROADS),
        ("pmed.txt", PMED),
        ("m.csv", MATRIX),
        ("w.csv", weights),
        ("c.csv", "name\nB\nC\n"),
        ("s.csv", "name\nA\n"),
        ("x.csv", "name\nZ\n"),
        ("parted.csv", "from,to,length\nA,B,2\nC,D,2\n"),
        ("bad.csv", "from,to,length\nA,B,far\n"),
    ];
    said(&files, line)
}

#[test]
fn ways_are_those_of_a_network_or_a_matrix() {
    // Where several choices are as good, their sites are not told.
    let cases: [(&str, f64, &[&str]); 9] = [
        ("--edges r.csv --objective median -p 1", 12.0, &["C"]),
        ("--edges pmed.txt --objective median", 6.0, &[]),
        ("--edges pmed.txt --objective median -p 1", 12.0, &["3"]),
        ("--matrix m.csv --objective median -p 1", 12.0, &["3"]),
        ("--edges r.csv --objective center -p 1", 4.0, &["C"]),
        ("--edges r.csv --objective median -p 1 --demand w.csv --candidates c.csv", 26.0, &["B"]),
        ("--edges r.csv --objective median -p 1 --existing s.csv", 6.0, &["D"]),
        ("--edges r.csv --radius-m 2 -p 1 --demand w.csv", 10.0, &[]),
        ("--edges r.csv --radius-m 2 --target-share 1 --candidates c.csv --demand w.csv", 1.0, &[]),
    ];
    for (line, found, sites) in cases {
        let said = among_ways(&format!("{line} --json"));
        let answer: Value =
            serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{line}: {}", said.err));
        assert_eq!(answer["found"].as_f64(), Some(found), "{line}: {answer}");
        let certificate = if line.contains("share") { "not_reached" } else { "proved_optimal" };
        assert_eq!(answer["certificate"], certificate, "{line}: {answer}");
        if sites.is_empty() {
            continue;
        }
        let mut names: Vec<&str> = answer["sites"]
            .as_array()
            .unwrap()
            .iter()
            .map(|site| site["name"].as_str().unwrap())
            .collect();
        names.sort_unstable();
        assert_eq!(names, sites, "{line}: {answer}");
    }
    let said = among_ways("--edges pmed.txt --objective median");
    assert!(said.out.contains("objective median = 6, bound 6"), "{}", said.out);
}

#[test]
fn what_is_wrong_with_ways_is_told_with_the_way_out() {
    for (line, code, problem) in [
        ("--edges r.csv --objective median", 1, "-p 5"),
        ("--matrix m.csv --objective median", 2, "--count"),
        ("--edges r.csv --matrix m.csv -p 1", 2, "cannot be used with"),
        ("--edges r.csv --planar -p 1", 2, "cannot be used with"),
        ("--edges r.csv -p 1", 1, "--radius-m 500"),
        ("--edges r.csv -p 1 --radius-m 1 --min-spacing-m 5", 1, "need places"),
        ("--edges r.csv -p 1 --objective median --candidates x.csv", 1, "--candidates names 'Z'"),
        ("--edges parted.csv -p 2 --objective median", 1, "between 'A' and 'C'"),
        ("--edges bad.csv -p 1 --objective median", 1, "it is not a number"),
        ("--demand d.csv -p 1", 2, "--candidates"),
    ] {
        let said = among_ways(line);
        assert_eq!(said.code, Some(code), "{line}: {}", said.err);
        assert!(said.err.contains(problem), "{line}: {}", said.err);
    }
}
