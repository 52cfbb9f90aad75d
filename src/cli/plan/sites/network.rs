//! Sites among the places of a network or of a matrix, by their names.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Map;

use super::files::Read;
use super::shown::{Figures, Named};
use super::{Answer, Asked, Objective, SitesArgs};
use crate::cli::desk::read_file;
use crate::cli::error::CliError;
use crate::coverage::CoverageError;
use crate::coverage::site_selection::{Effort, Matrix, ServingAnswer, SiteSelectionError, Watch};
use crate::exchange::network::{NamedRow, Roads, Ways, read_matrix, read_names, read_roads};
use crate::exchange::stations::Diagnostic;
use crate::service::ServiceError;
use crate::travel::Network;

/// A question whose ways a file says.
pub(super) struct Networked {
    matrix: Matrix,
    /// Names of those who are served, and of the candidates.
    points: Vec<String>,
    candidates: Vec<String>,
}

/// Reads the files. What is asked is told again, with the number of sites that a file asks for.
pub(super) fn read(mut args: SitesArgs) -> Result<(SitesArgs, Read<Networked>), CliError> {
    let mut wrong = Vec::new();
    let places = match (&args.edges, &args.matrix) {
        (Some(path), _) => {
            let (name, bytes) = read_file(path)?;
            let (roads, problems) = read_roads(&name, &bytes).map_err(ServiceError::from)?;
            wrong.extend(problems);
            args.count = args.count.or(roads.count.filter(|_| args.target_share.is_none()));
            Places::over(roads)
        }
        (None, path) => {
            let (name, bytes) = read_file(path.as_deref().unwrap_or(Path::new("")))?;
            let (ways, problems) = read_matrix(&name, &bytes).map_err(ServiceError::from)?;
            wrong.extend(problems);
            Places::of(ways)
        }
    };
    let mut table = |path: Option<&Path>| path.map(|path| named(path, &mut wrong)).transpose();
    let demand = table(args.demand.as_deref())?;
    let candidates = table(args.candidates.as_deref())?;
    let existing = table(args.existing_file())?;
    if !wrong.is_empty() {
        return Ok((args, Read::Wrong(wrong)));
    }
    let networked = places.asked(demand, candidates, existing.unwrap_or_default())?;
    Ok((args, Read::Asked(networked)))
}

fn named(path: &Path, wrong: &mut Vec<Diagnostic>) -> Result<Vec<NamedRow>, CliError> {
    let (name, bytes) = read_file(path)?;
    let (rows, problems) = read_names(&name, &bytes).map_err(ServiceError::from)?;
    wrong.extend(problems);
    Ok(rows)
}

/// Who can be served and where sites can be, and the ways between them.
struct Places {
    points: Vec<String>,
    sites: Vec<String>,
    /// From a site, by its number, to each point.
    ways_from: Box<dyn Fn(usize) -> Vec<f64>>,
}

impl Places {
    fn over(Roads { nodes, roads, .. }: Roads) -> Self {
        let network = Network::new(nodes.len(), roads);
        let ways_from = Box::new(move |node| network.ways_from(node));
        Self { points: nodes.clone(), sites: nodes, ways_from }
    }

    fn of(Ways { rows, columns, lengths }: Ways) -> Self {
        let ways_from = Box::new(move |column: usize| {
            let lengths = lengths.iter().map(|row: &Vec<f64>| row.get(column).copied());
            lengths.map(|length| length.unwrap_or(f64::INFINITY)).collect()
        });
        Self { points: rows, sites: columns, ways_from }
    }

    /// With the places that tables name, or all.
    fn asked(
        self,
        demand: Option<Vec<NamedRow>>,
        candidates: Option<Vec<NamedRow>>,
        existing: Vec<NamedRow>,
    ) -> Result<Networked, CliError> {
        let (points, weights): (Vec<usize>, Vec<f64>) = match demand {
            None => (0..self.points.len()).map(|point| (point, 1.0)).unzip(),
            Some(rows) => {
                let weights = rows.iter().map(|row| row.weight).collect();
                (numbers(&self.points, &rows, "demand")?, weights)
            }
        };
        let sites = match candidates {
            None => (0..self.sites.len()).collect(),
            Some(rows) => numbers(&self.sites, &rows, "candidates")?,
        };
        let ways_from = |site: usize| -> Vec<f64> {
            let ways = (self.ways_from)(site);
            points.iter().map(|point| ways[*point]).collect()
        };
        let mut already = vec![f64::INFINITY; points.len()];
        for station in numbers(&self.sites, &existing, "existing")? {
            for (already, way) in already.iter_mut().zip(ways_from(station)) {
                *already = already.min(way);
            }
        }
        let matrix = Matrix::new(weights, already, sites.len(), |at| ways_from(sites[at]));
        let name = |names: &[String], at: &usize| names[*at].clone();
        Ok(Networked {
            matrix: matrix.map_err(CoverageError::from)?,
            points: points.iter().map(|at| name(&self.points, at)).collect(),
            candidates: sites.iter().map(|at| name(&self.sites, at)).collect(),
        })
    }
}

/// The numbers of places that a table names.
fn numbers(names: &[String], rows: &[NamedRow], table: &str) -> Result<Vec<usize>, CliError> {
    let numbers: HashMap<&str, usize> = names.iter().map(String::as_str).zip(0..).collect();
    let number = |row: &NamedRow| {
        numbers.get(row.name.as_str()).copied().ok_or_else(|| {
            let name = &row.name;
            let problem = format!(
                "--{table} names '{name}', which the ways do not know: use the names of their file"
            );
            CliError::Question(problem)
        })
    };
    rows.iter().map(number).collect()
}

impl Asked for Networked {
    fn ask(
        &self,
        args: &SitesArgs,
        effort: Effort,
        watch: &mut Watch<'_>,
    ) -> Result<Answer, CliError> {
        let (matrix, count) = (&self.matrix, args.count.unwrap_or(0));
        let radius = args.radius_m.unwrap_or(0.0);
        let answer = match (args.objective, args.target_share) {
            (Objective::Coverage, None) => {
                matrix.most_covered(radius, count, effort, watch).map(Answer::Covering)
            }
            (Objective::Coverage, Some(share)) => {
                matrix.fewest(radius, share, effort, watch).map(Answer::Fewest)
            }
            (Objective::Median, _) => matrix.least_sum(count, effort, watch).map(Answer::Serving),
            (Objective::Center, _) => {
                matrix.least_farthest(count, effort, watch).map(Answer::Serving)
            }
        };
        answer.map_err(|error| match error {
            SiteSelectionError::NoWay { candidate, point } => CliError::Question(format!(
                "there is no way between '{}' and '{}': give one, or leave one of the two out \
                 with --demand or --candidates",
                self.candidates[candidate - 1],
                self.points[point - 1]
            )),
            error => CoverageError::from(error).into(),
        })
    }

    fn candidate(&self, number: usize) -> Named {
        let name = Some(self.candidates[number].clone());
        Named { row: None, name, area: None, at: Map::new() }
    }

    fn figures(&self, answer: &ServingAnswer) -> Figures {
        Figures::Ways { mean: answer.mean_m, farthest: answer.farthest_m }
    }
}
