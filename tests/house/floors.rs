//! Keeps the floors of the house: imports go down only, and each outside library has the one
//! floor that knows it.
//!
//! It reads the source text, so that a path written out in the middle of a line counts as
//! much as a `use`.

use std::fs;
use std::path::{Path, PathBuf};

/// Each floor and the floors that it may import. `clock` is beside them all.
const FLOORS: &[(&str, &[&str])] = &[
    ("clock", &[]),
    // The program's own allocator: no floor knows of it.
    ("memory", &[]),
    ("domain", &[]),
    ("index", &["domain"]),
    ("features", &["domain", "index"]),
    ("exchange", &["domain"]),
    ("storage", &["domain"]),
    ("travel", &["domain"]),
    ("sample", &["domain", "exchange"]),
    ("tiles", &["domain", "index"]),
    ("drawing", &[]),
    // The program that draws: what it needs of the library it names as a stranger would.
    ("bin", &[]),
    ("pictures", &["domain", "drawing"]),
    ("coverage", &["domain", "index", "travel"]),
    (
        "service",
        &[
            "domain", "index", "exchange", "storage", "travel", "tiles", "coverage", "sample",
            "features", "clock",
        ],
    ),
    (
        "http",
        &[
            "domain", "index", "tiles", "coverage", "features", "drawing", "pictures", "travel",
            "service", "clock",
        ],
    ),
    (
        "cli",
        &[
            "domain", "index", "exchange", "storage", "travel", "tiles", "coverage", "sample",
            "features", "drawing", "pictures", "service", "http", "clock",
        ],
    ),
];

/// Outside words, and the only floors in which they may stand.
const KNOWN_TO: &[(&str, &[&str])] = &[
    ("axum::", &["http"]),
    ("libc::", &["memory"]),
    ("utoipa::", &["http"]),
    ("sqlx::", &["storage"]),
    ("cql2::", &["features"]),
    ("petgraph::", &["travel"]),
    ("calamine::", &["exchange"]),
    ("use image::", &["exchange"]),
    ("webp::", &["exchange"]),
    ("object_store::", &["storage"]),
    ("rust_xlsxwriter::", &["exchange"]),
    ("flatgeobuf::{", &["exchange"]),
    ("mvt::", &["tiles"]),
    ("mvt_reader::", &["pictures"]),
    ("pmtiles::", &["http"]),
    ("maplibre::", &["bin"]),
    ("wgpu::", &["bin"]),
    ("lyon::", &["bin"]),
    ("tokio::process", &["drawing"]),
    ("resvg::", &["pictures"]),
    ("krilla", &["pictures"]),
    ("ttf_parser::", &["pictures"]),
    ("qrcode::", &["pictures"]),
    ("clap::", &["cli"]),
    ("rpassword::", &["cli"]),
    ("argon2::", &["service"]),
    ("chacha20poly1305::", &["service"]),
    ("totp_rs::", &["domain"]),
    ("zxcvbn", &["domain"]),
    ("h3o", &["domain"]),
    ("subtle::", &["domain"]),
    ("std::env", &["cli"]),
    ("Utc::now(", &["clock"]),
    ("SystemTime::now(", &["clock"]),
    ("rand::random", &["clock"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The program's source files with the floor that each belongs to and its text, comments and
/// unit tests left out.
fn rooms() -> Vec<(PathBuf, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&src)
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&src).unwrap().to_owned();
            let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
            let floor = first.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let program = text.split("#[cfg(test)]").next().unwrap();
            let code = |line: &&str| !line.trim_start().starts_with("//");
            let program = program.lines().filter(code).collect::<Vec<_>>().join("\n");
            (inside, floor, program)
        })
        .filter(|(_, floor, _)| floor != "lib" && floor != "main")
        .collect()
}

#[test]
fn imports_go_down_only() {
    let mut wrong = Vec::new();
    for (path, floor, program) in rooms() {
        let Some((_, below)) = FLOORS.iter().find(|(name, _)| *name == floor) else {
            wrong.push(format!("{} is on no floor", path.display()));
            continue;
        };
        for (other, _) in FLOORS.iter().filter(|(other, _)| *other != floor) {
            let imported = program.contains(&format!("crate::{other}"));
            if imported && !below.contains(other) {
                wrong.push(format!("{} may not import {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_outside_library_is_known_to_one_floor() {
    let mut wrong = Vec::new();
    for (path, floor, program) in rooms() {
        for (word, floors) in KNOWN_TO {
            if program.contains(word) && !floors.contains(&floor.as_str()) {
                wrong.push(format!("{} may not speak of {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_in_the_source_names_the_district() {
    let district = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/district.json"));
    let district: serde_json::Value = serde_json::from_str(&district.unwrap()).unwrap();
    let names: Vec<String> = ["/name/zh", "/name/en", "/city/zh", "/city/en", "/code"]
        .iter()
        .filter_map(|pointer| district.pointer(pointer)?.as_str())
        .map(|name| name.trim_end_matches(" District").trim_end_matches('区').to_lowercase())
        .collect();
    assert_eq!(names.len(), 5);
    let mut wrong = Vec::new();
    for (path, _, program) in rooms() {
        let program = program.to_lowercase();
        for name in names.iter().filter(|name| program.contains(name.as_str())) {
            wrong.push(format!("{} names {name}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
