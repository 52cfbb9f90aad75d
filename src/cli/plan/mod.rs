//! `yizhan plan …`: the planners' questions on the command line. Those that the API answers are
//! put to it; a file of demand takes the place of the areas' populations.

mod shown;
mod sites;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};

use super::ask::{address_of, asked, language};
use super::config::DataOptions;
use super::data_files::{open_to_read, read_district_of};
use super::desk::{Verdict, diagnostics_table, read_file};
use super::error::CliError;
use crate::clock::SystemClock;
use crate::domain::coordinates::Datum;
use crate::domain::demand::DemandLayer;
use crate::exchange::demand::{DemandOptions, read_demand};
use crate::http::api::schema::{ClosuresAnswer, CoverageAnswer, CoverageHoursAnswer, GapsAnswer};
use crate::service::planning::district_bounds;
use crate::service::{App, DistrictData, ServiceError};

/// Show whom the stations reach and whom they do not.
///
/// Reads the database, or the data folder when there is no database yet.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  yizhan plan coverage --radius-m 500 --open now\n  yizhan plan coverage --demand riders.csv --amenities ebike_charging\n  yizhan plan hours --radius-m 500\n  yizhan plan gaps --radius-m 500 --hour-of-week 46 -n 20\n  yizhan plan closures --radius-m 500 --json\n  yizhan plan sites --demand people.csv --candidates places.csv --radius-m 500 -p 20"
)]
pub struct PlanArgs {
    #[command(subcommand)]
    task: PlanTask,
}

/// What is to be done.
#[derive(Debug, Clone, Subcommand)]
enum PlanTask {
    #[command(flatten)]
    Ask(Box<PlanQuestion>),
    Sites(Box<sites::SitesArgs>),
}

/// What is asked.
#[derive(Debug, Clone, Subcommand)]
enum PlanQuestion {
    /// How much of the district and of each office is covered, and how far people have to go.
    Coverage(MomentArgs),
    /// The covered share at every hour of a week.
    Hours(HoursArgs),
    /// The regions that no open station reaches, the most people first.
    Gaps(RankedArgs),
    /// What the loss of each station would uncover, the most people first.
    Closures(RankedArgs),
}

/// How far people go, which stations count, and where the people are.
#[derive(Debug, Clone, Args)]
struct ReachArgs {
    /// How far people go as the crow flies, metres; 1000 unless said, as the national campaign asks.
    #[arg(long, value_name = "METRES", allow_hyphen_values = true)]
    radius_m: Option<String>,
    /// Amenities that must be there and usable, with commas between them.
    #[arg(long, value_name = "WORDS")]
    amenities: Option<String>,
    /// Only stations of this kind: union_station or worker_home.
    #[arg(long)]
    kind: Option<String>,
    /// Ways in, one of which is enough, with commas between them.
    #[arg(long, value_name = "WORDS")]
    access: Option<String>,
    /// Only stations that never close.
    #[arg(long)]
    round_the_clock: bool,
    /// Only stations of this area, by its code or name.
    #[arg(long)]
    area: Option<String>,
    /// Where people are: a CSV (lon, lat, weight, name), a GeoJSON file of points or polygons with
    /// a weight, or a population grid (GeoTIFF). By default the areas' populations.
    #[arg(long, value_name = "FILE")]
    demand: Option<PathBuf>,
    /// The datum of the positions in that file: wgs84, gcj02 or bd09.
    #[arg(long, default_value = "wgs84", value_name = "DATUM")]
    demand_datum: Datum,
    /// Answer as the API does, for programs.
    #[arg(long)]
    json: bool,
}

/// When stations must be open.
#[derive(Debug, Clone, Args)]
struct MomentArgs {
    #[command(flatten)]
    reach: ReachArgs,
    /// Only stations that are open: now, or at an RFC 3339 instant.
    #[arg(long, value_name = "WHEN")]
    open: Option<String>,
    /// Only stations that are open at this hour of a typical week: 0 for Monday 0:00, 167 for
    /// Sunday 23:00.
    #[arg(long, value_name = "HOUR", conflicts_with = "open")]
    hour_of_week: Option<String>,
}

/// Which week.
#[derive(Debug, Clone, Args)]
struct HoursArgs {
    #[command(flatten)]
    reach: ReachArgs,
    /// A day of the week, e.g. 2026-10-01; a typical week without holidays unless said.
    #[arg(long, value_name = "DAY")]
    week: Option<String>,
}

/// When, and how many ranks.
#[derive(Debug, Clone, Args)]
struct RankedArgs {
    #[command(flatten)]
    moment: MomentArgs,
    /// How many at most.
    #[arg(long, short = 'n')]
    limit: Option<String>,
}

/// Asks, and shows the answer.
pub(super) async fn run(args: &PlanArgs, options: &DataOptions) -> Result<Verdict, CliError> {
    match &args.task {
        PlanTask::Ask(question) => ask(question, options).await,
        PlanTask::Sites(args) => sites::run((**args).clone()).await,
    }
}

async fn ask(question: &PlanQuestion, options: &DataOptions) -> Result<Verdict, CliError> {
    let clock = Arc::new(SystemClock);
    let store = open_to_read(options, &*clock).await?;
    let data = read_district_of(&*store).await?;
    let reach = question.reach();
    let layer = match &reach.demand {
        None => None,
        Some(path) => match read_layer(path, reach.demand_datum, &data)? {
            None => return Ok(Verdict::Problems),
            layer => layer,
        },
    };
    let app = App::start(store, clock, data).await?;
    if let Some(layer) = layer {
        app.use_demand(layer);
    }
    let (address, language) = (question.address(), language());
    let (text, body) = match question {
        PlanQuestion::Coverage(_) => {
            let (answer, body) = asked::<CoverageAnswer>(app, &address, language).await?;
            (shown::coverage(&answer, language), body)
        }
        PlanQuestion::Hours(_) => {
            let (answer, body) = asked::<CoverageHoursAnswer>(app, &address, language).await?;
            (shown::hours(&answer, language), body)
        }
        PlanQuestion::Gaps(_) => {
            let (answer, body) = asked::<GapsAnswer>(app, &address, language).await?;
            (shown::gaps(&answer, language), body)
        }
        PlanQuestion::Closures(_) => {
            let (answer, body) = asked::<ClosuresAnswer>(app, &address, language).await?;
            (shown::closures(&answer, language), body)
        }
    };
    let mut out = io::stdout();
    if reach.json {
        out.write_all(&body)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{text}")?;
    }
    Ok(Verdict::Fine)
}

/// Reads a layer of demand and tells what is wrong with it; `None` when it cannot be used.
fn read_layer(
    path: &Path,
    datum: Datum,
    data: &DistrictData,
) -> Result<Option<DemandLayer>, CliError> {
    let (name, bytes) = read_file(path)?;
    let options = DemandOptions { datum, within: district_bounds(&data.areas) };
    let reading = read_demand(&name, &bytes, &options).map_err(ServiceError::from)?;
    if !reading.diagnostics.is_empty() {
        writeln!(io::stderr(), "{}", diagnostics_table(&reading.diagnostics))?;
    }
    Ok((!reading.has_errors()).then_some(reading.layer))
}

impl PlanQuestion {
    fn reach(&self) -> &ReachArgs {
        match self {
            Self::Coverage(args) => &args.reach,
            Self::Hours(args) => &args.reach,
            Self::Gaps(args) | Self::Closures(args) => &args.moment.reach,
        }
    }

    /// The address at which the API would be asked.
    fn address(&self) -> String {
        let reach = self.reach();
        let mut parameters = vec![
            ("radius_m", reach.radius_m.as_deref()),
            ("amenities", reach.amenities.as_deref()),
            ("kind", reach.kind.as_deref()),
            ("access", reach.access.as_deref()),
            ("round_the_clock", reach.round_the_clock.then_some("true")),
            ("area", reach.area.as_deref()),
        ];
        let path = match self {
            Self::Coverage(args) => {
                parameters.extend(args.parameters());
                ""
            }
            Self::Hours(args) => {
                parameters.push(("week", args.week.as_deref()));
                "/hours"
            }
            Self::Gaps(args) | Self::Closures(args) => {
                parameters.extend(args.moment.parameters());
                parameters.push(("limit", args.limit.as_deref()));
                if matches!(self, Self::Gaps(_)) { "/gaps" } else { "/closures" }
            }
        };
        address_of(&format!("/api/v1/coverage{path}"), &parameters)
    }
}

impl MomentArgs {
    fn parameters(&self) -> [(&'static str, Option<&str>); 2] {
        [("open", self.open.as_deref()), ("hour_of_week", self.hour_of_week.as_deref())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: PlanArgs,
    }

    #[test]
    fn a_command_line_becomes_the_address_of_the_api() {
        for (line, address) in [
            ("plan coverage", "/api/v1/coverage"),
            ("plan coverage --radius-m 500 --open now", "/api/v1/coverage?radius_m=500&open=now"),
            (
                "plan gaps --hour-of-week 46 --amenities hot_water,wifi -n 3",
                "/api/v1/coverage/gaps?amenities=hot_water,wifi&hour_of_week=46&limit=3",
            ),
            ("plan closures --round-the-clock", "/api/v1/coverage/closures?round_the_clock=true"),
            ("plan hours --week 2026-10-01", "/api/v1/coverage/hours?week=2026-10-01"),
        ] {
            let args = Line::parse_from(line.split(' ')).args;
            let PlanTask::Ask(question) = args.task else { panic!("{line}") };
            assert_eq!(question.address(), address, "{line}");
        }
    }
}
