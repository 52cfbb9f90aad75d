//! Visits to stations, and the rounds that ask for them.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ulid::Ulid;

use super::StoreError;
use crate::domain::filing::FilingKey;
use crate::domain::role::AccountId;
use crate::domain::station::StationCode;
use crate::domain::verification::{Campaign, Check, Task};

/// The part of the store that keeps verification. As in [`super::Store`], every method is one
/// transaction. A check is filed by [`super::Store::apply`], together with what it corrects.
#[async_trait]
pub trait Verification: Send + Sync {
    /// The check that was filed with this key, if any was.
    async fn check_of_key(&self, key: &FilingKey) -> Result<Option<Check>, StoreError>;

    /// One check.
    async fn check(&self, id: Ulid) -> Result<Option<Check>, StoreError>;

    /// Checks before this one, newest first, of one station if it is given.
    async fn list_checks(
        &self,
        station: Option<&StationCode>,
        before: Option<Ulid>,
        limit: u32,
    ) -> Result<Vec<Check>, StoreError>;

    /// When stations were last found where they should be, since then.
    async fn last_found(
        &self,
        since: DateTime<Utc>,
    ) -> Result<BTreeMap<StationCode, DateTime<Utc>>, StoreError>;

    /// Keeps a new campaign with its tasks.
    async fn put_campaign(&self, campaign: &Campaign, tasks: &[Task]) -> Result<(), StoreError>;

    /// Every campaign, newest first.
    async fn campaigns(&self) -> Result<Vec<Campaign>, StoreError>;

    /// One campaign.
    async fn campaign(&self, id: Ulid) -> Result<Option<Campaign>, StoreError>;

    /// Changes name, last day and end of a campaign that is at `campaign.version`. `None` when it
    /// is not any more, or is not there; else the new version.
    async fn change_campaign(&self, campaign: &Campaign) -> Result<Option<u64>, StoreError>;

    /// Gives tasks that are not done to somebody, or back to anybody.
    async fn assign_tasks(
        &self,
        campaign: Ulid,
        stations: &[StationCode],
        to: Option<AccountId>,
    ) -> Result<(), StoreError>;

    /// The tasks of one campaign, or of all that were not ended, by station.
    async fn tasks(&self, campaign: Option<Ulid>) -> Result<Vec<Task>, StoreError>;
}
