//! The district with the people in it, for each layer of demand: made once and kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use geo::{BoundingRect, MultiPolygon, Rect};

use super::PlanningError;
use super::layers::read_layer;
use crate::coverage::Ground;
use crate::domain::area::Areas;
use crate::domain::demand::DemandLayer;
use crate::domain::paper::{PaperKind, PaperName};
use crate::service::App;

/// Grounds that are kept ready: the usual one and those of layers. A large one takes some tens of
/// megabytes.
const KEPT: usize = 5;

/// The grounds that are ready.
#[derive(Debug, Default)]
pub(in crate::service) struct Grounds {
    /// The layer that the program was started with, if there is one.
    given: OnceLock<DemandLayer>,
    /// Those that are kept, the one asked for last at the end.
    kept: Mutex<VecDeque<LaidGround>>,
}

/// A ground, and which it is.
#[derive(Debug, Clone)]
pub struct LaidGround {
    /// Which it is.
    pub name: GroundName,
    /// The ground.
    pub ground: Arc<Ground>,
}

/// What tells one ground from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundName {
    /// The revision at which the district's areas and other data were as here.
    pub revision: u64,
    /// The layer and its version; `None` for the usual one: that of the areas' populations, or of
    /// the layer that the program was started with.
    pub layer: Option<(PaperName, u64)>,
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
        let data = self.data();
        let (revision, centre) = (data.revision, self.district.centre);
        let Some(name) = layer else {
            let name = GroundName { revision, layer: None };
            let app = Arc::clone(self);
            return self.laid(name, move || Ok(app.usual_ground(&data.areas))).await;
        };
        let papers = self.store.papers(PaperKind::Demand).await?;
        let paper = papers.iter().find(|paper| paper.name == *name);
        let version = paper.ok_or(PlanningError::UnknownPaper)?.version;
        let wanted = GroundName { revision, layer: Some((name.clone(), version)) };
        if let Some(ready) = self.grounds.ready(&wanted) {
            return Ok(ready);
        }
        let found = self.store.paper(PaperKind::Demand, name).await?;
        let (paper, bytes) = found.ok_or(PlanningError::UnknownPaper)?;
        let laid = GroundName { revision, layer: Some((paper.name.clone(), paper.version)) };
        let make = move || {
            let (layer, _) = read_layer(&data.areas, &paper, &bytes)?;
            Ok(Ground::of_layer(&data.areas, centre, &layer))
        };
        self.laid(laid, make).await
    }

    /// The ground of this name: the one that is ready, or the one that `make` makes.
    async fn laid(
        &self,
        name: GroundName,
        make: impl FnOnce() -> Result<Ground, PlanningError> + Send + 'static,
    ) -> Result<LaidGround, PlanningError> {
        if let Some(ready) = self.grounds.ready(&name) {
            return Ok(ready);
        }
        let made = tokio::task::spawn_blocking(make).await;
        let ground = made.map_err(|error| PlanningError::Broken(error.to_string()))??;
        let laid = LaidGround { name, ground: Arc::new(ground) };
        self.grounds.keep(laid.clone());
        Ok(laid)
    }

    fn usual_ground(&self, areas: &Areas) -> Ground {
        match self.grounds.given.get() {
            Some(layer) => Ground::of_layer(areas, self.district.centre, layer),
            None => Ground::of_populations(areas, self.district.centre),
        }
    }

    /// Lets another layer of demand be the usual one. To be called before the first question.
    pub fn use_demand(&self, layer: DemandLayer) {
        // A second layer is a mistake of the caller's; the first one stays.
        let _ = self.grounds.given.set(layer);
    }
}

impl Grounds {
    fn ready(&self, name: &GroundName) -> Option<LaidGround> {
        let mut kept = self.kept();
        let at = kept.iter().position(|laid| laid.name == *name)?;
        let laid = kept.remove(at)?;
        kept.push_back(laid.clone());
        Some(laid)
    }

    fn keep(&self, laid: LaidGround) {
        let mut kept = self.kept();
        let layer = |laid: &LaidGround| laid.name.layer.as_ref().map(|(name, _)| name.clone());
        kept.retain(|other| layer(other) != layer(&laid));
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(laid);
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<LaidGround>> {
        // What is kept is whole at every moment, so that a panic elsewhere spoils nothing.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A rectangle around the district, WGS-84 degrees, x = longitude: what of a large population
/// grid is wanted.
pub fn district_bounds(areas: &Areas) -> Option<Rect<f64>> {
    let district =
        MultiPolygon::new(areas.iter().flat_map(|area| area.boundary.iter().cloned()).collect());
    district.bounding_rect()
}
