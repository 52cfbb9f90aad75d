//! Searches for new sites. They take seconds to minutes, so that each is a job: begun, looked at
//! while it goes on, and ended when somebody has seen enough. It goes on when the page that has
//! begun it is closed. Jobs are kept in memory; a restart forgets them.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::{Semaphore, watch};
use ulid::Ulid;

use super::PlanningError;
use super::grounds::LaidGround;
use super::order::{CandidateSource, JobOrder, JobPhase, JobState, Objective, SiteAnswer};
use crate::coverage::site_selection::{CoveringRules, Effort, Progress};
use crate::coverage::siting::{Candidates, Place, Siting};
use crate::coverage::{CoverageError, Scenario, Supply};
use crate::domain::area::AreaCode;
use crate::domain::paper::PaperKind;
use crate::domain::role::Actor;
use crate::index::Snapshot;
use crate::service::App;

/// Searches that go on at once: each takes a thread.
const AT_ONCE: usize = 1;
/// Searches that wait or go on; further ones are refused.
const IN_LINE: usize = 8;
/// Jobs that are remembered.
const KEPT: usize = 40;
/// Elementary steps of a second of work: see [`Effort`].
const STEPS_A_SECOND: u64 = 1_000_000_000;

/// One job.
#[derive(Debug)]
pub struct SiteJob {
    /// Its identifier.
    pub id: Ulid,
    /// What was ordered.
    pub order: JobOrder,
    /// Who has ordered it, as the logs name them.
    pub author: String,
    /// When.
    pub ordered_at: DateTime<Utc>,
    /// The revision of the ledger that it is about.
    pub revision: u64,
    state: watch::Sender<JobState>,
    is_cancelled: AtomicBool,
}

impl SiteJob {
    /// What is known of it, now and whenever that changes.
    pub fn state(&self) -> watch::Receiver<JobState> {
        self.state.subscribe()
    }

    /// Ends it with the best answer so far.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

/// The jobs of this program.
#[derive(Debug)]
pub struct SiteJobs {
    bench: Arc<Semaphore>,
    line: Arc<Semaphore>,
    kept: Mutex<BTreeMap<Ulid, Arc<SiteJob>>>,
}

impl Default for SiteJobs {
    fn default() -> Self {
        Self {
            bench: Arc::new(Semaphore::new(AT_ONCE)),
            line: Arc::new(Semaphore::new(IN_LINE)),
            kept: Mutex::default(),
        }
    }
}

impl App {
    /// Begins a search. It goes on by itself.
    ///
    /// # Errors
    /// [`PlanningError::Busy`] when too many wait; [`PlanningError::UnknownPaper`] when a layer or
    /// the scenario is not there; the store's.
    pub async fn order_sites(
        self: &Arc<Self>,
        actor: &Actor,
        order: JobOrder,
    ) -> Result<Arc<SiteJob>, PlanningError> {
        let line = Arc::clone(&self.site_jobs.line);
        let place = line.try_acquire_owned().map_err(|_full| PlanningError::Busy)?;
        let snapshot = self.published.load_full();
        let laid = self.ground_of(order.layer.as_ref()).await?;
        let scenario = match &order.scenario {
            Some(name) => self.scenario(name).await?.1,
            None => Scenario::default(),
        };
        let candidates = self.candidates(&order.candidates).await?;
        let job = Arc::new(SiteJob {
            id: self.clock.new_id(),
            order,
            author: actor.label(),
            ordered_at: self.clock.now(),
            revision: snapshot.revision(),
            state: watch::Sender::new(JobState::waiting()),
            is_cancelled: AtomicBool::new(false),
        });
        self.site_jobs.keep(Arc::clone(&job));
        let (bench, running) = (Arc::clone(&self.site_jobs.bench), Arc::clone(&job));
        tokio::spawn(async move {
            let seat = bench.acquire_owned().await;
            let working = Arc::clone(&running);
            let worked = tokio::task::spawn_blocking(move || {
                // Both are given back when the thread is done, whoever waits for it.
                let _kept = (place, seat);
                search(&working, &laid, &snapshot, &scenario, &candidates)
            });
            running.end(worked.await.unwrap_or_else(|panic| {
                Err(PlanningError::Broken(format!("the search broke off: {panic}")))
            }));
        });
        Ok(job)
    }

    /// The jobs that are remembered, newest first.
    pub fn site_jobs(&self) -> Vec<Arc<SiteJob>> {
        let kept = self.site_jobs.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.values().rev().cloned().collect()
    }

    /// One job.
    ///
    /// # Errors
    /// [`PlanningError::UnknownJob`].
    pub fn site_job(&self, id: Ulid) -> Result<Arc<SiteJob>, PlanningError> {
        let kept = self.site_jobs.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&id).cloned().ok_or(PlanningError::UnknownJob)
    }

    async fn candidates(
        self: &Arc<Self>,
        source: &CandidateSource,
    ) -> Result<Candidates, PlanningError> {
        let name = match source {
            CandidateSource::Given(candidates) => return Ok(candidates.clone()),
            CandidateSource::Layer(name) => name,
        };
        let found = self.store.paper(PaperKind::Demand, name).await?;
        let (paper, bytes) = found.ok_or(PlanningError::UnknownPaper)?;
        let areas = Arc::clone(&self.data().areas);
        let read =
            tokio::task::spawn_blocking(move || super::layers::read_layer(&areas, &paper, &bytes));
        let read = read.await.map_err(|error| PlanningError::Broken(error.to_string()))?;
        let points = read?
            .0
            .points
            .into_iter()
            .map(|point| Place { position: point.position, name: point.name.unwrap_or_default() });
        Ok(Candidates::Places(points.collect()))
    }
}

impl SiteJobs {
    fn keep(&self, job: Arc<SiteJob>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(job.id, job);
        while kept.len() > KEPT {
            // Those that wait or go on are fewer than those that are kept.
            let over = kept.values().find(|job| job.state.borrow().phase.is_over());
            let Some(oldest) = over.map(|job| job.id) else { break };
            kept.remove(&oldest);
        }
    }
}

impl SiteJob {
    fn end(&self, worked: Result<SiteAnswer, PlanningError>) {
        let was_cancelled = self.is_cancelled();
        self.state.send_modify(|state| match worked {
            Ok(answer) => {
                state.phase = if was_cancelled { JobPhase::Cancelled } else { JobPhase::Done };
                state.answer = Some(Arc::new(answer));
            }
            Err(error) => {
                state.phase = JobPhase::Failed;
                state.error = Some(Arc::new(error));
            }
        });
    }

    /// Tells of progress, and whether to go on.
    fn note(&self, progress: &Progress<'_>) -> ControlFlow<()> {
        self.state.send_if_modified(|state| {
            let (objective, bound) = (Some(progress.objective), Some(progress.bound));
            let is_news = state.objective != objective || state.bound != bound;
            (state.objective, state.bound) = (objective, bound);
            if state.sites != progress.sites {
                state.sites = progress.sites.to_vec();
            }
            is_news
        });
        if self.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn search(
    job: &SiteJob,
    laid: &LaidGround,
    snapshot: &Snapshot,
    scenario: &Scenario,
    candidates: &Candidates,
) -> Result<SiteAnswer, PlanningError> {
    let ground = &*laid.ground;
    let order = &job.order;
    let prepared = scenario.prepare(snapshot);
    let supply = Supply::under(scenario, &prepared, snapshot, &ground.territory)?;
    let siting = Siting::new(ground, &supply, &order.question, candidates)?;
    job.state.send_modify(|state| {
        state.phase = JobPhase::Running;
        state.candidates = Arc::new(siting.candidates.clone());
    });
    let rules = rules(order, ground.territory.offices().iter().map(|office| &office.code));
    let steps = order.effort_s.saturating_mul(STEPS_A_SECOND);
    let effort = Effort { steps, seed: order.seed, enough_gap: 0.0 };
    let mut watch = |progress: &Progress<'_>| job.note(progress);
    let question = &siting.question;
    let answer = match order.objective {
        Objective::Cover { count } => {
            let answer = question.most_covered(&rules, count, effort, &mut watch);
            SiteAnswer::Covering { answer: answer.map_err(CoverageError::from)?, fewest: None }
        }
        Objective::Share { share } => {
            let found = question.fewest(&rules, share, effort, &mut watch);
            let found = found.map_err(CoverageError::from)?;
            let fewest = Some((found.is_reached, found.at_least));
            SiteAnswer::Covering { answer: found.answer, fewest }
        }
        Objective::Median { count } => {
            let answer = question.least_mean(count, effort, &mut watch);
            SiteAnswer::Serving(answer.map_err(CoverageError::from)?)
        }
        Objective::Center { count } => {
            let answer = question.least_farthest(count, effort, &mut watch);
            SiteAnswer::Serving(answer.map_err(CoverageError::from)?)
        }
    };
    Ok(answer)
}

fn rules<'a>(order: &JobOrder, offices: impl Iterator<Item = &'a AreaCode>) -> CoveringRules {
    let mut rules = CoveringRules::within(order.question.radius.metres());
    rules.spacing_m = order.spacing_m;
    if !order.quotas.is_empty() {
        let quota = |code| order.quotas.get(code).copied().unwrap_or(usize::MAX);
        rules.quotas = offices.map(quota).collect();
        // Places that lie in no office.
        rules.quotas.push(usize::MAX);
    }
    rules
}
