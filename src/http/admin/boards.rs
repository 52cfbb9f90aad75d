//! `/admin/v1/board/quality` and `/admin/v1/board/units`: how good the ledger is, and who keeps it how well.

use super::checks::whole_or;
use super::reports::coded;
use super::schema::{
    AdminProblem, AreaQuality, FindingAnswer, MarksAnswer, QualityAnswer, QualityDay, RuleCount,
    UnitMarks, UnitsBoardAnswer, WorkAnswer,
};
use super::{AdminErrand, told};
use crate::domain::said::Said;
use crate::http::api::cursor::Cursor;
use crate::http::errand::Running;
use crate::http::error::HttpError;
use crate::http::language::Language;
use crate::http::params::{self, Query, Words, invalid};
use crate::http::reply::{Cache, Reply};
use crate::service::check::Rule;
use crate::service::export::{BoardFormat, export_units};
use crate::service::quality::{
    MAX_A_PAGE, QualityScope, TREND_DAYS, Work, quality_board, quality_work,
};
use crate::service::units_board::{FORMULA, Marks, Quarter, UnitLine, units_board};

/// The parameters of the quality board.
pub(in crate::http) const QUALITY_KNOWN: &[&str] = &["area", "unit", "days"];
/// The parameters of its work list.
pub(in crate::http) const WORK_KNOWN: &[&str] = &["rule", "area", "unit", "limit", "cursor"];
/// The parameters of the board of units.
pub(in crate::http) const UNITS_KNOWN: &[&str] = &["quarter", "format"];

const DEFAULT_LIMIT: usize = 100;
const MAX_WORD_CHARS: usize = 40;
/// The longest trend.
const MAX_TREND_DAYS: u64 = 800;

/// The words of `rule`.
const RULES: Words<Rule> =
    Words { what: Said::fixed("规则", "a rule"), all: &Rule::ALL, key: |rule| rule.key() };

/// The words of `format`.
const FORMATS: Words<Option<BoardFormat>> = Words {
    what: Said::fixed("格式", "a format"),
    all: &[None, Some(BoardFormat::Xlsx), Some(BoardFormat::Csv)],
    key: |format| match format {
        None => "json",
        Some(BoardFormat::Xlsx) => "xlsx",
        Some(BoardFormat::Csv) => "csv",
    },
};

/// What is probably wrong in the ledger, by rule and by area, and whether it gets better. The
/// rules are those of `yizhan check`.
#[utoipa::path(
    get,
    path = "/admin/v1/board/quality",
    tag = "boards",
    operation_id = "quality_board",
    params(
        ("area" = Option<String>, Query, description = "Of this area, by its code.", example = "990001001"),
        ("unit" = Option<String>, Query, description = "Of this unit, by its code; the trend is told by areas.", example = "U1"),
        ("days" = Option<u32>, Query, description = "How far the trend goes back; 30 days if not given.", minimum = 0, maximum = 800, example = 90),
    ),
    responses(
        (status = 200, description = "The board, of the stations whose analysis the reader may read.", body = QualityAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn quality(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), QUALITY_KNOWN)?;
        let scope = scope(&query)?;
        let days = whole_or(&query, "days", TREND_DAYS, MAX_TREND_DAYS)?;
        let board = quality_board(&errand.site.app, &errand.actor, &scope, days).await?;
        let findings = |day: std::collections::BTreeMap<Rule, u64>| {
            day.into_iter().map(|(rule, findings)| (rule.key().to_owned(), findings)).collect()
        };
        told(&QualityAnswer {
            day: board.day,
            stations: board.stations,
            rules: board
                .rules
                .into_iter()
                .map(|(rule, (findings, stations))| RuleCount {
                    rule: rule.key().to_owned(),
                    findings,
                    stations,
                })
                .collect(),
            areas: board
                .areas
                .into_iter()
                .map(|(area, (stations, findings))| AreaQuality {
                    area: area.to_string(),
                    stations,
                    findings,
                })
                .collect(),
            missing_calendar: board.missing_calendar,
            trend: board
                .trend
                .into_iter()
                .map(|(day, counts)| QualityDay { day, findings: findings(counts) })
                .collect(),
        })
    })
}

/// What is to be done, finding by finding.
#[utoipa::path(
    get,
    path = "/admin/v1/board/quality/findings",
    tag = "boards",
    operation_id = "quality_findings",
    params(
        ("rule" = Option<String>, Query, description = "Only of this rule.", example = "missing_hours"),
        ("area" = Option<String>, Query, description = "Of this area, by its code.", example = "990001001"),
        ("unit" = Option<String>, Query, description = "Of this unit, by its code.", example = "U1"),
        ("limit" = Option<u32>, Query, description = "How many at most; 100 if not given.", minimum = 1, maximum = 500, example = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.", example = "63"),
    ),
    responses(
        (status = 200, description = "A page.", body = WorkAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn findings(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), WORK_KNOWN)?;
        let scope = scope(&query)?;
        let rule = params::word(&query, "rule", &RULES)?;
        let limit = params::limit(&query, DEFAULT_LIMIT, MAX_A_PAGE)?;
        let skip = match query.get("cursor")? {
            None => 0,
            Some(cursor) => cursor.parse().map_err(|_| Cursor::malformed())?,
        };
        let app = &errand.site.app;
        let page = quality_work(app, &errand.actor, &scope, rule, skip, limit).await?;
        let language = Language::preferred_by(&errand.headers);
        told(&WorkAnswer {
            findings: page.work.into_iter().map(|work| finding(work, language)).collect(),
            next: page.next.map(|skip| skip.to_string()),
            matched: page.matched as u64,
        })
    })
}

/// How well each unit keeps its records: completeness, freshness, verification, the handling of
/// reports, and a score made of them, for a quarter and the three before it. Quarters that are
/// over are told from the change log, so that nobody can change them afterwards.
#[utoipa::path(
    get,
    path = "/admin/v1/board/units",
    tag = "boards",
    operation_id = "units_board",
    params(
        ("quarter" = Option<String>, Query, description = "The present one if not given.", example = "2026-Q4"),
        ("format" = Option<String>, Query, description = "`json` if not given; `xlsx` or `csv` for the yearly rating.", example = "xlsx"),
    ),
    responses(
        (status = 200, description = "The board, of the units that the reader may see.", content((UnitsBoardAnswer = "application/json"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv"))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn units(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let query = Query::read(errand.uri.query(), UNITS_KNOWN)?;
        let quarter: Option<Quarter> = match params::text(&query, "quarter", MAX_WORD_CHARS)? {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| {
                let expected = Said::fixed("季度，例如 2026-Q4", "a quarter, e.g. 2026-Q4");
                invalid("quarter", expected, "不是季度", "it is no quarter")
            })?),
        };
        let format = params::word(&query, "format", &FORMATS)?.flatten();
        let board = units_board(&errand.site.app, &errand.actor, quarter).await?;
        let language = Language::preferred_by(&errand.headers);
        let Some(format) = format else {
            return told(&UnitsBoardAnswer {
                quarters: board.quarters.iter().map(ToString::to_string).collect(),
                formula: language.of(&FORMULA).to_owned(),
                units: board.units.into_iter().map(unit).collect(),
            });
        };
        let file = export_units(&board, format)?;
        let last = board.quarters.last().map_or_else(String::new, ToString::to_string);
        let reply = Reply::file(file.bytes, file.media_type).cached(Cache::Never);
        Ok(reply.saved_as(&format!("units-{last}.{}", file.ending)))
    })
}

fn scope(query: &Query<'_>) -> Result<QualityScope, HttpError> {
    Ok(QualityScope {
        area: coded(query, "area")?,
        unit: params::text(query, "unit", MAX_WORD_CHARS)?,
    })
}

fn finding(work: Work, language: Language) -> FindingAnswer {
    let Work { finding, area, unit } = work;
    FindingAnswer {
        rule: finding.rule.key().to_owned(),
        station: finding.code.to_string(),
        name: finding.name,
        area: area.to_string(),
        unit,
        field: finding.field.key().to_owned(),
        problem: language.of(&finding.problem).to_owned(),
        way_out: language.of(&finding.way_out).to_owned(),
    }
}

fn unit(line: UnitLine) -> UnitMarks {
    let marks = line.quarters.into_iter().map(|marks| {
        let Marks {
            stations,
            completeness,
            freshness,
            tasks,
            verification,
            reports,
            decided,
            median_hours,
            handling,
            score,
        } = marks;
        MarksAnswer {
            stations,
            completeness,
            freshness,
            tasks,
            verification,
            reports,
            decided,
            median_hours,
            handling,
            score,
        }
    });
    UnitMarks { unit: line.unit, name: line.name, marks: marks.collect() }
}
