//! What planners look at: the district and the people in it, made once and kept.

use std::sync::Arc;

use super::app::App;
use crate::coverage::Ground;
use crate::domain::demand::DemandLayer;

impl App {
    /// The district with the layer of demand in use; at first that of the areas' populations. The
    /// first call takes some hundredths of a second.
    pub fn ground(&self) -> Arc<Ground> {
        let make = || Arc::new(Ground::of_populations(&self.data.areas, self.data.district.centre));
        Arc::clone(self.ground.get_or_init(make))
    }

    /// Lets another layer of demand be the one in use. To be called before the first question.
    pub fn use_demand(&self, layer: &DemandLayer) {
        let ground = Ground::of_layer(&self.data.areas, self.data.district.centre, layer);
        // A second layer is a mistake of the caller's; the first one stays.
        let _ = self.ground.set(Arc::new(ground));
    }
}
