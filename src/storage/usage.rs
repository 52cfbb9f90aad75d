//! Demand seen in use: what phones tell in a week, and what is kept of it.

use async_trait::async_trait;
use chrono::NaiveDate;

use super::StoreError;
use crate::domain::usage::{Sighting, WeekOfUse};

/// The part of the store that keeps demand seen in use. As in [`super::Store`], every method is
/// one transaction. Weeks go by their Mondays.
#[async_trait]
pub trait Usage: Send + Sync {
    /// Keeps a sighting of a week. `false`, and nothing is kept, when its name has told of
    /// [`crate::domain::usage::CELLS_AN_ID`] other cells in that week already.
    async fn put_sighting(&self, week: NaiveDate, sighting: &Sighting) -> Result<bool, StoreError>;

    /// Which weeks before this one have sightings, the oldest first.
    async fn weeks_to_roll_up(&self, before: NaiveDate) -> Result<Vec<NaiveDate>, StoreError>;

    /// The sightings of a week.
    async fn sightings(&self, week: NaiveDate) -> Result<Vec<Sighting>, StoreError>;

    /// Keeps what a week was rolled up to and deletes its sightings. A week that has been rolled
    /// up before stays as it was.
    async fn roll_up(&self, week: NaiveDate, told: &WeekOfUse) -> Result<(), StoreError>;

    /// What is kept of the latest weeks, the newest first.
    async fn usage_weeks(&self, limit: u32) -> Result<Vec<(NaiveDate, WeekOfUse)>, StoreError>;
}
