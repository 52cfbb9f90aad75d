//! `yizhan plan sites`: where the next stations should stand, for any tables of places. It needs
//! no database and knows no district, so that researchers can use it.

mod files;
mod network;
mod shown;

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::ask::language;
use crate::cli::desk::{Verdict, diagnostics_table};
use crate::cli::error::CliError;
use crate::clock::Stopwatch;
use crate::coverage::CoverageError;
use crate::coverage::plane::PlanePoint;
use crate::coverage::site_selection::{
    CoveringAnswer, CoveringRules, Effort, FewestAnswer, Position, Progress, ServingAnswer, Watch,
};
use crate::domain::coordinates::{Datum, Wgs84};
use crate::exchange::points::Axes;
use files::{Read, Tables, read_tables};

/// Choose where the next stations should stand, and prove how good the choice is.
///
/// The answer comes with what no choice can beat: "proved optimal", or by how many percent the
/// best possible one could be better at most. Ctrl-C ends the search with the best answer so far.
///
/// Tables are CSV with a header: lon,lat,weight (or x,y,weight in metres with --planar), in any
/// order and also as 经度,纬度,人口; name and area are optional. Distances are geodesics on the
/// WGS-84 ellipsoid.
///
/// With --edges or --matrix ways are what a file says, in any unit; then all its places are served
/// and can be sites, unless tables name some of them (name,weight). The objective median is then
/// the sum of all ways, as in the literature.
///
/// Exit codes: 0 done, 1 a file is wrong or nothing can be chosen, 2 wrong use.
///
/// Examples:
///   yizhan plan sites --demand people.csv --candidates places.csv --existing stations.csv --radius-m 500 -p 20
///   yizhan plan sites --demand people.csv --candidates places.csv --radius-m 1000 --target-share 0.95
///   yizhan plan sites --demand d.csv --candidates d.csv --planar --objective median -p 5 --json
///   yizhan plan sites --edges pmed1.txt --objective median
#[derive(Debug, Clone, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SitesArgs {
    /// Who is to be served: a table with a weight.
    #[arg(long, value_name = "FILE", required_unless_present_any = ["edges", "matrix"])]
    demand: Option<PathBuf>,
    /// Where a station could stand: a table.
    #[arg(long, value_name = "FILE", required_unless_present_any = ["edges", "matrix"])]
    candidates: Option<PathBuf>,
    /// Where stations stand already: a table, or none.
    #[arg(long, value_name = "FILE|none", default_value = "none")]
    existing: PathBuf,
    /// Ways are over a network of roads, which lead both ways: a table from,to,length, or a file of
    /// the OR-Library's p-median problems, which says the number of sites too.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["matrix", "planar", "datum"])]
    edges: Option<PathBuf>,
    /// Ways are a table: a row for each who is served, a column for each site, with names or
    /// without.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["planar", "datum"])]
    matrix: Option<PathBuf>,
    /// The tables are metres on a plane, x and y.
    #[arg(long)]
    planar: bool,
    /// The datum of the tables: wgs84, gcj02 or bd09.
    #[arg(long, value_name = "DATUM", default_value = "wgs84", conflicts_with = "planar")]
    datum: Datum,
    /// What is wanted.
    #[arg(long, value_enum, default_value = "coverage")]
    objective: Objective,
    /// Demand at most this far from a station counts as covered, metres, or the unit of the ways;
    /// needed for coverage.
    #[arg(long, value_name = "METRES")]
    radius_m: Option<f64>,
    /// How many sites to choose.
    #[arg(
        short = 'p',
        long,
        value_name = "NUMBER",
        required_unless_present_any = ["target_share", "edges"]
    )]
    count: Option<usize>,
    /// Choose the fewest sites that cover this share of all demand, e.g. 0.95.
    #[arg(long, value_name = "SHARE", conflicts_with = "count")]
    target_share: Option<f64>,
    /// New stations stand at least this far from one another and from existing ones, metres.
    #[arg(long, value_name = "METRES")]
    min_spacing_m: Option<f64>,
    /// At most so many sites in an area of the candidates' table, e.g. 望京=3; may be given several
    /// times.
    #[arg(long, value_name = "AREA=NUMBER")]
    quota: Vec<files::Quota>,
    /// Be content when the best possible choice could be better by so many percent at most.
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    gap_percent: f64,
    /// Search at most so many seconds. By default the work is limited, and not the time, so that
    /// the same question gets the same answer everywhere.
    #[arg(long, value_name = "SECONDS")]
    time_limit_s: Option<f64>,
    /// How many times the usual work to do at most; 1 is some seconds.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0)]
    effort: f64,
    /// Where chance begins.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Answer as JSON, for programs.
    #[arg(long)]
    json: bool,
}

/// What is wanted of the sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Objective {
    /// As much demand as possible within the radius.
    Coverage,
    /// A short mean way (p-median).
    Median,
    /// A short farthest way (p-centre).
    Center,
}

/// What was answered.
enum Answer {
    Covering(CoveringAnswer),
    Fewest(FewestAnswer),
    Serving(ServingAnswer),
}

/// What sites are chosen from, and for whom.
trait Asked {
    fn ask(
        &self,
        args: &SitesArgs,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<Answer, CliError>;

    /// A candidate, by its number, as it is told again.
    fn candidate(&self, number: usize) -> shown::Named;

    /// What it means to be served by the sites.
    fn figures(&self, answer: &ServingAnswer) -> shown::Figures;
}

/// Chooses, and shows the answer.
pub(super) async fn run(args: SitesArgs) -> Result<Verdict, CliError> {
    let is_broken_off = Arc::new(AtomicBool::new(false));
    let on_interrupt = Arc::clone(&is_broken_off);
    let listener = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            on_interrupt.store(true, Ordering::Relaxed);
        }
    });
    let chosen = tokio::task::spawn_blocking(move || {
        if args.edges.is_some() || args.matrix.is_some() {
            network::read(args).and_then(|(args, read)| choose(&args, read, &is_broken_off))
        } else if args.planar {
            let place = |x_m, y_m| Ok(PlanePoint { x_m, y_m });
            let read = read_tables(&args, Axes::Metres, place);
            choose(&args, read?, &is_broken_off)
        } else {
            let place = |lon, lat| args.datum.to_wgs84(lon, lat);
            let read = read_tables::<Wgs84>(&args, Axes::Degrees, place);
            choose(&args, read?, &is_broken_off)
        }
    });
    let chosen = chosen.await.map_err(|error| CliError::Question(error.to_string()));
    listener.abort();
    chosen?
}

fn choose(
    args: &SitesArgs,
    read: Read<impl Asked>,
    is_broken_off: &AtomicBool,
) -> Result<Verdict, CliError> {
    args.check()?;
    let asked = match read {
        Read::Asked(asked) => asked,
        Read::Wrong(diagnostics) => {
            writeln!(io::stderr(), "{}", diagnostics_table(&diagnostics))?;
            return Ok(Verdict::Problems);
        }
    };
    let stopwatch = Stopwatch::start();
    let answer = args.ask(&asked, stopwatch, is_broken_off)?;
    let seconds = stopwatch.elapsed_s();
    let is_reached = !matches!(&answer, Answer::Fewest(fewest) if !fewest.is_reached);
    let report = shown::Report::new(args, &asked, &answer, seconds);
    let mut out = io::stdout();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &report).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{}", report.text(language()))?;
    }
    Ok(if is_reached { Verdict::Fine } else { Verdict::Problems })
}

impl SitesArgs {
    /// The table of the stations that there are; `None` when there are none.
    fn existing_file(&self) -> Option<&Path> {
        Some(self.existing.as_path()).filter(|path| *path != Path::new("none"))
    }

    /// What clap cannot check.
    fn check(&self) -> Result<(), CliError> {
        let is_covering = self.objective == Objective::Coverage;
        let wrong = |problem: &str| Err(CliError::Question(problem.to_owned()));
        if is_covering && self.radius_m.is_none() {
            return wrong("coverage needs a radius: give --radius-m, e.g. --radius-m 500");
        }
        let has_rules = self.min_spacing_m.is_some() || !self.quota.is_empty();
        if has_rules && (self.edges.is_some() || self.matrix.is_some()) {
            return wrong(
                "--min-spacing-m and --quota need places: leave them out, or give tables with \
                 positions",
            );
        }
        if self.count.is_none() && self.target_share.is_none() {
            return wrong("how many sites are to be chosen? Give -p, e.g. -p 5");
        }
        if !is_covering && (has_rules || self.target_share.is_some()) {
            return wrong(
                "--target-share, --min-spacing-m and --quota belong to --objective coverage: \
                 leave them out, or ask for coverage",
            );
        }
        if !(self.effort > 0.0 && self.effort <= 1e6) {
            return wrong("--effort has to be more than 0 and at most 1000000");
        }
        if !(0.0..100.0).contains(&self.gap_percent) {
            return wrong("--gap-percent has to be at least 0 and less than 100");
        }
        if self.time_limit_s.is_some_and(|limit_s| limit_s.is_nan() || limit_s <= 0.0) {
            return wrong("--time-limit-s has to be more than 0");
        }
        Ok(())
    }

    fn ask(
        &self,
        asked: &impl Asked,
        stopwatch: Stopwatch,
        is_broken_off: &AtomicBool,
    ) -> Result<Answer, CliError> {
        let usual = Effort::default();
        let effort = Effort {
            steps: (usual.steps as f64 * self.effort) as u64,
            seed: self.seed,
            enough_gap: self.gap_percent / 100.0,
        };
        let spinner = spinner();
        let mut watch = |progress: &Progress<'_>| {
            let Progress { objective, bound, .. } = progress;
            spinner.set_message(format!("{objective:.3}, at best {bound:.3}"));
            let is_late = self.time_limit_s.is_some_and(|limit| stopwatch.elapsed_s() > limit);
            if is_late || is_broken_off.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let answer = asked.ask(self, effort, &mut watch);
        spinner.finish_and_clear();
        answer
    }
}

impl<P: Position + files::Told> Asked for Tables<P> {
    fn ask(
        &self,
        args: &SitesArgs,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<Answer, CliError> {
        let (question, count) = (&self.question, args.count.unwrap_or(0));
        let rules = CoveringRules {
            radius_m: args.radius_m.unwrap_or(0.0),
            spacing_m: args.min_spacing_m,
            quotas: self.quotas.clone(),
        };
        let answer = match (args.objective, args.target_share) {
            (Objective::Coverage, None) => {
                question.most_covered(&rules, count, effort, watch).map(Answer::Covering)
            }
            (Objective::Coverage, Some(share)) => {
                question.fewest(&rules, share, effort, watch).map(Answer::Fewest)
            }
            (Objective::Median, _) => {
                question.least_mean(count, effort, watch).map(Answer::Serving)
            }
            (Objective::Center, _) => {
                question.least_farthest(count, effort, watch).map(Answer::Serving)
            }
        };
        Ok(answer.map_err(CoverageError::from)?)
    }

    fn candidate(&self, number: usize) -> shown::Named {
        let row = &self.candidates[number];
        let at = row.at.told().map(|(name, value)| (name.to_owned(), value.into()));
        shown::Named {
            row: Some(row.row),
            name: row.name.clone(),
            area: row.group.clone(),
            at: at.into_iter().collect(),
        }
    }

    fn figures(&self, answer: &ServingAnswer) -> shown::Figures {
        shown::Figures::Serving { mean_m: answer.mean_m, farthest_m: answer.farthest_m }
    }
}

/// A line on the standard error that tells how it goes; nothing when that is no terminal.
fn spinner() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(200));
    match ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
        Ok(style) => spinner.with_style(style),
        Err(_) => spinner,
    }
}
