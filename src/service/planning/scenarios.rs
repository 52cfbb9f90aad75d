//! Scenarios that planners keep by name.

use serde::{Deserialize, Serialize};

use super::PlanningError;
use crate::coverage::{Scenario, Supply, Territory};
use crate::domain::paper::{Paper, PaperKind, PaperName};
use crate::domain::role::Actor;
use crate::service::App;
use crate::storage::PaperWrite;

/// The most changes of one scenario.
pub const MAX_CHANGES: usize = 500;

/// What a list tells of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioAbout {
    /// How many changes it has.
    pub changes: usize,
}

impl App {
    /// The scenarios that are kept, by name.
    ///
    /// # Errors
    /// The store's.
    pub async fn scenarios(&self) -> Result<Vec<(Paper, ScenarioAbout)>, PlanningError> {
        let papers = self.store.papers(PaperKind::Scenario).await?;
        let about = |paper: &Paper| {
            serde_json::from_str(&paper.about).map_err(|error| broken(paper, &error.to_string()))
        };
        papers.into_iter().map(|paper| Ok((paper.clone(), about(&paper)?))).collect()
    }

    /// One scenario.
    ///
    /// # Errors
    /// [`PlanningError::UnknownPaper`], or the store's.
    pub async fn scenario(&self, name: &PaperName) -> Result<(Paper, Scenario), PlanningError> {
        let found = self.store.paper(PaperKind::Scenario, name).await?;
        let (paper, content) = found.ok_or(PlanningError::UnknownPaper)?;
        let mut scenario: Scenario =
            serde_json::from_slice(&content).map_err(|error| broken(&paper, &error.to_string()))?;
        scenario.name = paper.name.to_string();
        Ok((paper, scenario))
    }

    /// Keeps a scenario that fits the stations of today: a new one, or in place of the version
    /// that was seen.
    ///
    /// # Errors
    /// [`PlanningError::Coverage`] when it does not fit, [`PlanningError::TooManyChanges`],
    /// [`PlanningError::NameTaken`], [`PlanningError::Moved`].
    pub async fn keep_scenario(
        &self,
        actor: &Actor,
        name: &PaperName,
        expected: Option<u64>,
        scenario: &Scenario,
    ) -> Result<Paper, PlanningError> {
        self.check_scenario(scenario)?;
        let as_text = |error: serde_json::Error| PlanningError::Broken(error.to_string());
        let about = ScenarioAbout { changes: scenario.changes.len() };
        let about = serde_json::to_string(&about).map_err(as_text)?;
        let content = serde_json::to_vec(scenario).map_err(as_text)?;
        let write = PaperWrite {
            kind: PaperKind::Scenario,
            name,
            expected,
            at: self.clock.now(),
            author: &actor.label(),
            about: &about,
            content: &content,
        };
        match self.store.write_paper(&write).await.map_err(PlanningError::from) {
            Err(PlanningError::Moved(_)) if expected.is_none() => Err(PlanningError::NameTaken),
            written => written,
        }
    }

    /// Takes a scenario away.
    ///
    /// # Errors
    /// [`PlanningError::UnknownPaper`], [`PlanningError::Moved`], or the store's.
    pub async fn remove_scenario(&self, name: &PaperName, seen: u64) -> Result<(), PlanningError> {
        Ok(self.store.remove_paper(PaperKind::Scenario, name, seen).await?)
    }

    fn check_scenario(&self, scenario: &Scenario) -> Result<(), PlanningError> {
        if scenario.changes.len() > MAX_CHANGES {
            return Err(PlanningError::TooManyChanges);
        }
        let snapshot = self.published.load_full();
        let prepared = scenario.prepare(&snapshot);
        let territory = Territory::new(snapshot.areas(), self.district.centre);
        Supply::under(scenario, &prepared, &snapshot, &territory)?;
        Ok(())
    }
}

fn broken(paper: &Paper, reason: &str) -> PlanningError {
    PlanningError::Broken(format!("scenario {}: {reason}", paper.name))
}
