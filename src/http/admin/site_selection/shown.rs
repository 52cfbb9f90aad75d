//! A search as it is told.

use std::collections::BTreeMap;

use crate::coverage::site_selection::{Certificate, CoveringAnswer, ServingAnswer};
use crate::coverage::siting::{CandidateSite, Candidates};
use crate::http::admin::schema::{
    ChosenSite, SearchAnswer, SearchCandidates, SearchObjective, SearchPlace, SearchRequest,
    SearchResult,
};
use crate::http::api::coverage::{name_in, tenths};
use crate::http::site::Site;
use crate::index::Snapshot;
use crate::service::planning::{
    CandidateSource, JobOrder, JobPhase, JobState, Objective, SiteAnswer, SiteJob,
};

/// The search as it is at this moment.
pub(super) fn search(site: &Site, job: &SiteJob) -> SearchAnswer {
    let state = job.state().borrow().clone();
    let snapshot = site.app.published.load();
    let naming = Naming { snapshot: &snapshot, state: &state };
    let (objective, bound) = ends(&state);
    let gap = objective.zip(bound).map(|(found, bound)| gap(&job.order.objective, found, bound));
    SearchAnswer {
        id: job.id.to_string(),
        phase: phase(state.phase).to_owned(),
        author: job.author.clone(),
        ordered_at: job.ordered_at,
        revision: job.revision,
        order: order(&job.order),
        radius_m: job.order.question.radius.metres(),
        demand: job.order.layer.as_ref().map(ToString::to_string),
        candidates: state.candidates.len(),
        objective: objective.map(tenths),
        bound: bound.map(tenths),
        gap: state.answer.as_ref().map(|answer| answer.certificate().gap()).or(gap),
        sites: naming.sites(),
        result: state.answer.as_deref().map(result),
        error: state.error.as_ref().map(ToString::to_string),
    }
}

/// What was found and what cannot be beaten.
fn ends(state: &JobState) -> (Option<f64>, Option<f64>) {
    match state.answer.as_deref() {
        None => (state.objective, state.bound),
        Some(SiteAnswer::Covering { answer, .. }) => {
            (Some(answer.already + answer.gained), Some(answer.already + answer.bound))
        }
        Some(SiteAnswer::Serving(answer)) => (Some(answer.objective_m), Some(answer.bound_m)),
    }
}

/// The gap of the best answer so far: of what it covers in all, or of its way.
fn gap(objective: &Objective, found: f64, bound: f64) -> f64 {
    let (less, more) = match objective {
        Objective::Cover { .. } | Objective::Share { .. } => (found, bound),
        Objective::Median { .. } | Objective::Center { .. } => (bound, found),
    };
    if more > less && more > 0.0 { 1.0 - less / more } else { 0.0 }
}

struct Naming<'a> {
    snapshot: &'a Snapshot,
    state: &'a JobState,
}

impl Naming<'_> {
    fn sites(&self) -> Vec<ChosenSite> {
        match self.state.answer.as_deref() {
            None => {
                let told = self.state.sites.iter().map(|site| self.site(*site));
                told.flatten().collect()
            }
            Some(SiteAnswer::Covering { answer, .. }) => {
                let told = answer.sites.iter().filter_map(|site| {
                    let (gain, covered) = (Some(tenths(site.gain)), Some(tenths(site.covered)));
                    Some(ChosenSite { gain, covered, ..self.site(site.candidate)? })
                });
                told.collect()
            }
            Some(SiteAnswer::Serving(answer)) => {
                let told = answer.sites.iter().filter_map(|site| {
                    let served = Some(tenths(site.served));
                    Some(ChosenSite { served, ..self.site(site.candidate)? })
                });
                told.collect()
            }
        }
    }

    fn site(&self, candidate: usize) -> Option<ChosenSite> {
        let CandidateSite { station, name, lon, lat, office } =
            self.state.candidates.get(candidate)?.clone();
        let named = station.as_deref().map(|code| name_in(self.snapshot, code));
        let office = office.and_then(|at| self.snapshot.areas().iter().nth(at));
        let degrees = |degrees: f64| (degrees * 1e6).round() / 1e6;
        Some(ChosenSite {
            station,
            name: named.unwrap_or(name),
            lon: degrees(lon),
            lat: degrees(lat),
            area_name: office.map(|area| area.name.clone()),
            gain: None,
            covered: None,
            served: None,
        })
    }
}

fn result(answer: &SiteAnswer) -> SearchResult {
    let certificate = match answer.certificate() {
        Certificate::ProvedOptimal => "proved_optimal",
        Certificate::Within(_) => "within",
    };
    let none = SearchResult {
        certificate: certificate.to_owned(),
        gap: answer.certificate().gap(),
        total: 0.0,
        already: None,
        gained: None,
        reached: None,
        at_least: None,
        mean_m: None,
        farthest_m: None,
    };
    match answer {
        SiteAnswer::Covering { answer, fewest } => {
            let CoveringAnswer { total, already, gained, .. } = answer;
            SearchResult {
                total: tenths(*total),
                already: Some(tenths(*already)),
                gained: Some(tenths(*gained)),
                reached: fewest.map(|(reached, _)| reached),
                at_least: fewest.map(|(_, at_least)| at_least),
                ..none
            }
        }
        SiteAnswer::Serving(ServingAnswer { total, mean_m, farthest_m, .. }) => SearchResult {
            total: tenths(*total),
            mean_m: Some(tenths(*mean_m)),
            farthest_m: Some(tenths(*farthest_m)),
            ..none
        },
    }
}

fn phase(phase: JobPhase) -> &'static str {
    match phase {
        JobPhase::Waiting => "waiting",
        JobPhase::Running => "running",
        JobPhase::Done => "done",
        JobPhase::Cancelled => "cancelled",
        JobPhase::Failed => "failed",
    }
}

fn order(order: &JobOrder) -> SearchRequest {
    let quotas = order.quotas.iter().map(|(code, most)| (code.to_string(), *most));
    SearchRequest {
        objective: match order.objective {
            Objective::Cover { count } => SearchObjective::Cover { count },
            Objective::Share { share } => SearchObjective::Share { share },
            Objective::Median { count } => SearchObjective::Median { count },
            Objective::Center { count } => SearchObjective::Center { count },
        },
        candidates: candidates(&order.candidates),
        scenario: order.scenario.as_ref().map(ToString::to_string),
        spacing_m: order.spacing_m,
        quotas: quotas.collect::<BTreeMap<_, _>>(),
        effort_s: Some(order.effort_s),
        seed: Some(order.seed),
    }
}

fn candidates(source: &CandidateSource) -> SearchCandidates {
    match source {
        CandidateSource::Layer(name) => SearchCandidates::Layer { name: name.to_string() },
        CandidateSource::Given(Candidates::Grid { spacing_m }) => {
            SearchCandidates::Grid { spacing_m: *spacing_m }
        }
        CandidateSource::Given(Candidates::RoundTheClock) => SearchCandidates::RoundTheClock,
        CandidateSource::Given(Candidates::Amenity(amenity)) => {
            SearchCandidates::Amenity { amenity: amenity.key().to_owned() }
        }
        CandidateSource::Given(Candidates::Places(places)) => SearchCandidates::Points {
            points: places
                .iter()
                .map(|place| SearchPlace {
                    lon: place.position.lon(),
                    lat: place.position.lat(),
                    name: place.name.clone(),
                })
                .collect(),
        },
    }
}
