//! `yizhan sample-data`

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::config::DataOptions;
use super::data_files::data_files;
use super::desk::Verdict;
use super::error::CliError;
use crate::domain::document::AMENITIES;
use crate::exchange::district::{SHIPPED_AMENITIES, read_amenities};
use crate::sample::{Sources, generate, to_csv};
use crate::service::ServiceError;

/// Write the sample ledger that a data folder's lists and a seed give.
///
/// The same lists and seed give the same bytes on every machine. Every row says that it is
/// synthetic.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  yizhan sample-data --seed 2105\n  yizhan sample-data --seed 7 --data next-district --output next-district"
)]
pub struct SampleDataArgs {
    /// Where the dice begin. The files that ship were made with 2105.
    #[arg(long, default_value_t = 2105, value_name = "NUMBER")]
    pub seed: u64,
    /// The folder for stations.csv and homes.csv.
    #[arg(long, short, default_value = ".", value_name = "DIR")]
    pub output: PathBuf,
}

/// Makes the sample and writes its files.
pub(super) fn run(args: &SampleDataArgs, options: &DataOptions) -> Result<Verdict, CliError> {
    let files = data_files(options)?;
    let text = |name: &str| {
        let bytes = files.get(name).map(Vec::as_slice);
        bytes
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .ok_or_else(|| CliError::MissingFile(name.to_owned()))
    };
    let catalogue = files.get(AMENITIES).map_or(SHIPPED_AMENITIES.as_bytes(), Vec::as_slice);
    let catalogue = read_amenities(AMENITIES, catalogue).map_err(ServiceError::from)?;
    let sources = Sources {
        catalogue: &catalogue,
        district: text("district.json")?,
        areas: text("areas.geojson")?,
        units: text("units.csv")?,
        places: text("places.csv")?,
        settings: text("sample/settings.json")?,
        offices: text("sample/offices.csv")?,
        hosts: text("sample/hosts.csv")?,
        home_hosts: text("sample/home_hosts.csv")?,
        hours: text("sample/hours.csv")?,
        amenities: text("sample/amenities.csv")?,
        access: text("sample/access.csv")?,
        words: text("sample/words.csv")?,
        roads: text("sample/roads.csv")?,
        named: text("sample/named.csv")?,
    };
    let sample = generate(&sources, args.seed)?;
    fs::create_dir_all(&args.output)?;
    for (name, stations) in [("stations.csv", &sample.stations), ("homes.csv", &sample.homes)] {
        let path = args.output.join(name);
        fs::write(&path, to_csv(stations, catalogue.keys()).map_err(io::Error::other)?)?;
        writeln!(io::stderr(), "{}: {} rows", path.display(), stations.len())?;
    }
    Ok(Verdict::Fine)
}
