//! The district with the people in it, for each layer of demand: made once and kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use geo::{BoundingRect, MultiPolygon, Rect};

use super::PlanningError;
use super::layers::read_layer;
use crate::coverage::Ground;
use crate::domain::area::Areas;
use crate::domain::demand::DemandLayer;
use crate::domain::paper::{PaperKind, PaperName};
use crate::service::App;

/// Layers that are kept ready; a large one takes some tens of megabytes.
const KEPT: usize = 4;

/// The grounds that are ready.
#[derive(Debug, Default)]
pub(in crate::service) struct Grounds {
    /// That of the areas' populations, or of the layer that the program was started with.
    usual: OnceLock<Arc<Ground>>,
    /// Those of kept layers, with the version of each; the one asked for last at the end.
    of_layers: Mutex<VecDeque<LaidGround>>,
}

/// A ground, and which it is.
#[derive(Debug, Clone)]
pub struct LaidGround {
    /// The layer and its version; `None` for the usual one.
    pub layer: Option<(PaperName, u64)>,
    /// The ground.
    pub ground: Arc<Ground>,
}

impl App {
    /// The district with a kept layer of demand; without a name with the usual one, that of the
    /// areas' populations. What is not ready takes some hundredths of a second, or seconds for a
    /// large layer.
    ///
    /// # Errors
    /// [`PlanningError::UnknownPaper`], or the store's.
    pub async fn ground_of(
        self: &Arc<Self>,
        layer: Option<&PaperName>,
    ) -> Result<LaidGround, PlanningError> {
        let app = Arc::clone(self);
        let Some(name) = layer else {
            if let Some(ground) = self.grounds.usual.get() {
                return Ok(LaidGround { layer: None, ground: Arc::clone(ground) });
            }
            let made = tokio::task::spawn_blocking(move || app.usual_ground());
            let ground = made.await.map_err(|error| PlanningError::Broken(error.to_string()))?;
            return Ok(LaidGround { layer: None, ground });
        };
        let papers = self.store.papers(PaperKind::Demand).await?;
        let paper = papers.iter().find(|paper| paper.name == *name);
        let version = paper.ok_or(PlanningError::UnknownPaper)?.version;
        if let Some(ready) = self.grounds.ready(name, version) {
            return Ok(ready);
        }
        let found = self.store.paper(PaperKind::Demand, name).await?;
        let (paper, bytes) = found.ok_or(PlanningError::UnknownPaper)?;
        let made = tokio::task::spawn_blocking(move || {
            let (areas, centre) = (&app.data.areas, app.data.district.centre);
            let (layer, _) = read_layer(areas, &paper, &bytes)?;
            let ground = Arc::new(Ground::of_layer(areas, centre, &layer));
            Ok(LaidGround { layer: Some((paper.name, paper.version)), ground })
        });
        let made: Result<LaidGround, PlanningError> =
            made.await.map_err(|error| PlanningError::Broken(error.to_string()))?;
        let laid = made?;
        self.grounds.keep(laid.clone());
        Ok(laid)
    }

    fn usual_ground(&self) -> Arc<Ground> {
        let make = || Arc::new(Ground::of_populations(&self.data.areas, self.data.district.centre));
        Arc::clone(self.grounds.usual.get_or_init(make))
    }

    /// Lets another layer of demand be the usual one. To be called before the first question.
    pub fn use_demand(&self, layer: &DemandLayer) {
        let ground = Ground::of_layer(&self.data.areas, self.data.district.centre, layer);
        // A second layer is a mistake of the caller's; the first one stays.
        let _ = self.grounds.usual.set(Arc::new(ground));
    }
}

impl Grounds {
    fn ready(&self, name: &PaperName, version: u64) -> Option<LaidGround> {
        // What is kept is whole at every moment, so that a panic elsewhere spoils nothing.
        let mut kept = self.of_layers.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |laid: &LaidGround| {
            laid.layer.as_ref().is_some_and(|(known, at)| known == name && *at == version)
        };
        let at = kept.iter().position(is_it)?;
        let laid = kept.remove(at)?;
        kept.push_back(laid.clone());
        Some(laid)
    }

    fn keep(&self, laid: LaidGround) {
        let mut kept = self.of_layers.lock().unwrap_or_else(PoisonError::into_inner);
        let name = |laid: &LaidGround| laid.layer.as_ref().map(|(name, _)| name.clone());
        kept.retain(|other| name(other) != name(&laid));
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(laid);
    }
}

/// A rectangle around the district, WGS-84 degrees, x = longitude: what of a large population
/// grid is wanted.
pub fn district_bounds(areas: &Areas) -> Option<Rect<f64>> {
    let district =
        MultiPolygon::new(areas.iter().flat_map(|area| area.boundary.iter().cloned()).collect());
    district.bounding_rect()
}
