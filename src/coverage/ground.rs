//! What does not change with the ledger.

use super::demand::Demand;
use super::reach::StraightLine;
use super::territory::Territory;
use crate::domain::area::Areas;
use crate::domain::coordinates::Wgs84;
use crate::domain::demand::DemandLayer;

/// The district on the plane, and the people in it.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The district.
    pub territory: Territory,
    /// The people.
    pub demand: Demand,
}

impl Ground {
    /// A district with the populations of its areas.
    pub fn of_populations(areas: &Areas, centre: Wgs84) -> Self {
        let territory = Territory::new(areas, centre);
        let demand = Demand::of_populations(&territory);
        Self { territory, demand }
    }

    /// A district with a layer of demand.
    pub fn of_layer(areas: &Areas, centre: Wgs84, layer: &DemandLayer) -> Self {
        let territory = Territory::new(areas, centre);
        let demand = Demand::of_layer(&territory, layer);
        Self { territory, demand }
    }

    /// How people go: as the crow flies.
    pub(super) fn reach(&self) -> StraightLine<'_> {
        StraightLine(&self.demand)
    }
}
