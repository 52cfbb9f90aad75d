//! `yizhan import`: ledger files into the store.

use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::desk::{Desk, DeskError, SHOWN_ROWS, Verdict, diagnostics_table, read_file, table};
use crate::domain::coordinates::Datum;
use crate::domain::role::Actor;
use crate::exchange::stations::{Format, Reading, read_stations};
use crate::service::ServiceError;
use crate::service::import::{ImportPlan, Step, apply_import, plan_import};

/// Import ledger files (CSV, XLSX, GeoJSON): all rows of all files, or none.
///
/// The first row that names columns is the header; columns may stand in any order, with
/// Chinese headers or keys. Facts that a file has no column for stay as they are, and stations
/// that no row is about stay too. The same file a second time changes nothing.
///
/// Exit codes: 0 done, 1 something is wrong and nothing was imported, 2 wrong use.
///
/// Examples:
///   yizhan import ledger.xlsx --dry-run
///   yizhan import stations.csv homes.csv
///   yizhan import amap.csv --datum gcj02
#[derive(Debug, Clone, Args)]
#[command(verbatim_doc_comment)]
pub struct ImportArgs {
    /// The files; several are imported together, all or none.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Say what would happen, and write nothing.
    #[arg(long)]
    pub dry_run: bool,

    /// Datum of positions whose row says none: wgs84 (GPS), gcj02 (Amap, Tencent) or bd09
    /// (Baidu).
    #[arg(long, value_name = "DATUM", default_value = "wgs84")]
    pub datum: Datum,

    /// Format of the files: csv, xlsx or geojson. By default each file's name tells it.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,

    /// Why, for the change log.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
}

/// Carries the command out.
///
/// # Errors
/// When a file cannot be read, or the store says no. Rows that are wrong are no error of the
/// command: they are listed, and the verdict is [`Verdict::Problems`].
pub async fn run(args: &ImportArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let progress = progress_bar(args.files.len());
    let mut readings = Vec::new();
    for path in &args.files {
        progress.set_message(format!("reading {}", path.display()));
        readings.push(reading(path, args, desk)?);
        progress.inc(1);
    }
    progress.set_message("comparing with the ledger");
    let plan =
        plan_import(&*desk.store, readings, &Actor::command_line(), &desk.data.amenities).await?;
    progress.finish_and_clear();
    show(&plan, desk)?;
    if args.dry_run {
        let refused = plan.change_set().err();
        let said = refused
            .as_ref()
            .map_or("dry run: nothing was written".to_owned(), |error| format!("dry run: {error}"));
        writeln!(desk.out, "{said}")?;
        return Ok(if refused.is_some() { Verdict::Problems } else { Verdict::Fine });
    }
    match apply_import(desk.store.as_ref(), desk.clock, &plan, "cli", &args.reason).await {
        Ok(None) => writeln!(desk.out, "everything is in the ledger already; nothing was written")?,
        Ok(Some(applied)) => {
            let written = applied.records.len();
            writeln!(desk.out, "{written} stations written, revision {}", applied.revision)?;
        }
        Err(refused @ ServiceError::PlanRefused { .. }) => {
            writeln!(desk.err, "{refused}")?;
            return Ok(Verdict::Problems);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Verdict::Fine)
}

/// A bar on the standard error; nothing at all when that is no terminal.
fn progress_bar(files: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(files).unwrap_or(u64::MAX));
    match ProgressStyle::with_template("{bar:20} {pos}/{len} {msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn reading(path: &Path, args: &ImportArgs, desk: &Desk<'_>) -> Result<Reading, DeskError> {
    let (name, bytes) = read_file(path)?;
    let options = desk.data.read_options(args.datum, args.format);
    Ok(read_stations(&name, &bytes, &options).map_err(ServiceError::from)?)
}

fn show(plan: &ImportPlan, desk: &mut Desk<'_>) -> Result<(), DeskError> {
    if !plan.diagnostics.is_empty() {
        writeln!(desk.err, "{}", diagnostics_table(&plan.diagnostics))?;
        let more = plan.diagnostics.len().saturating_sub(SHOWN_ROWS);
        if more > 0 {
            writeln!(desk.err, "… and {more} more")?;
        }
    }
    let mut changes = table(&["station", "field", "is", "becomes"]);
    let updates = plan.rows.iter().flat_map(|row| match &row.step {
        Step::Update { station, changes, .. } => {
            changes.iter().map(|change| (&station.code, change)).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    let mut shown = 0;
    for (code, change) in updates.take(SHOWN_ROWS) {
        let (old, new) = (change.old.clone(), change.new.clone());
        let field = change.field.zh(&desk.data.amenities).to_owned();
        changes.add_row([code.to_string(), field, old, new]);
        shown += 1;
    }
    if shown > 0 {
        writeln!(desk.out, "{changes}")?;
    }
    let counts = plan.counts();
    writeln!(
        desk.out,
        "{} to create, {} to update, {} unchanged, {} in conflict, {} with errors",
        counts.create, counts.update, counts.unchanged, counts.conflict, counts.error
    )?;
    Ok(())
}
