//! Planners' answers as tables for people.

use crate::cli::desk::table;
use crate::http::Language;
use crate::http::api::schema::{
    ClosuresAnswer, CoverageAnswer, CoverageHoursAnswer, CoverageQuestion, FiguresAnswer,
    GapsAnswer, SplitAnswer,
};

/// Figures of the district and of each office.
pub(super) fn coverage(answer: &CoverageAnswer, language: Language) -> String {
    let header = match language {
        Language::Zh => [
            "街道",
            "人口",
            "覆盖",
            "时间未知",
            "已关",
            "无驿站",
            "面积覆盖",
            "驿站",
            "每万人",
            "P50 米",
            "P90 米",
            "P95 米",
            "最远5% 米",
        ],
        Language::En => [
            "office",
            "people",
            "covered",
            "hours unknown",
            "closed",
            "no station",
            "area covered",
            "stations",
            "per 10,000",
            "P50 m",
            "P90 m",
            "P95 m",
            "worst 5% m",
        ],
    };
    let mut table = table(&header);
    for office in &answer.offices {
        table.add_row(figures(&office.name, &office.figures));
    }
    table.add_row(figures(language.pick("合计", "district"), &answer.district));
    format!("{}\n{table}", about(&answer.question, &moment(&answer.question, language), language))
}

/// A week: one row a day, one column an hour, in percent of the people.
pub(super) fn hours(answer: &CoverageHoursAnswer, language: Language) -> String {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let days = if language == Language::Zh { ZH } else { EN };
    let clock: Vec<String> = (0..24).map(|hour| hour.to_string()).collect();
    let header: Vec<&str> = std::iter::once("%").chain(clock.iter().map(String::as_str)).collect();
    let mut table = table(&header);
    let people = &answer.district.people;
    for (day, hours) in days.iter().zip(people.covered.chunks(24)) {
        let shares = hours.iter().map(|covered| match people.total {
            total if total > 0.0 => format!("{:.0}", 100.0 * covered / total),
            _ => "–".to_owned(),
        });
        table.add_row(std::iter::once((*day).to_owned()).chain(shares));
    }
    let week = match (language, answer.typical) {
        (Language::Zh, true) => "典型一周（不计节假日）".to_owned(),
        (Language::En, true) => "a typical week, without holidays".to_owned(),
        (Language::Zh, false) => format!("{} 起的一周", answer.monday),
        (Language::En, false) => format!("the week from {}", answer.monday),
    };
    format!("{}\n{table}", about(&answer.question, &week, language))
}

/// The gaps.
pub(super) fn gaps(answer: &GapsAnswer, language: Language) -> String {
    let header = match language {
        Language::Zh => [
            "",
            "街道",
            "人口",
            "时间未知",
            "已关",
            "无驿站",
            "公顷",
            "经度",
            "纬度",
            "最近驿站",
            "米",
        ],
        Language::En => [
            "",
            "office",
            "people",
            "hours unknown",
            "closed",
            "no station",
            "hectares",
            "lon",
            "lat",
            "nearest station",
            "m",
        ],
    };
    let mut table = table(&header);
    for gap in answer.features.iter().map(|feature| &feature.properties) {
        let nearest = gap.nearest.as_ref();
        table.add_row([
            gap.rank.to_string(),
            gap.area_name.clone(),
            whole(gap.people.total),
            whole(gap.people.hours_unknown),
            whole(gap.people.closed),
            whole(gap.people.no_station),
            format!("{:.1}", gap.area_m2 / 1e4),
            format!("{:.6}", gap.lon),
            format!("{:.6}", gap.lat),
            nearest
                .map_or_else(String::new, |nearest| format!("{} {}", nearest.code, nearest.name)),
            nearest.map_or_else(String::new, |nearest| whole(nearest.distance_m)),
        ]);
    }
    let (people, matched) = (whole(answer.people), answer.matched);
    let all = match language {
        Language::Zh => format!("共 {matched} 处空白，{people} 人"),
        Language::En => format!("{matched} gaps with {people} people in all"),
    };
    format!(
        "{}\n{table}\n{all}",
        about(&answer.question, &moment(&answer.question, language), language)
    )
}

/// The stations by what their loss would uncover.
pub(super) fn closures(answer: &ClosuresAnswer, language: Language) -> String {
    let header = match language {
        Language::Zh => {
            ["", "编码", "名称", "失去覆盖的人", "公顷", "就近服务", "平均 米", "最远 米"]
        }
        Language::En => [
            "",
            "code",
            "name",
            "people uncovered",
            "hectares",
            "nearest for",
            "mean m",
            "farthest m",
        ],
    };
    let mut table = table(&header);
    for station in &answer.stations {
        table.add_row([
            station.rank.to_string(),
            station.code.clone(),
            station.name.clone(),
            whole(station.people),
            format!("{:.1}", station.area_m2 / 1e4),
            whole(station.load_people),
            whole(station.load_mean_m),
            whole(station.load_farthest_m),
        ]);
    }
    let (matched, redundant) = (answer.matched, answer.redundant);
    let all = match language {
        Language::Zh => {
            format!("共 {matched} 个开放的驿站；其中 {redundant} 个各自关停不会减少覆盖")
        }
        Language::En => {
            format!("{matched} open stations; {redundant} of them could each be spared alone")
        }
    };
    format!(
        "{}\n{table}\n{all}",
        about(&answer.question, &moment(&answer.question, language), language)
    )
}

/// When stations must be open.
fn moment(question: &CoverageQuestion, language: Language) -> String {
    match (&question.at, question.hour_of_week) {
        (Some(at), _) => at.clone(),
        (None, Some(hour)) => match language {
            Language::Zh => format!("典型一周第 {hour} 小时"),
            Language::En => format!("hour {hour} of a typical week"),
        },
        (None, None) => language.pick("不论开放时间", "whatever the hours").to_owned(),
    }
}

/// What the figures are about.
fn about(question: &CoverageQuestion, moment: &str, language: Language) -> String {
    let (radius_m, demand) = (question.radius_m, &question.demand);
    let layer = match demand.name.as_str() {
        "" => {
            language.pick("街道人口，均匀分布（近似）", "populations spread evenly (approximate)")
        }
        name => name,
    };
    let (people, outside) = (whole(demand.people), whole(demand.people_outside));
    match language {
        Language::Zh => {
            format!("{radius_m:.0} 米 · {moment} · 需求：{layer}，{people}（区外 {outside}）")
        }
        Language::En => {
            format!("{radius_m:.0} m · {moment} · demand: {layer}, {people} ({outside} outside)")
        }
    }
}

fn figures(name: &str, figures: &FiguresAnswer) -> [String; 13] {
    let people = &figures.people;
    let of_people = |amount: f64| match people.total {
        total if total > 0.0 => format!("{:.1}%", 100.0 * amount / total),
        _ => "–".to_owned(),
    };
    let metres = |of: fn(&crate::http::api::schema::DistancesAnswer) -> f64| {
        figures.distance.as_ref().map_or_else(|| "–".to_owned(), |distance| whole(of(distance)))
    };
    let stations = &figures.stations;
    [
        name.to_owned(),
        whole(people.total),
        share(people),
        of_people(people.hours_unknown),
        of_people(people.closed),
        of_people(people.no_station),
        share(&figures.area_m2),
        stations.open.to_string(),
        figures.stations_per_10000_people.map_or_else(|| "–".to_owned(), |per| format!("{per:.1}")),
        metres(|distance| distance.p50_m),
        metres(|distance| distance.p90_m),
        metres(|distance| distance.p95_m),
        metres(|distance| distance.worst_5_percent_mean_m),
    ]
}

fn share(split: &SplitAnswer) -> String {
    split.covered_share.map_or_else(|| "–".to_owned(), |share| format!("{:.1}%", 100.0 * share))
}

fn whole(amount: f64) -> String {
    format!("{amount:.0}")
}
