//! `yizhan export`: the ledger as a file.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;

use super::desk::{Desk, DeskError, Verdict};
use crate::domain::coordinates::Datum;
use crate::exchange::stations::OutputFormat;
use crate::service::export::export;

/// Write the ledger as a file.
///
/// csv, xlsx and geojson hold what the public may know: stations that are open or closed for a
/// while, without private columns. ledger holds everything, ready to be filled in and imported
/// again.
///
/// Examples:
///   yizhan export --format csv > stations.csv
///   yizhan export --format ledger --output ledger.xlsx
///   yizhan export --format geojson --datum gcj02 --output amap.geojson
#[derive(Debug, Clone, Args)]
#[command(verbatim_doc_comment)]
pub struct ExportArgs {
    /// csv, xlsx and geojson hold public columns; ledger (xlsx), ledger-csv and ledger-geojson hold
    /// every column.
    #[arg(long, value_name = "FORMAT")]
    pub format: OutputFormat,

    /// The file to write. By default the standard output, for csv and geojson also when that
    /// is a terminal.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Datum of the positions: wgs84, gcj02 or bd09. The file says which one it is.
    #[arg(long, value_name = "DATUM", default_value = "wgs84")]
    pub datum: Datum,
}

/// Carries the command out.
///
/// # Errors
/// When the store cannot be read or the file cannot be written.
pub async fn run(args: &ExportArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    if args.output.is_none() && !args.format.is_text() && std::io::stdout().is_terminal() {
        writeln!(desk.err, "a workbook cannot be shown on a terminal: add --output FILE.xlsx")?;
        return Ok(Verdict::Problems);
    }
    let bytes = export(&*desk.store, args.format, desk.data.wording(args.datum)).await?;
    match &args.output {
        None => desk.out.write_all(&bytes)?,
        Some(path) => {
            std::fs::write(path, &bytes).map_err(|error| DeskError::File {
                path: path.display().to_string(),
                error,
                way_out: "check that the folder is there and that you may write to it",
            })?;
            writeln!(desk.err, "{} written, {} bytes", path.display(), bytes.len())?;
        }
    }
    Ok(Verdict::Fine)
}
