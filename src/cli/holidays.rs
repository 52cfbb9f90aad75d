//! `yizhan holidays`: the notices of holidays and make-up workdays.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::desk::{Desk, DeskError, Verdict, judged, read_file, table};
use crate::domain::holiday_calendar::{ListedDay, ListedKind};
use crate::domain::role::Actor;
use crate::service::district::holidays::{DayChange, plan_notice, put_notice, read_file as read};
use crate::service::stations::By;

/// Keep the notices of holidays and make-up workdays.
#[derive(Debug, Clone, Args)]
pub struct HolidaysArgs {
    #[command(subcommand)]
    command: HolidaysCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum HolidaysCommand {
    /// Load a year's notice; one that is there is replaced, and stays in the history.
    Load(LoadArgs),
}

/// Load a year's notice: JSON like the files of data/holidays, or CSV with the header
/// 节日,放假,上班 (days as 2027-01-01 or 1月1日, runs as 1月1日~1月3日).
#[derive(Debug, Clone, Args)]
struct LoadArgs {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The year of the notice; by default the one that the file's name begins with.
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,

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
/// When the file cannot be read, or the store says no. A notice that is wrong is no error of the
/// command: what is wrong is listed, and the verdict is [`Verdict::Problems`].
pub async fn run(args: &HolidaysArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let HolidaysCommand::Load(args) = &args.command;
    let loaded = load(args, desk).await;
    judged(loaded, desk)
}

async fn load(args: &LoadArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let (name, bytes) = read_file(&args.file)?;
    let named = name.get(..4).and_then(|year| year.parse().ok());
    let Some(year) = args.year.or(named) else {
        writeln!(desk.err, "{name}: say the year of the notice with --year")?;
        return Ok(Verdict::Problems);
    };
    let by = By { actor: &Actor::command_line(), reason: args.reason.clone() };
    let notice = read(desk.data, &name, &bytes, year)?;
    let plan = plan_notice(&*desk.store, &by, notice).await?;
    if plan.changes.is_empty() {
        writeln!(desk.out, "everything is known already; nothing was written")?;
        return Ok(Verdict::Fine);
    }
    show(&plan.changes, desk)?;
    let (year, changes) = (plan.after.year, plan.changes.len());
    if args.dry_run {
        writeln!(desk.out, "dry run: {changes} days of {year} would change; nothing was written")?;
        return Ok(Verdict::Fine);
    }
    let kept = put_notice(&*desk.store, desk.clock, &by, plan.after, plan.version).await?;
    let version = kept.version.version;
    writeln!(desk.out, "{changes} days of {year} changed: version {version} of its notice")?;
    Ok(Verdict::Fine)
}

fn show(changes: &[DayChange], desk: &mut Desk<'_>) -> Result<(), DeskError> {
    let mut days = table(&["day", "", "is", "becomes"]);
    for change in changes {
        let date = change.date;
        days.add_row([
            date.to_string(),
            date.format("%a").to_string(),
            shown(change.before.as_ref()),
            shown(change.after.as_ref()),
        ]);
    }
    Ok(writeln!(desk.out, "{days}")?)
}

fn shown(day: Option<&ListedDay>) -> String {
    let Some(day) = day else { return "ordinary".to_owned() };
    let kind = match day.kind {
        ListedKind::Off => "off",
        ListedKind::Workday => "workday",
    };
    format!("{kind}, {}", day.name.zh)
}
