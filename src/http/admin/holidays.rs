//! `/admin/v1/holidays`: the notices of holidays and make-up workdays, year by year.

use super::documents::{version_at, versions_of};
use super::precondition::{expected_version, tagged};
use super::schema::{
    AdminProblem, DocumentVersionsAnswer, HolidayName, HolidayYearSummary, HolidayYearsAnswer,
    NoticeAnswer, NoticeDay, NoticeDayChange, NoticePlanAnswer, NoticeRequest,
};
use super::{AdminErrand, told};
use crate::domain::district::Name;
use crate::domain::document::holidays_of;
use crate::domain::holiday_calendar::{HolidayCalendar, HolidayYear, ListedDay, ListedKind};
use crate::http::body::Members;
use crate::http::errand::Running;
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query, invalid, missing};
use crate::service::district::holidays::{
    NoticePlan, earlier_notice, notice, notices, plan_notice, put_notice, read_file,
};
use crate::service::stations::By;

/// The largest file of a notice, bytes.
pub(in crate::http) const MAX_FILE_BYTES: usize = 256 * 1024;

/// The members of a notice that is to be kept.
pub(in crate::http) const KNOWN: &[&str] = &["source", "days", "reason"];
/// The parameters of a plan.
pub(in crate::http) const PLAN_KNOWN: &[&str] = &["file"];

const DAYS: Said = Said::fixed(
    "一列日子，例如 [{\"date\":\"2027-01-01\",\"name\":{\"zh\":\"元旦\",\"en\":\"New Year's Day\"},\"kind\":\"off\"}]",
    "a list of days, e.g. [{\"date\":\"2027-01-01\",\"name\":{\"zh\":\"元旦\",\"en\":\"New Year's Day\"},\"kind\":\"off\"}]",
);
const FILE: Said = Said::fixed("文件名，例如 2027.json", "the file's name, e.g. 2027.json");

/// The years whose holidays are known, and the one that is missing.
#[utoipa::path(
    get,
    path = "/admin/v1/holidays",
    tag = "district",
    operation_id = "list_holidays",
    responses(
        (status = 200, description = "The years.", body = HolidayYearsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let app = &errand.site.app;
        let today = app.district.zone.day(app.clock.now());
        let kept = notices(&*app.store).await?;
        // Of what is stored, not of the snapshot: it may have been loaded a moment ago.
        let known = HolidayCalendar::new(kept.iter().map(|kept| kept.notice.clone()));
        let missing = known.map_err(|_| HttpError::Internal)?.missing_on(today);
        let years = kept.into_iter().map(|kept| {
            let of = |kind| kept.notice.days.iter().filter(|day| day.kind == kind).count();
            HolidayYearSummary {
                year: kept.notice.year,
                version: kept.version.version,
                days_off: of(ListedKind::Off),
                workdays: of(ListedKind::Workday),
                source: kept.notice.source,
                updated_at: kept.version.at,
                author: kept.version.origin.actor,
            }
        });
        let years = years.collect();
        told(&HolidayYearsAnswer { years, missing })
    })
}

/// The notice of a year. A year that is not known has version 0 and no days.
#[utoipa::path(
    get,
    path = "/admin/v1/holidays/{year}",
    tag = "district",
    operation_id = "get_holidays",
    params(("year" = i32, Path, description = "The year, 2000 to 2100.", example = 2026)),
    responses(
        (status = 200, description = "The notice.", body = NoticeAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let year = year_at(&errand, 0)?;
        let kept = notice(&*errand.site.app.store, year).await?;
        let (version, notice) = match kept {
            Some(kept) => (kept.version.version, kept.notice),
            None => (0, HolidayYear { year, source: String::new(), days: Vec::new() }),
        };
        Ok(tagged(told(&answer(version, notice))?, version))
    })
}

/// Keeps a notice. A year that was not known is at version 0.
#[utoipa::path(
    put,
    path = "/admin/v1/holidays/{year}",
    tag = "district",
    operation_id = "put_holidays",
    params(
        ("year" = i32, Path, description = "The year, 2000 to 2100.", example = 2027),
        ("If-Match" = String, Header, description = "The `ETag` that was read.", example = "\"0\""),
    ),
    request_body = NoticeRequest,
    responses(
        (status = 200, description = "The notice as it is now.", body = NoticeAnswer, headers(("ETag" = String, description = "Its version, for `If-Match`."))),
        (status = 412, description = "Somebody has changed it meanwhile; `current` has the version that is there now.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with its days.", body = AdminProblem, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be saved at present; send it again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn put(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let (year, seen) = (year_at(&errand, 0)?, expected_version(&errand.headers)?);
        let mut members = Members::read(&errand.body, KNOWN)?;
        let reason = members.text("reason")?.unwrap_or_default();
        let source = members.needed_text("source")?;
        let days: Option<Vec<ListedDay>> = members.parts("days", DAYS)?;
        let days = days.ok_or_else(|| missing("days", DAYS))?;
        let app = &errand.site.app;
        let by = By { actor: &errand.actor, reason };
        let notice = HolidayYear { year, source, days };
        let kept = put_notice(&*app.store, &*app.clock, &by, notice, seen).await?;
        let version = kept.version.version;
        Ok(tagged(told(&answer(version, kept.notice))?, version))
    })
}

/// What the notice in a file would change: JSON as in the data folder or as it is kept here, or a
/// CSV table `节日,放假,上班`. Nothing is written.
#[utoipa::path(
    post,
    path = "/admin/v1/holidays/{year}/plan",
    tag = "district",
    operation_id = "plan_holidays",
    params(
        ("year" = i32, Path, description = "The year, 2000 to 2100.", example = 2027),
        ("file" = String, Query, description = "The file's name.", example = "2027.json"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 200, description = "What it would change.", body = NoticePlanAnswer, headers(("ETag" = String, description = "The version that is there now, for `If-Match`."))),
        (status = 422, description = "What is wrong with the file.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn plan(errand: AdminErrand) -> Running {
    Box::pin(async move {
        let year = year_at(&errand, 1)?;
        let query = Query::read(errand.uri.query(), PLAN_KNOWN)?;
        let file = params::file_name(&query)?;
        let file = file.ok_or_else(|| missing("file", FILE))?;
        let app = &errand.site.app;
        let notice = read_file(&app.data(), &file, &errand.body, year)?;
        if notice.year != year {
            let (zh, en) =
                (format!("文件是 {} 年的", notice.year), format!("the file is of {}", notice.year));
            let expected = Said::fixed("文件所属的年份", "the year of the file");
            return Err(invalid("year", expected, &zh, &en));
        }
        let by = By { actor: &errand.actor, reason: String::new() };
        let plan = plan_notice(&*app.store, &by, notice).await?;
        let version = plan.version;
        Ok(tagged(told(&plan_answer(plan))?, version))
    })
}

/// Every version of a year's notice, newest first.
#[utoipa::path(
    get,
    path = "/admin/v1/holidays/{year}/versions",
    tag = "district",
    operation_id = "list_holidays_versions",
    params(("year" = i32, Path, description = "The year, 2000 to 2100.", example = 2026)),
    responses(
        (status = 200, description = "The versions.", body = DocumentVersionsAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn list_versions(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        versions_of(&errand, holidays_of(year_at(&errand, 1)?)).await
    })
}

/// A version of a year's notice. To bring it back, keep it again.
#[utoipa::path(
    get,
    path = "/admin/v1/holidays/{year}/versions/{version}",
    tag = "district",
    operation_id = "get_holidays_version",
    params(
        ("year" = i32, Path, description = "The year, 2000 to 2100.", example = 2026),
        ("version" = u64, Path, description = "The version.", example = 1),
    ),
    responses(
        (status = 200, description = "The notice as it was; `version` is the one that was asked for.", body = NoticeAnswer),
        (status = "4XX", description = "What is wrong.", body = AdminProblem, content_type = "application/problem+json"),
        (status = "5XX", description = "It cannot be answered at present; ask again.", body = AdminProblem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) fn read_version(errand: AdminErrand) -> Running {
    Box::pin(async move {
        Query::read(errand.uri.query(), &[])?;
        let year = year_at(&errand, 2)?;
        let number = version_at(&errand)?;
        let kept = earlier_notice(&*errand.site.app.store, year, number).await?;
        told(&answer(kept.version.version, kept.notice))
    })
}

fn year_at(errand: &AdminErrand, from_end: usize) -> Result<i32, HttpError> {
    let given = errand.segment_from_end(from_end)?;
    let year =
        given.parse().ok().filter(|year| given.len() == 4 && HolidayYear::YEARS.contains(year));
    year.ok_or_else(|| HttpError::UnknownYear {
        year: given.chars().take(16).collect(),
        known: Some((*HolidayYear::YEARS.start(), *HolidayYear::YEARS.end())),
    })
}

fn answer(version: u64, notice: HolidayYear) -> NoticeAnswer {
    let HolidayYear { year, source, days } = notice;
    NoticeAnswer { year, version, source, days: days.into_iter().map(day).collect() }
}

fn plan_answer(plan: NoticePlan) -> NoticePlanAnswer {
    let NoticePlan { version, after, changes } = plan;
    let changes = changes.into_iter().map(|change| NoticeDayChange {
        date: change.date,
        before: change.before.map(day),
        after: change.after.map(day),
    });
    NoticePlanAnswer {
        version,
        year: after.year,
        source: after.source,
        days: after.days.into_iter().map(day).collect(),
        changes: changes.collect(),
    }
}

fn day(day: ListedDay) -> NoticeDay {
    let Name { zh, en } = day.name;
    let kind = match day.kind {
        ListedKind::Off => "off",
        ListedKind::Workday => "workday",
    };
    NoticeDay { date: day.date, name: HolidayName { zh, en }, kind: kind.to_owned() }
}
