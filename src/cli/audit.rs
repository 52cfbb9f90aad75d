//! `yizhan audit`: what was written, checked against itself.

use clap::{Args, Subcommand};

use super::desk::{Desk, DeskError, Verdict};

/// Look at the audit log.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  yizhan audit verify\n  yizhan audit verify >> /mnt/elsewhere/hashes"
)]
pub struct AuditArgs {
    #[command(subcommand)]
    command: AuditCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum AuditCommand {
    /// Recompute the chains of the audit log and of the account log over everything that was
    /// ever written, and name what was altered. The newest hash, noted outside the database,
    /// proves later that nothing was cut off. Exit code 1: something was altered.
    Verify,
}

/// Carries the command out.
///
/// # Errors
/// When the store says no. What was altered is no error of the command: it is listed, and the
/// verdict is [`Verdict::Problems`].
pub async fn run(args: &AuditArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let AuditCommand::Verify = args.command;
    let check = desk.store.verify_audit().await?;
    let newest = check.newest_hash.as_deref().unwrap_or("none");
    writeln!(
        desk.out,
        "ledger: {} revisions, {} changes, newest hash {newest}",
        check.entries, check.changes
    )?;
    for fault in &check.faults {
        writeln!(desk.out, "ledger: {fault}")?;
    }
    let accounts = desk.store.verify_account_log().await?;
    let newest = accounts.newest_hash.as_deref().unwrap_or("none");
    writeln!(desk.out, "accounts: {} entries, newest hash {newest}", accounts.entries)?;
    for number in &accounts.altered {
        writeln!(desk.out, "accounts: entry {number} was altered, or one beside it was removed")?;
    }
    let is_intact = check.is_intact() && accounts.is_intact();
    writeln!(desk.out, "{}", if is_intact { "nothing was altered" } else { "restore a backup" })?;
    Ok(if is_intact { Verdict::Fine } else { Verdict::Problems })
}
