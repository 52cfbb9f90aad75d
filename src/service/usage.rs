//! Demand seen in use: takes what phones tell, and rolls it up when its week is over.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{App, ServiceError};
use crate::domain::coordinates::Wgs84;
use crate::domain::usage::{Sighting, WeekOfUse, monday_of, roll_up};

/// Nobody farther from the district's centre looks for its stations, metres.
const NEAR_M: f64 = 100_000.0;

/// How many weeks are told of.
const WEEKS_TOLD: u32 = 53;

/// What became of a sighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It counts.
    Kept,
    /// Its cell is far from the district.
    TooFar,
    /// Its name has told of as many cells as it may in a week.
    TooManyCells,
}

impl App {
    /// Takes what a phone tells of the present hours. The week is the server's: what comes late
    /// counts in the week in which it comes.
    ///
    /// # Errors
    /// Whatever the store says; then nothing was kept.
    pub async fn see_use(&self, sighting: &Sighting) -> Result<Seen, ServiceError> {
        let (lon, lat) = sighting.cell.middle();
        let is_near =
            Wgs84::new(lon, lat).is_ok_and(|at| at.geodesic_m(self.district.centre) <= NEAR_M);
        if !is_near {
            return Ok(Seen::TooFar);
        }
        let kept = self.store.put_sighting(self.present_week(), sighting).await?;
        Ok(if kept { Seen::Kept } else { Seen::TooManyCells })
    }

    /// What is kept of the latest weeks, by their Mondays, the newest first.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn weeks_of_use(&self) -> Result<Vec<(NaiveDate, WeekOfUse)>, ServiceError> {
        Ok(self.store.usage_weeks(WEEKS_TOLD).await?)
    }

    /// Rolls the weeks up that are over, once a day, and deletes what phones told of them.
    pub async fn roll_weeks_up(&self) {
        let day = self.district.zone.day(self.clock.now());
        if self.usage_looked_on.swap(Some(Arc::new(day))).as_deref() == Some(&day) {
            return;
        }
        if let Err(error) = self.roll_up_before(monday_of(day)).await {
            self.usage_looked_on.store(None);
            tracing::warn!(%error, "the weeks of use could not be rolled up");
        }
    }

    async fn roll_up_before(&self, week: NaiveDate) -> Result<(), ServiceError> {
        for over in self.store.weeks_to_roll_up(week).await? {
            let told = roll_up(&self.store.sightings(over).await?);
            self.store.roll_up(over, &told).await?;
        }
        Ok(())
    }

    fn present_week(&self) -> NaiveDate {
        monday_of(self.district.zone.day(self.clock.now()))
    }
}
