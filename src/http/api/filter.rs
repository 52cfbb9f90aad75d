//! The filters that nearest and list share: what a station must have to be an answer.

use crate::domain::access::Access;
use crate::domain::amenity::Amenity;
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::district::{DAY_MIN, LocalMinute, Zone};
use crate::domain::opening_hours::WINDOW_DAYS;
use crate::domain::station::StationKind;
use crate::domain::travel_time::Mode;
use crate::http::error::{HttpError, Said};
use crate::http::params::{self, Query, Words};
use crate::index::Snapshot;
use crate::index::filter::{Filter, OpenWhen};

/// The words of `amenities`. Retired ones are among them: links that people keep go on working.
pub fn amenity_words(amenities: &AmenityCatalogue) -> Words<'_, Amenity> {
    Words {
        what: Said::fixed("服务设施，可用逗号并列", "amenities, with commas between them"),
        all: amenities.keys(),
        key: Amenity::key,
    }
}
/// The words of `access`.
pub const ACCESS: Words<Access> = Words {
    what: Said::fixed("进入方式，可用逗号并列", "ways of access, with commas between them"),
    all: &Access::ALL,
    key: |access| access.key(),
};
/// The words of `kind`.
pub const KINDS: Words<StationKind> = Words {
    what: Said::fixed("类别", "a kind of station"),
    all: StationKind::ALL,
    key: |kind| kind.key(),
};
/// The words of `mode`.
pub const MODES: Words<Mode> = Words {
    what: Said::fixed("出行方式", "a way of travelling"),
    all: &Mode::ALL,
    key: |mode| mode.key(),
};

/// Reads the filter parameters of a query.
pub(in crate::http) fn read(
    query: &Query<'_>,
    snapshot: &Snapshot,
    zone: Zone,
) -> Result<Filter, HttpError> {
    Ok(Filter { open: open(query, snapshot, zone)?, ..whenever(query, snapshot)? })
}

/// Reads the filter parameters of a query but for `open`.
pub(super) fn whenever(query: &Query<'_>, snapshot: &Snapshot) -> Result<Filter, HttpError> {
    let amenities = snapshot.amenities();
    Ok(Filter {
        amenities: amenities.set_of(params::words(query, "amenities", &amenity_words(amenities))?),
        access: params::words(query, "access", &ACCESS)?.into_iter().collect(),
        kind: params::word(query, "kind", &KINDS)?,
        area: area(query, snapshot)?,
        round_the_clock: params::flag(query, "round_the_clock")?,
        open: OpenWhen::Any,
    })
}

/// `open`, within the days for which the schedules are compiled: beyond them an answer would
/// cost a thousand times as much, and holidays are seldom known so far ahead.
fn open(query: &Query<'_>, snapshot: &Snapshot, zone: Zone) -> Result<OpenWhen, HttpError> {
    let open = params::open_when(query)?;
    let OpenWhen::At(instant) = open else { return Ok(open) };
    let first = LocalMinute::start_of(snapshot.first_day());
    let last = first.plus(WINDOW_DAYS * DAY_MIN - 1);
    let minute = zone.local_minute(instant);
    if (first..=last).contains(&minute) {
        return Ok(open);
    }
    let expected = Said::made(
        format!("{} 至 {} 之间的时刻", first.day(), last.day()),
        format!("an instant from {} to {}", first.day(), last.day()),
    );
    Err(params::invalid(
        "open",
        expected,
        "超出可查询的日期",
        "it is outside the days that can be asked",
    ))
}

/// `area`: where it stands in the list of areas.
pub(in crate::http) fn area(
    query: &Query<'_>,
    snapshot: &Snapshot,
) -> Result<Option<u16>, HttpError> {
    let Some(given) = query.get("area")? else { return Ok(None) };
    let given = given.trim();
    let areas = snapshot.areas();
    let found = match given.parse() {
        Ok(code) => areas.position_of(&code),
        Err(_) => areas.by_name(given).and_then(|area| areas.position_of(&area.code)),
    };
    found.and_then(|at| u16::try_from(at).ok()).map(Some).ok_or_else(|| {
        params::invalid(
            "area",
            Said::fixed(
                "街道或地区的编码或名称，清单见 /api/v1/areas",
                "the code or the name of an area, all listed at /api/v1/areas",
            ),
            "没有这个街道或地区",
            "there is no such area",
        )
    })
}
