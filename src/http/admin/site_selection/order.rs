//! Reading what a search is for.

use std::collections::BTreeMap;

use crate::coverage::siting::{Candidates, Place};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::area::{AreaCode, Areas};
use crate::domain::coordinates::Wgs84;
use crate::http::admin::demand::paper_name;
use crate::http::admin::schema::{SearchCandidates, SearchObjective, SearchPlace};
use crate::http::api::coverage::Read;
use crate::http::body::Members;
use crate::http::error::{HttpError, Said};
use crate::http::params::{invalid, missing};
use crate::service::DistrictData;
use crate::service::planning::{CandidateSource, JobOrder, Objective};

/// The members of an order.
const KNOWN: &[&str] =
    &["objective", "candidates", "scenario", "spacing_m", "quotas", "effort_s", "seed"];

const DEFAULT_EFFORT_S: u64 = 10;
const MAX_EFFORT_S: u64 = 600;

const OBJECTIVE: Said = Said::fixed(
    "目标，例如 {\"kind\":\"cover\",\"count\":20}；kind 为 cover、share、median 或 center",
    "an objective, e.g. {\"kind\":\"cover\",\"count\":20}; kind is cover, share, median or center",
);
const CANDIDATES: Said = Said::fixed(
    "候选点，例如 {\"kind\":\"grid\",\"spacing_m\":300}；kind 为 grid、points、layer、round_the_clock 或 amenity",
    "candidates, e.g. {\"kind\":\"grid\",\"spacing_m\":300}; kind is grid, points, layer, round_the_clock or amenity",
);
const QUOTAS: Said =
    Said::fixed("各街道的上限，例如 {\"001\":3}", "the most by area, e.g. {\"001\":3}");
const EFFORT: Said = Said::fixed("计算量，1 至 600 秒", "the work in seconds, 1 to 600");
const SEED: Said = Said::fixed("随机种子，0 以上的整数", "a seed, a whole number from 0 upwards");

/// The order in a body, for the question in the query.
pub(super) fn read(body: &[u8], read: Read, data: &DistrictData) -> Result<JobOrder, HttpError> {
    let mut members = Members::read(body, KNOWN)?;
    let objective: SearchObjective =
        members.parts("objective", OBJECTIVE)?.ok_or_else(|| missing("objective", OBJECTIVE))?;
    let candidates: SearchCandidates = members
        .parts("candidates", CANDIDATES)?
        .ok_or_else(|| missing("candidates", CANDIDATES))?;
    let quotas: BTreeMap<String, usize> = members.parts("quotas", QUOTAS)?.unwrap_or_default();
    let effort_s = members.parts("effort_s", EFFORT)?.unwrap_or(DEFAULT_EFFORT_S);
    if !(1..=MAX_EFFORT_S).contains(&effort_s) {
        return Err(invalid("effort_s", EFFORT, "不在此范围", "it is not"));
    }
    Ok(JobOrder {
        question: read.question,
        layer: read.layer,
        scenario: members.text("scenario")?.map(|name| paper_name(&name)).transpose()?,
        candidates: source(candidates, &data.amenities)?,
        objective: wanted(objective),
        spacing_m: members.number("spacing_m")?,
        quotas: quotas_of(quotas, &data.areas)?,
        effort_s,
        seed: members.parts("seed", SEED)?.unwrap_or(1),
    })
}

fn wanted(objective: SearchObjective) -> Objective {
    match objective {
        SearchObjective::Cover { count } => Objective::Cover { count },
        SearchObjective::Share { share } => Objective::Share { share },
        SearchObjective::Median { count } => Objective::Median { count },
        SearchObjective::Center { count } => Objective::Center { count },
    }
}

fn source(
    candidates: SearchCandidates,
    amenities: &AmenityCatalogue,
) -> Result<CandidateSource, HttpError> {
    Ok(CandidateSource::Given(match candidates {
        SearchCandidates::Layer { name } => return Ok(CandidateSource::Layer(paper_name(&name)?)),
        SearchCandidates::Grid { spacing_m } => Candidates::Grid { spacing_m },
        SearchCandidates::RoundTheClock => Candidates::RoundTheClock,
        SearchCandidates::Amenity { amenity } => {
            let known = amenities.of_key(&amenity).ok_or_else(|| {
                invalid("candidates", CANDIDATES, "没有这种设施", "there is no such amenity")
            });
            Candidates::Amenity(known?)
        }
        SearchCandidates::Points { points } => {
            let places = points.into_iter().zip(1..).map(place);
            Candidates::Places(places.collect::<Result<_, _>>()?)
        }
    }))
}

fn place((place, number): (SearchPlace, usize)) -> Result<Place, HttpError> {
    let position = Wgs84::new(place.lon, place.lat).map_err(|error| {
        let zh = format!("第 {number} 个点的经纬度有误");
        invalid("candidates", CANDIDATES, &zh, &format!("point {number}: {error}"))
    })?;
    Ok(Place { position, name: place.name })
}

fn quotas_of(
    quotas: BTreeMap<String, usize>,
    areas: &Areas,
) -> Result<BTreeMap<AreaCode, usize>, HttpError> {
    let known = |(code, most): (String, usize)| {
        let area = code.parse::<AreaCode>().ok().filter(|code| areas.get(code).is_some());
        area.map(|code| (code, most)).ok_or_else(|| {
            let shown: String = code.chars().take(40).collect();
            let zh = format!("没有街道 {shown}");
            invalid("quotas", QUOTAS, &zh, &format!("there is no area {shown}"))
        })
    };
    quotas.into_iter().map(known).collect()
}
