//! What is made with the program: a place for the web app that is embedded in it, and the sheet of
//! signs for maps.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

#[expect(dead_code, reason = "pictures use more of them")]
#[path = "src/pictures/ink.rs"]
mod ink;

fn main() -> Result<(), Box<dyn Error>> {
    // The web app is embedded from `web/dist`, which is not there before it was built: an empty
    // folder lets the server be compiled without it.
    println!("cargo::rerun-if-changed=web/dist");
    if let Err(error) = fs::create_dir_all("web/dist") {
        println!("cargo::warning=cannot create web/dist: {error}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    let sheet = sprite()?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("sprite.svg"), sheet.svg())?;
    fs::write(Path::new(&out).join("sprite.json"), Value::Object(sheet.index).to_string())?;
    Ok(())
}

/// The edge of a station's sign, pixels of a page.
const STATION_PX: usize = 30;
/// The edge of an amenity's.
const AMENITY_PX: usize = 24;
/// The edge of a place's: 15, and the rim.
const PLACE_PX: usize = 19;
/// Signs in a row of the sheet.
const IN_A_ROW: usize = 8;
/// Signs of what is closed for some days, and of what nobody has said the hours of
/// (`web/src/ui/tokens.css`, light).
const SHUT: &str = "#9a2a1d";
const UNSURE: &str = "#4d5a70";

/// Outlines of stations on a field of 30 by 30.
#[derive(Deserialize)]
struct Shapes {
    /// By kind.
    bodies: BTreeMap<String, String>,
    /// By state.
    signs: BTreeMap<String, String>,
}

/// The sign of a kind of place, to be filled: one of Maki or Temaki.
#[derive(Deserialize)]
struct PlaceSign {
    d: String,
}

/// Signs of stations, as the web app's map draws them, of amenities and of places, in the colours of
/// a page. Those of amenities are named by their icons: which amenity has which is data that may
/// change.
fn sprite() -> Result<Sheet, Box<dyn Error>> {
    let mut sheet = Sheet::default();
    let shapes: Shapes = icons("stations")?;
    for (kind, body) in &shapes.bodies {
        for (state, sign) in &shapes.signs {
            sheet.put(format!("station/{kind}/{state}"), STATION_PX, &station(body, sign, state));
        }
    }
    for (name, path) in icons::<BTreeMap<String, String>>("amenities")? {
        sheet.put(format!("amenity/{name}"), AMENITY_PX, &amenity(&path));
    }
    for (kind, PlaceSign { d }) in icons::<BTreeMap<String, PlaceSign>>("places")? {
        sheet.put(format!("place/{kind}"), PLACE_PX, &place(&d));
    }
    Ok(sheet)
}

/// Icons of the web app.
fn icons<T: DeserializeOwned>(name: &str) -> Result<T, Box<dyn Error>> {
    let file = format!("web/src/ui/icons/{name}.json");
    println!("cargo::rerun-if-changed={file}");
    Ok(serde_json::from_str(&fs::read_to_string(file)?)?)
}

/// As `web/src/map/symbols.ts` draws it: what is open is full, and a rim of paper parts the sign
/// from whatever ground it is on.
fn station(body: &str, sign: &str, state: &str) -> String {
    let paper = ink::PAPER;
    let colour = match state {
        "open" => ink::THEME,
        "temporarily_closed" => SHUT,
        "unknown" => UNSURE,
        _ => ink::TEXT_3,
    };
    let (fill, stroke) = if state == "open" { (colour, paper) } else { (paper, colour) };
    format!(
        r#"<path d="{body}" fill="none" stroke="{paper}" stroke-width="5"/><path d="{body}" fill="{fill}" stroke="{colour}" stroke-width="2.2"/><path d="{sign}" fill="none" stroke="{stroke}" stroke-width="2.6"/>"#
    )
}

/// A disc with the icon, which is drawn on a field of 24 by 24, a little smaller.
fn amenity(path: &str) -> String {
    let (paper, line, ink) = (ink::PAPER, ink::LINE, ink::TEXT_2);
    format!(
        r#"<circle cx="12" cy="12" r="11.5" fill="{paper}" stroke="{line}"/><path d="{path}" transform="translate(3 3) scale(.75)" fill="none" stroke="{ink}" stroke-width="1.8"/>"#
    )
}

/// A filled outline with a rim of paper.
fn place(path: &str) -> String {
    let (paper, ink) = (ink::PAPER, ink::TEXT_2);
    format!(
        r#"<g transform="translate(2 2)"><path d="{path}" fill="{paper}" stroke="{paper}" stroke-width="3"/><path d="{path}" fill="{ink}"/></g>"#
    )
}

/// Signs in rows, each as high as its largest.
#[derive(Default)]
struct Sheet {
    drawn: String,
    /// Where each sign stands, pixels of a page.
    index: Map<String, Value>,
}

impl Sheet {
    fn put(&mut self, name: String, size: usize, drawn: &str) {
        let number = self.index.len();
        let (x, y) = (number % IN_A_ROW * STATION_PX, number / IN_A_ROW * STATION_PX);
        // What leaves its field would stand in another sign. Writing to memory cannot fail.
        let _ = write!(
            self.drawn,
            r#"<svg x="{x}" y="{y}" width="{size}" height="{size}">{drawn}</svg>"#
        );
        self.index.insert(name, json!({ "x": x, "y": y, "size": size }));
    }

    fn svg(&self) -> String {
        let width = IN_A_ROW * STATION_PX;
        let height = self.index.len().div_ceil(IN_A_ROW) * STATION_PX;
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" stroke-linecap="round" stroke-linejoin="round">{}</svg>"#,
            self.drawn
        )
    }
}
