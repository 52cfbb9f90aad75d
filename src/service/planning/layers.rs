//! Layers of demand that planners bring and keep by name. What is kept is the file itself, so
//! that it can be had back as it was given.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::PlanningError;
use super::grounds::district_bounds;
use crate::coverage::Ground;
use crate::domain::area::Areas;
use crate::domain::coordinates::Datum;
use crate::domain::demand::DemandLayer;
use crate::domain::paper::{Paper, PaperKind, PaperName};
use crate::domain::role::Actor;
use crate::exchange::demand::{DemandOptions, DemandReading, read_demand};
use crate::exchange::stations::Severity;
use crate::service::App;
use crate::storage::PaperWrite;

/// The largest file, bytes.
pub const MAX_LAYER_BYTES: usize = 12 * 1024 * 1024;

/// A file as it was given.
#[derive(Debug, Clone)]
pub struct LayerFile {
    /// Its name; the ending tells the format: `.csv`, `.tsv`, `.txt`, `.geojson`, `.json`, `.tif`,
    /// `.tiff`.
    pub name: String,
    /// The datum of its positions. A population grid says its own.
    pub datum: Datum,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a list tells of a layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayerAbout {
    /// The file's name.
    pub file: String,
    /// The datum of its positions, by its word.
    pub datum: String,
    /// How many points it has.
    pub points: usize,
    /// How many territories it has.
    pub regions: usize,
    /// How many people it counts in the district.
    pub people: f64,
    /// How many it counts outside.
    pub people_outside: f64,
    /// How many cells it becomes.
    pub cells: usize,
    /// Whether its places are only roughly right.
    pub approximate: bool,
    /// How many rows are strange without being wrong.
    pub remarks: usize,
}

impl App {
    /// The layers that are kept, by name.
    ///
    /// # Errors
    /// The store's.
    pub async fn layers(&self) -> Result<Vec<(Paper, LayerAbout)>, PlanningError> {
        let papers = self.store.papers(PaperKind::Demand).await?;
        papers.into_iter().map(|paper| Ok((paper.clone(), about(&paper)?))).collect()
    }

    /// The file of a layer.
    ///
    /// # Errors
    /// [`PlanningError::UnknownPaper`], or the store's.
    pub async fn layer_file(&self, name: &PaperName) -> Result<(Paper, LayerFile), PlanningError> {
        let found = self.store.paper(PaperKind::Demand, name).await?;
        let (paper, bytes) = found.ok_or(PlanningError::UnknownPaper)?;
        let LayerAbout { file, datum, .. } = about(&paper)?;
        let datum = datum_of(&datum)?;
        Ok((paper, LayerFile { name: file, datum, bytes }))
    }

    /// Reads a layer and keeps it: a new one, or in place of the version that was seen.
    ///
    /// # Errors
    /// What is wrong with the file, with the first of the wrong rows;
    /// [`PlanningError::NameTaken`], [`PlanningError::Moved`].
    pub async fn keep_layer(
        self: &Arc<Self>,
        actor: &Actor,
        name: PaperName,
        expected: Option<u64>,
        file: LayerFile,
    ) -> Result<(Paper, LayerAbout), PlanningError> {
        let app = Arc::clone(self);
        let read = tokio::task::spawn_blocking(move || {
            let looked_at = look_at(&app, &file)?;
            Ok::<_, PlanningError>((looked_at, file))
        });
        let read = read.await.map_err(|error| PlanningError::Broken(error.to_string()))?;
        let (about, file) = read?;
        let text = serde_json::to_string(&about)
            .map_err(|error| PlanningError::Broken(error.to_string()))?;
        let write = PaperWrite {
            kind: PaperKind::Demand,
            name: &name,
            expected,
            at: self.clock.now(),
            author: &actor.label(),
            about: &text,
            content: &file.bytes,
        };
        let written = self.store.write_paper(&write).await.map_err(PlanningError::from);
        match written {
            Err(PlanningError::Moved(_)) if expected.is_none() => Err(PlanningError::NameTaken),
            written => Ok((written?, about)),
        }
    }

    /// Takes a layer away.
    ///
    /// # Errors
    /// [`PlanningError::UnknownPaper`], [`PlanningError::Moved`], or the store's.
    pub async fn remove_layer(&self, name: &PaperName, seen: u64) -> Result<(), PlanningError> {
        Ok(self.store.remove_paper(PaperKind::Demand, name, seen).await?)
    }
}

/// The layer of a paper, with what a list tells of it.
pub(super) fn read_layer(
    areas: &Areas,
    paper: &Paper,
    bytes: &[u8],
) -> Result<(DemandLayer, LayerAbout), PlanningError> {
    let about = about(paper)?;
    let mut layer = read(areas, &about.file, datum_of(&about.datum)?, bytes)?.layer;
    layer.name = paper.name.to_string();
    Ok((layer, about))
}

fn look_at(app: &App, file: &LayerFile) -> Result<LayerAbout, PlanningError> {
    let data = app.data();
    let reading = read(&data.areas, &file.name, file.datum, &file.bytes)?;
    let mut wrong = reading.diagnostics.iter().filter(|row| row.severity == Severity::Error);
    if let Some(first) = wrong.next() {
        let (first, wrong) = (Box::new(first.clone()), wrong.count() + 1);
        return Err(PlanningError::Rows { wrong, first });
    }
    let layer = reading.layer;
    let ground = Ground::of_layer(&data.areas, app.district.centre, &layer);
    if ground.demand.total() <= 0.0 {
        return Err(PlanningError::NobodyThere);
    }
    Ok(LayerAbout {
        file: file.name.clone(),
        datum: file.datum.key().to_owned(),
        points: layer.points.len(),
        regions: layer.regions.len(),
        people: ground.demand.total(),
        people_outside: ground.demand.outside,
        cells: ground.demand.cells().len(),
        approximate: layer.approximate,
        remarks: reading.diagnostics.len(),
    })
}

fn read(
    areas: &Areas,
    file: &str,
    datum: Datum,
    bytes: &[u8],
) -> Result<DemandReading, PlanningError> {
    let options = DemandOptions { datum, within: district_bounds(areas) };
    Ok(read_demand(file, bytes, &options)?)
}

fn about(paper: &Paper) -> Result<LayerAbout, PlanningError> {
    serde_json::from_str(&paper.about)
        .map_err(|error| PlanningError::Broken(format!("layer {}: {error}", paper.name)))
}

fn datum_of(word: &str) -> Result<Datum, PlanningError> {
    word.parse().map_err(|_| PlanningError::Broken(format!("'{word}' is no datum")))
}
