//! The year's programme: which stations were built or upgraded as round-the-clock, smart or
//! small ones, and which are closed for some time.

use super::dice::Dice;
use super::facts::{Facts, never_closes};
use crate::domain::access::Access;
use crate::domain::station::{Station, Tag};
use crate::domain::status::Status;

/// Tags as many stations as the settings say, and no others.
pub(super) fn tag(stations: &mut [Station], facts: &Facts, dice: &mut Dice) {
    let wanted = facts.settings.programme;
    let mut order: Vec<usize> = (0..stations.len()).collect();
    dice.shuffle(&mut order);
    // Three of eight round the clock and smart, one of eight round the clock, two of eight
    // smart, two of eight small; what is missing of one sort is made up from small ones.
    let shares = [(wanted * 3 / 8, Sort::SmartNight), (wanted / 8, Sort::Night)];
    let shares = shares.into_iter().chain([(wanted / 4, Sort::Smart), (wanted, Sort::Small)]);
    let mut left = wanted;
    for (share, sort) in shares {
        let mut share = share.min(left);
        for at in &order {
            let Some(station) = stations.get_mut(*at) else { continue };
            if share == 0 {
                break;
            }
            if station.tags.is_empty() && sort.suits(station) {
                distinguish(station, sort, facts, dice);
                share -= 1;
                left -= 1;
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Sort {
    SmartNight,
    Night,
    Smart,
    Small,
}

impl Sort {
    fn suits(self, station: &Station) -> bool {
        let night = never_closes(station.hours.as_ref());
        let smart = [Access::QrCode, Access::App, Access::Face]
            .into_iter()
            .any(|access| station.access.contains(access));
        match self {
            Self::SmartNight => night && smart,
            Self::Night => night && !smart,
            Self::Smart => smart && !night,
            Self::Small => !night && station.floor_area_m2.is_some_and(|area| area <= 12.0),
        }
    }

    fn tags(self) -> &'static [Tag] {
        match self {
            Self::SmartNight => &[Tag::RoundTheClock, Tag::Smart],
            Self::Night => &[Tag::RoundTheClock],
            Self::Smart => &[Tag::Smart],
            Self::Small => &[Tag::Small],
        }
    }
}

fn distinguish(station: &mut Station, sort: Sort, facts: &Facts, dice: &mut Dice) {
    station.tags = sort.tags().to_vec();
    if dice.permille(550) {
        station.tags.push(Tag::NewlyBuilt);
        station.opened_on = facts.days_before(dice.between(20, 290));
        station.verified_on = station.verified_on.max(station.opened_on);
    } else {
        station.tags.push(Tag::Upgraded);
    }
    station.stars = station.stars.max(Some(3));
}

/// Closes as many stations as the settings say, for a reason and until a day.
pub(super) fn close(stations: &mut [Station], facts: &Facts, dice: &mut Dice) {
    let mut order: Vec<usize> = (0..stations.len()).collect();
    dice.shuffle(&mut order);
    let mut left = facts.settings.temporarily_closed;
    for at in order {
        let Some(station) = stations.get_mut(at) else { continue };
        if left == 0 {
            break;
        }
        if !station.tags.is_empty() {
            continue;
        }
        left -= 1;
        let from = facts.days_before(dice.between(1, 45));
        let until = facts.days_after(dice.between(10, 120));
        station.status = Status::TemporarilyClosed {
            reason: dice.pick(&facts.settings.closed_reasons).cloned().unwrap_or_default(),
            from: from.filter(|_| dice.permille(500)),
            until: until.filter(|_| dice.permille(750)),
        };
    }
}
