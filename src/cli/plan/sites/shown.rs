//! The answers of `yizhan plan sites`, for programs and for people.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Answer, Asked, Objective, SitesArgs};
use crate::cli::desk::table;
use crate::coverage::site_selection::{
    Certificate, CoveringAnswer, CoveringSite, FewestAnswer, ServingAnswer, ServingSite,
};
use crate::http::Language;

/// The answer as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// `coverage`, `fewest`, `median` or `center`.
    objective: &'static str,
    /// For coverage.
    #[serde(skip_serializing_if = "Option::is_none")]
    radius_m: Option<f64>,
    /// The covered weight with the existing stations; how many sites are enough for the share;
    /// the mean or the farthest way in metres; of ways that a file says, their sum or the farthest.
    found: f64,
    /// No choice has a better one.
    bound: f64,
    /// By which share a better choice could be better at most: of what the new sites add, of
    /// their number, or of the way.
    gap: f64,
    /// `proved_optimal` or `within_gap`; `not_reached` when no choice that covers the share was found.
    certificate: &'static str,
    seconds: f64,
    /// All demand.
    total: f64,
    #[serde(flatten)]
    figures: Figures,
    sites: Vec<Site>,
}

/// What belongs to one objective.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Figures {
    Covering {
        already: f64,
        gained: f64,
        covered: f64,
        covered_share: f64,
    },
    Serving {
        mean_m: f64,
        farthest_m: f64,
    },
    /// The same in the unit of a file.
    Ways {
        mean: f64,
        farthest: f64,
    },
}

/// One site; the sites of a coverage, in their order, are the curve of diminishing returns.
#[derive(Debug, Serialize)]
struct Site {
    rank: usize,
    #[serde(flatten)]
    named: Named,
    #[serde(flatten)]
    worth: Worth,
}

/// A candidate.
#[derive(Debug, Serialize)]
pub(super) struct Named {
    /// Row of the candidates' file, when places have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) area: Option<String>,
    /// `lon` and `lat` (WGS-84), or `x` and `y`; nothing in a network.
    #[serde(flatten)]
    pub(super) at: Map<String, Value>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Worth {
    Covering { gain: f64, covered: f64, covered_share: f64 },
    Serving { served: f64 },
}

impl Report {
    pub(super) fn new(args: &SitesArgs, asked: &impl Asked, answer: &Answer, seconds: f64) -> Self {
        let report = match answer {
            Answer::Covering(answer) => Self::covering(asked, answer),
            Answer::Serving(answer) => Self::serving(asked, answer),
            Answer::Fewest(fewest) => Self::fewest(asked, fewest),
        };
        let (objective, radius_m) = match args.objective {
            Objective::Coverage if args.target_share.is_some() => ("fewest", args.radius_m),
            Objective::Coverage => ("coverage", args.radius_m),
            Objective::Median => ("median", None),
            Objective::Center => ("center", None),
        };
        Self { objective, radius_m, seconds, ..report }
    }

    fn covering(asked: &impl Asked, answer: &CoveringAnswer) -> Self {
        let covered = answer.already + answer.gained;
        let site = |site: &CoveringSite| {
            let covered_share = site.covered / answer.total;
            let worth = Worth::Covering { gain: site.gain, covered: site.covered, covered_share };
            (site.candidate, worth)
        };
        Self {
            figures: Figures::Covering {
                already: answer.already,
                gained: answer.gained,
                covered,
                covered_share: covered / answer.total,
            },
            sites: sites(asked, answer.sites.iter().map(site)),
            ..Self::of(covered, answer.already + answer.bound, answer.total, answer.certificate)
        }
    }

    fn fewest(asked: &impl Asked, fewest: &FewestAnswer) -> Self {
        let (sites, at_least) = (fewest.answer.sites.len() as f64, fewest.at_least as f64);
        let certificate = match (fewest.is_reached, fewest.is_proved()) {
            (false, _) => "not_reached",
            (true, true) => "proved_optimal",
            (true, false) => "within_gap",
        };
        let gap = if fewest.is_proved() { 0.0 } else { 1.0 - at_least / sites };
        Self {
            certificate,
            found: sites,
            bound: at_least,
            gap,
            ..Self::covering(asked, &fewest.answer)
        }
    }

    fn serving(asked: &impl Asked, answer: &ServingAnswer) -> Self {
        let site = |site: &ServingSite| (site.candidate, Worth::Serving { served: site.served });
        Self {
            figures: asked.figures(answer),
            sites: sites(asked, answer.sites.iter().map(site)),
            ..Self::of(answer.objective_m, answer.bound_m, answer.total, answer.certificate)
        }
    }

    fn of(found: f64, bound: f64, total: f64, certificate: Certificate) -> Self {
        Self {
            objective: "",
            radius_m: None,
            found,
            bound,
            gap: certificate.gap(),
            certificate: match certificate {
                Certificate::ProvedOptimal => "proved_optimal",
                Certificate::Within(_) => "within_gap",
            },
            seconds: 0.0,
            total,
            figures: Figures::Serving { mean_m: 0.0, farthest_m: 0.0 },
            sites: Vec::new(),
        }
    }

    /// As people read it.
    pub(super) fn text(&self, language: Language) -> String {
        let header: &[&str] = match (&self.figures, language) {
            (Figures::Covering { .. }, Language::Zh) => {
                &["次序", "行", "名称", "位置", "新增覆盖", "累计覆盖", "覆盖率"]
            }
            (Figures::Covering { .. }, Language::En) => {
                &["rank", "row", "name", "place", "newly covered", "covered", "share"]
            }
            (_, Language::Zh) => &["次序", "行", "名称", "位置", "服务需求"],
            (_, Language::En) => &["rank", "row", "name", "place", "demand served"],
        };
        let mut table = table(header);
        for site in &self.sites {
            let Named { row, name, at, .. } = &site.named;
            let at: Vec<String> = at.values().map(Value::to_string).collect();
            let row = row.map_or_else(String::new, |row| row.to_string());
            let name = name.clone().unwrap_or_default();
            let mut cells = vec![site.rank.to_string(), row, name, at.join(" ")];
            match &site.worth {
                Worth::Covering { gain, covered, covered_share } => cells.extend([
                    number(*gain),
                    number(*covered),
                    format!("{:.2} %", 100.0 * covered_share),
                ]),
                Worth::Serving { served } => cells.push(number(*served)),
            }
            table.add_row(cells);
        }
        format!("{table}\n{}\n{}", self.outcome(language), self.proof(language))
    }

    fn outcome(&self, language: Language) -> String {
        let (found, bound, seconds) = (number(self.found), number(self.bound), self.seconds);
        let of = match (&self.figures, language) {
            (Figures::Covering { covered, covered_share, .. }, Language::Zh) => {
                format!("覆盖 {}（{:.2} %）", number(*covered), 100.0 * covered_share)
            }
            (Figures::Covering { covered, covered_share, .. }, Language::En) => {
                format!("covered {} ({:.2} %)", number(*covered), 100.0 * covered_share)
            }
            (Figures::Serving { mean_m, farthest_m }, Language::Zh) => {
                format!("平均 {mean_m:.1} 米，最远 {farthest_m:.1} 米")
            }
            (Figures::Serving { mean_m, farthest_m }, Language::En) => {
                format!("mean {mean_m:.1} m, farthest {farthest_m:.1} m")
            }
            (Figures::Ways { mean, farthest }, Language::Zh) => {
                format!("平均 {}，最远 {}", number(*mean), number(*farthest))
            }
            (Figures::Ways { mean, farthest }, Language::En) => {
                format!("mean {}, farthest {}", number(*mean), number(*farthest))
            }
        };
        let (objective, gap) = (self.objective, 100.0 * self.gap);
        match language {
            Language::Zh => {
                format!(
                    "{of}；目标 {objective} = {found}，上下界 {bound}，差距 {gap:.4} %，用时 {seconds:.2} 秒"
                )
            }
            Language::En => format!(
                "{of}; objective {objective} = {found}, bound {bound}, gap {gap:.4} %, {seconds:.2} s"
            ),
        }
    }

    /// The certificate in a sentence.
    fn proof(&self, language: Language) -> String {
        let gap = 100.0 * self.gap;
        match (self.certificate, language) {
            ("not_reached", Language::Zh) if self.bound > self.found => {
                "证明：全部候选点也达不到该比例".to_owned()
            }
            ("not_reached", Language::En) if self.bound > self.found => {
                "proved: no choice of candidates reaches the share".to_owned()
            }
            ("not_reached", Language::Zh) => "未找到达到该比例的方案".to_owned(),
            ("not_reached", Language::En) => {
                "no choice was found that reaches the share".to_owned()
            }
            ("within_gap", Language::Zh) => format!("证明：与最优方案相差不超过 {gap:.4} %"),
            ("within_gap", Language::En) => {
                format!("proved: at most {gap:.4} % from the best possible")
            }
            (_proved, Language::Zh) => "证明：已是最优方案".to_owned(),
            (_proved, Language::En) => "proved optimal".to_owned(),
        }
    }
}

fn sites(asked: &impl Asked, chosen: impl Iterator<Item = (usize, Worth)>) -> Vec<Site> {
    let site = |(rank, (candidate, worth))| Site {
        rank: rank + 1,
        named: asked.candidate(candidate),
        worth,
    };
    chosen.enumerate().map(site).collect()
}

/// Without decimals that say nothing.
fn number(value: f64) -> String {
    let rounded = format!("{value:.3}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}
