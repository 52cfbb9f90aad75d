//! `yizhan amenities`: the catalogue of what stations may offer.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::desk::{Desk, DeskError, Verdict, judged, read_file, table};
use crate::domain::amenity_catalogue::CataloguedAmenity;
use crate::domain::role::Actor;
use crate::service::district::amenities::{
    CataloguePlan, plan_catalogue, put_catalogue, read_file as read,
};
use crate::service::stations::By;

/// Keep the catalogue of amenities.
#[derive(Debug, Clone, Args)]
pub struct AmenitiesArgs {
    #[command(subcommand)]
    command: AmenitiesCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum AmenitiesCommand {
    /// Load the whole catalogue; the one that is there stays in the history.
    Load(LoadArgs),
}

/// Load the whole catalogue: JSON like data/amenities.json, in the order in which amenities are to
/// be shown. What it leaves out is retired; stations keep what they have.
#[derive(Debug, Clone, Args)]
struct LoadArgs {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,

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
/// When the file cannot be read, or the store says no. A catalogue that is wrong is no error of
/// the command: what is wrong is listed, and the verdict is [`Verdict::Problems`].
pub async fn run(args: &AmenitiesArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let AmenitiesCommand::Load(args) = &args.command;
    let loaded = load(args, desk).await;
    judged(loaded, desk)
}

async fn load(args: &LoadArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let (name, bytes) = read_file(&args.file)?;
    let by = By { actor: &Actor::command_line(), reason: args.reason.clone() };
    let given = read(&name, &bytes)?;
    let plan = plan_catalogue(&*desk.store, &by, given.clone()).await?;
    if plan.changes.is_empty() && !plan.is_reordered {
        writeln!(desk.out, "everything is known already; nothing was written")?;
        return Ok(Verdict::Fine);
    }
    show(&plan, desk)?;
    let changes = plan.changes.len();
    if args.dry_run {
        writeln!(desk.out, "dry run: {changes} amenities would change; nothing was written")?;
        return Ok(Verdict::Fine);
    }
    let kept = put_catalogue(&*desk.store, desk.clock, &by, given, plan.version).await?;
    let version = kept.version;
    writeln!(desk.out, "{changes} amenities changed: version {version} of the catalogue")?;
    Ok(Verdict::Fine)
}

fn show(plan: &CataloguePlan, desk: &mut Desk<'_>) -> Result<(), DeskError> {
    if plan.is_reordered {
        writeln!(desk.out, "they are shown in another order")?;
    }
    let mut amenities = table(&["key", "is", "becomes"]);
    for change in &plan.changes {
        let before = change.before.as_ref().map_or_else(|| "new".to_owned(), shown);
        amenities.add_row([change.after.amenity.to_string(), before, shown(&change.after)]);
    }
    Ok(writeln!(desk.out, "{amenities}")?)
}

fn shown(amenity: &CataloguedAmenity) -> String {
    let CataloguedAmenity { zh, en, synonyms, icon, retired, .. } = amenity;
    let mut shown = format!("{zh}, {en}, icon {icon}");
    if !synonyms.is_empty() {
        shown = format!("{shown}, also {}", synonyms.join(" "));
    }
    if *retired { format!("{shown}, retired") } else { shown }
}
