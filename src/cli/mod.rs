//! The command line, and the only place that reads configuration: flags, then `YIZHAN_*` in
//! the environment, then what is built in.

pub mod amenities;
pub mod areas;
mod ask;
pub mod audit;
pub mod check;
mod config;
mod data_files;
pub mod desk;
mod error;
pub mod export;
pub mod holidays;
pub mod import;
mod nearest;
mod plan;
mod sample_data;
mod serve;
pub mod user;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use config::{DataOptions, LogFormat, ServeArgs};
pub use error::CliError;
pub use nearest::NearestArgs;
pub use plan::PlanArgs;
pub use sample_data::SampleDataArgs;

use crate::clock::SystemClock;
use crate::http::openapi;
use data_files::{open_ledger, read_district_of};
use desk::{Desk, Verdict};

/// Yizhan (驿站): finds the nearest service station that is open when you get there and has
/// what you need.
#[derive(Debug, Parser)]
#[command(
    name = "yizhan",
    version,
    after_help = "Examples:\n  yizhan serve\n  yizhan nearest 39.9219 116.4435 --open arrival --amenities hot_water\n  yizhan import ledger.xlsx --dry-run\n\nEvery option can also be given in the environment, as its help shows."
)]
pub struct Cli {
    #[command(flatten)]
    data: DataOptions,
    #[command(subcommand)]
    command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the web pages.
    Serve(Box<ServeArgs>),
    /// Take the stations of ledger files into the database, all or none.
    Import(import::ImportArgs),
    /// Write the stations of the database to a file.
    Export(export::ExportArgs),
    /// Show the nearest stations to a position.
    Nearest(Box<NearestArgs>),
    /// Show whom the stations reach and whom they do not.
    Plan(Box<PlanArgs>),
    /// Look for mistakes in the ledger.
    Check(check::CheckArgs),
    /// Keep the catalogue of amenities.
    Amenities(amenities::AmenitiesArgs),
    /// Keep the areas and their territories.
    Areas(areas::AreasArgs),
    /// Keep the notices of holidays and make-up workdays.
    Holidays(holidays::HolidaysArgs),
    /// Look at the audit log.
    Audit(audit::AuditArgs),
    /// Keep the accounts of those who work here.
    User(user::UserArgs),
    /// Write the sample ledger that a data folder's lists and a seed give.
    SampleData(SampleDataArgs),
    /// Print the description of the API (OpenAPI 3.1, JSON).
    Openapi {
        /// That of the addresses for staff.
        #[arg(long)]
        admin: bool,
    },
    /// Print completions for a shell, to be kept where it looks for them.
    Completions {
        /// bash, elvish, fish, powershell or zsh.
        shell: clap_complete::Shell,
    },
}

/// Reads the command line and does what it says. Exit code 0: done; 1: it could not be done,
/// or there is something to be corrected; 2: the command line is wrong.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&CliError::Runtime(error)),
    };
    match runtime.block_on(run(cli)) {
        Ok(verdict) => verdict.into(),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn run(cli: Cli) -> Result<Verdict, CliError> {
    let clock = SystemClock;
    match cli.command {
        Command::Serve(args) => serve::run(&args, &cli.data).await,
        Command::Nearest(args) => nearest::run(&args, &cli.data).await,
        Command::Plan(args) => plan::run(&args, &cli.data).await,
        Command::SampleData(args) => sample_data::run(&args, &cli.data),
        Command::Openapi { admin } => {
            let document = if admin { openapi::admin_document() } else { openapi::document() };
            io::stdout().write_all(document.as_bytes())?;
            Ok(Verdict::Fine)
        }
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "yizhan", &mut text);
            io::stdout().write_all(&text)?;
            Ok(Verdict::Fine)
        }
        at_the_desk => {
            let store = open_ledger(&cli.data, &clock).await?;
            let data = read_district_of(&*store).await?;
            let (mut out, mut err) = (io::stdout(), io::stderr());
            let mut desk = Desk { store, data: &data, clock: &clock, out: &mut out, err: &mut err };
            Ok(match &at_the_desk {
                Command::Import(args) => import::run(args, &mut desk).await?,
                Command::Export(args) => export::run(args, &mut desk).await?,
                Command::Check(args) => check::run(args, &mut desk).await?,
                Command::Amenities(args) => amenities::run(args, &mut desk).await?,
                Command::Areas(args) => areas::run(args, &mut desk).await?,
                Command::Holidays(args) => holidays::run(args, &mut desk).await?,
                Command::Audit(args) => audit::run(args, &mut desk).await?,
                Command::User(args) => user::run(args, &mut desk).await?,
                _done_above => Verdict::Fine,
            })
        }
    }
}

fn failed(error: &CliError) -> ExitCode {
    // When even the standard error is gone, the exit code has to do.
    let _ = writeln!(io::stderr(), "yizhan: {error}");
    ExitCode::from(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_agrees_with_itself() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_option_says_what_it_is_for() {
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(
                    argument.get_help().is_some(),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
        }
    }
}
