//! `yizhan nearest LAT LON`: the question of the API on the command line. It is put to the very
//! code that answers the API, so that both always say the same.

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;

use super::ask::{address_of, asked, language};
use super::config::DataOptions;
use super::data_files::{open_to_read, read_district_of};
use super::desk::{Verdict, table};
use super::error::CliError;
use crate::clock::SystemClock;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::http::Language;
use crate::http::api::schema::NearestAnswer;
use crate::service::App;

/// Show the nearest stations to a position.
///
/// Reads the database, or the data folder when there is no database yet. Exit code 1 when no
/// station passes.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  yizhan nearest 39.9219 116.4435\n  yizhan nearest 39.9219 116.4435 --open arrival --mode ebike --amenities hot_water,phone_charging\n  yizhan nearest 39.9219 116.4435 --open 2026-10-01T08:00:00+08:00 --json"
)]
pub struct NearestArgs {
    /// Latitude in decimal degrees.
    #[arg(allow_hyphen_values = true)]
    pub lat: String,
    /// Longitude in decimal degrees.
    #[arg(allow_hyphen_values = true)]
    pub lon: String,
    /// Datum of the position, and of those in the answer: wgs84, gcj02 or bd09.
    #[arg(long)]
    pub datum: Option<String>,
    /// How many stations at most, 1 to 50.
    #[arg(long, short = 'n')]
    pub limit: Option<String>,
    /// Not farther than this, metres.
    #[arg(long, value_name = "METRES", allow_hyphen_values = true)]
    pub radius_m: Option<String>,
    /// Only stations that are open: now, on arrival, or at an RFC 3339 instant.
    #[arg(long, value_name = "WHEN")]
    pub open: Option<String>,
    /// How one gets there: walk or ebike.
    #[arg(long)]
    pub mode: Option<String>,
    /// Amenities that must be there and usable, with commas between them.
    #[arg(long, value_name = "WORDS")]
    pub amenities: Option<String>,
    /// Only this kind: union_station or worker_home.
    #[arg(long)]
    pub kind: Option<String>,
    /// Ways in, one of which is enough, with commas between them.
    #[arg(long, value_name = "WORDS")]
    pub access: Option<String>,
    /// Only stations that never close.
    #[arg(long)]
    pub round_the_clock: bool,
    /// Only this area, by its code or name.
    #[arg(long)]
    pub area: Option<String>,
    /// Answer as the API does, for programs.
    #[arg(long)]
    pub json: bool,
}

/// Asks, and shows the answer.
pub(super) async fn run(args: &NearestArgs, options: &DataOptions) -> Result<Verdict, CliError> {
    let clock = Arc::new(SystemClock);
    let store = open_to_read(options, &*clock).await?;
    let data = read_district_of(&*store).await?;
    let app = App::start(store, clock, data).await?;
    let language = language();
    let amenities = Arc::clone(&app.data().amenities);
    let (answer, body) = asked::<NearestAnswer>(app, &address(args), language).await?;
    let mut out = io::stdout();
    if args.json {
        out.write_all(&body)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{}", shown(&answer, language, &amenities))?;
    }
    Ok(if answer.stations.is_empty() { Verdict::Problems } else { Verdict::Fine })
}

/// The address at which the API would be asked.
fn address(args: &NearestArgs) -> String {
    let round_the_clock = args.round_the_clock.then(|| "true".to_owned());
    let parameters = [
        ("lat", &Some(args.lat.clone())),
        ("lon", &Some(args.lon.clone())),
        ("datum", &args.datum),
        ("limit", &args.limit),
        ("radius_m", &args.radius_m),
        ("open", &args.open),
        ("mode", &args.mode),
        ("amenities", &args.amenities),
        ("kind", &args.kind),
        ("access", &args.access),
        ("round_the_clock", &round_the_clock),
        ("area", &args.area),
    ];
    address_of(
        "/api/v1/stations/nearest",
        &parameters.map(|(name, value)| (name, value.as_deref())),
    )
}

fn shown(answer: &NearestAnswer, language: Language, catalogue: &AmenityCatalogue) -> String {
    if answer.stations.is_empty() {
        return language.pick("没有符合条件的驿站", "No station passes.").to_owned();
    }
    let header = match language {
        Language::Zh => ["米", "分钟", "编码", "名称", "开放", "设施", "地址"],
        Language::En => ["m", "min", "code", "name", "open", "amenities", "address"],
    };
    let mut table = table(&header);
    for station in &answer.stations {
        let travel_s = match answer.mode.as_str() {
            "ebike" => station.travel.ebike_s,
            _ => station.travel.walk_s,
        };
        let works = station.amenities.iter().filter(|each| !station.out_of_order.contains(each));
        let label = |each| language.pick(catalogue.zh(each), catalogue.en(each));
        let amenities: Vec<&str> = works.map(label).collect();
        table.add_row([
            format!("{:.0}", station.distance_m),
            travel_s.div_ceil(60).to_string(),
            station.code.clone(),
            station.name.clone(),
            station.open.text.clone(),
            amenities.join(language.pick(" ", ", ")),
            station.address.clone(),
        ]);
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: NearestArgs,
    }

    #[test]
    fn a_command_line_becomes_the_address_of_the_api() {
        let line = Line::parse_from([
            "nearest",
            "-33.9",
            "151.2",
            "--open",
            "2026-10-01T08:00:00+08:00",
            "--area",
            "望京",
        ]);
        assert_eq!(
            address(&line.args),
            "/api/v1/stations/nearest?lat=-33.9&lon=151.2&open=2026-10-01T08:00:00%2B08:00&area=%E6%9C%9B%E4%BA%AC"
        );
    }
}
