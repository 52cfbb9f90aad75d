//! What writing a station takes, in the words of the table of rights.

use crate::domain::edit::{differs_in_photos_only, differs_in_verification_only};
use crate::domain::role::{Action, Actor, Forbidden, Place, may};
use crate::domain::station::Station;
use crate::domain::status::Status;

/// Where a station is in the district's order.
pub fn place(station: &Station) -> Place<'_> {
    Place { area: &station.area, unit: station.unit.as_deref() }
}

/// Whether somebody may write a station as `after`. It counts both where it was and where it
/// will be, so that nobody takes a station from others, or gives one away.
///
/// # Errors
/// [`Forbidden`].
pub fn may_write(
    actor: &Actor,
    before: Option<&Station>,
    after: &Station,
) -> Result<(), Forbidden> {
    let is_retired = |station: &Station| station.status == Status::Retired;
    let action = match before {
        None => Action::CreateStation,
        Some(before) if before.merged_into != after.merged_into => Action::MergeStations,
        Some(before) if is_retired(before) != is_retired(after) => Action::RetireStation,
        Some(before) if differs_in_verification_only(before, after) => Action::Verify,
        Some(before) if differs_in_photos_only(before, after) => Action::ManagePhotos,
        Some(_) => Action::EditStation,
    };
    if let Some(before) = before {
        may(actor, action, Some(place(before)))?;
    }
    may(actor, action, Some(place(after)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::coordinates::Wgs84;
    use crate::domain::role::{Role, Through};
    use crate::domain::station::StationKind;

    fn station(area: &str, unit: Option<&str>) -> Station {
        let position = Wgs84::new(116.0, 40.0).expect("a position");
        let code = "A-1".parse().expect("a code");
        let area = area.parse().expect("an area");
        let unit = unit.map(str::to_owned);
        Station { unit, ..Station::new(code, StationKind::UnionStation, "一", area, position) }
    }

    #[test]
    fn both_where_a_station_was_and_where_it_will_be_count() {
        let editor = Actor {
            role: Role::Editor,
            areas: BTreeSet::from(["1".parse().expect("an area")]),
            units: BTreeSet::from(["U1".to_owned()]),
            through: Through::Console,
            ..Actor::command_line()
        };
        for (before, after, allowed) in [
            (None, station("1", None), true),
            (None, station("2", None), false),
            (None, station("2", Some("U1")), true),
            (Some(station("1", None)), station("1", None), true),
            (Some(station("1", None)), station("2", None), false),
            (Some(station("2", None)), station("1", None), false),
            (Some(station("2", Some("U1"))), station("1", None), true),
            (Some(station("2", Some("U1"))), station("2", Some("U2")), false),
        ] {
            let found = may_write(&editor, before.as_ref(), &after).is_ok();
            assert_eq!(found, allowed, "{before:?} {after:?}");
        }
        let planner = Actor { role: Role::Planner, ..editor };
        assert!(may_write(&planner, None, &station("1", None)).is_err());
    }
}
