//! `yizhan areas`: the offices and their territories.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::desk::{Desk, DeskError, SHOWN_ROWS, Verdict, judged, read_file, table};
use crate::domain::coordinates::Datum;
use crate::domain::role::Actor;
use crate::service::district::areas::{AreaFigures, AreaFile, AreaPlan, plan_areas, put_areas};
use crate::service::stations::By;

/// Keep the areas and their territories.
#[derive(Debug, Clone, Args)]
pub struct AreasArgs {
    #[command(subcommand)]
    command: AreasCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum AreasCommand {
    /// Bring official territories; stations that lie in another one go there.
    Import(ImportArgs),
}

/// Bring official territories (GeoJSON polygons with the property code or name). Stations that lie
/// in another territory than before go there, in the same transaction. What was there stays in the
/// history.
#[derive(Debug, Clone, Args)]
struct ImportArgs {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Datum of its positions: wgs84 (GPS), gcj02 (Amap, Tencent) or bd09 (Baidu).
    /// Without it wgs84, unless the stations tell that it is another.
    #[arg(long, value_name = "DATUM")]
    datum: Option<Datum>,

    /// Say what would change, and write nothing.
    #[arg(long)]
    dry_run: bool,

    /// Why, for the audit log.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

/// Carries the command out.
///
/// # Errors
/// When the file cannot be read, or the store says no. Territories that are wrong are no error of
/// the command: what is wrong is listed, and the verdict is [`Verdict::Problems`].
pub async fn run(args: &AreasArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let AreasCommand::Import(args) = &args.command;
    let loaded = import(args, desk).await;
    judged(loaded, desk)
}

async fn import(args: &ImportArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let (name, bytes) = read_file(&args.file)?;
    let file = AreaFile { name, datum: args.datum.unwrap_or(Datum::Wgs84), bytes };
    let by = By { actor: &Actor::command_line(), reason: args.reason.clone() };
    let plan = plan_areas(&*desk.store, &by, desk.data, file.clone()).await?;
    show(&plan, desk)?;
    if let Some(datum) = plan.suspected {
        writeln!(desk.err, "the positions look like {datum}: say which datum it is with --datum")?;
        if args.datum.is_none() {
            writeln!(desk.err, "nothing was written")?;
            return Ok(Verdict::Problems);
        }
    }
    if args.dry_run {
        writeln!(desk.out, "dry run: nothing was written")?;
        return Ok(if plan.homeless.is_empty() { Verdict::Fine } else { Verdict::Problems });
    }
    let put = put_areas(&*desk.store, desk.clock, &by, desk.data, file, plan.version).await?;
    let (moved, version) = (put.0.moves.len(), put.1.version);
    writeln!(desk.out, "{moved} stations changed office: version {version} of the areas")?;
    Ok(Verdict::Fine)
}

fn show(plan: &AreaPlan, desk: &mut Desk<'_>) -> Result<(), DeskError> {
    let mut areas =
        table(&["area", "name", "km² now", "km² then", "stations now", "stations then"]);
    for line in plan.lines.iter().filter(|line| line.before != line.after) {
        let name = line.after.as_ref().or(line.before.as_ref()).map(|told| told.name.clone());
        let size = |told: &Option<AreaFigures>| {
            told.as_ref()
                .map_or_else(|| "–".to_owned(), |told| format!("{:.2}", told.area_m2 / 1e6))
        };
        let stations = |told: &Option<AreaFigures>| {
            told.as_ref().map_or_else(|| "–".to_owned(), |told| told.stations.to_string())
        };
        areas.add_row([
            line.code.to_string(),
            name.unwrap_or_default(),
            size(&line.before),
            size(&line.after),
            stations(&line.before),
            stations(&line.after),
        ]);
    }
    writeln!(desk.out, "{areas}")?;
    let mut moves = table(&["station", "name", "from", "to"]);
    for each in plan.moves.iter().take(SHOWN_ROWS) {
        let station = &each.record.station;
        moves.add_row([
            station.code.to_string(),
            station.name.clone(),
            station.area.to_string(),
            each.to.to_string(),
        ]);
    }
    writeln!(desk.out, "{moves}")?;
    let (moves, nowhere) = (plan.moves.len(), plan.nowhere.len());
    Ok(writeln!(desk.out, "{moves} stations change office, {nowhere} lie in no territory")?)
}
