//! The facts of one station: hours, amenities, ways in, size, dates.

use chrono::{Days, NaiveDate};

use super::dice::Dice;
use super::lists::{AccessChance, AmenityChance, ByProfile, Host, HoursChance, Scope, Settings};
use crate::domain::access::AccessSet;
use crate::domain::amenity::{Amenity, OutOfOrder, Provision, Provisions};
use crate::domain::opening_hours::HoursText;
use crate::domain::station::Station;

/// The text of a station that never closes.
const ROUND_THE_CLOCK: &str = "24/7";

/// Whether a station is always open by its hours.
pub(super) fn never_closes(hours: Option<&HoursText>) -> bool {
    hours.is_some_and(|hours| hours.as_str() == ROUND_THE_CLOCK)
}

/// What cannot be out of order.
const UNBREAKABLE: [&str; 4] = ["seating", "reading", "parking", "legal_aid"];

/// From what facts are drawn.
pub(super) struct Facts {
    pub(super) settings: Settings,
    pub(super) hours: ByProfile<HoursChance>,
    pub(super) amenities: ByProfile<AmenityChance>,
    pub(super) access: ByProfile<AccessChance>,
}

impl Facts {
    /// Draws everything that a host's profile decides.
    pub(super) fn furnish(&self, station: &mut Station, host: &Host, dice: &mut Dice) {
        let settings = &self.settings;
        station.hours = self.hours_for(&host.profile, dice);
        let never_closes = never_closes(station.hours.as_ref());
        if !never_closes && dice.permille(settings.hours_unknown_permille) {
            station.hours = None;
        }
        let square_metres = dice.between(host.area_m2.0, host.area_m2.1);
        station.floor_area_m2 = i32::try_from(square_metres).ok().map(f64::from);
        station.seats = u32::try_from(dice.between(host.seats.0, host.seats.1)).ok();
        self.furnish_by_profile(station, &host.profile, dice);
    }

    /// Draws what a profile decides once the hours are known.
    pub(super) fn furnish_by_profile(&self, station: &mut Station, profile: &str, dice: &mut Dice) {
        let settings = &self.settings;
        station.access = self.access_for(profile, dice);
        station.amenities = self.amenities_for(profile, station.hours.as_ref(), dice);
        let weights = settings.serves.iter().map(|serves| serves.weight);
        let served = settings.serves.get(dice.weighted(weights));
        station.serves = served.map_or_else(Vec::new, |serves| serves.groups.clone());
        let stars = dice.weighted(settings.stars_weights.into_iter());
        station.stars = u8::try_from(stars).ok().filter(|stars| *stars > 0);
        let age_days = dice.between(35, 2900).min(dice.between(35, 2900));
        station.opened_on = self.days_before(age_days);
        station.verified_on = self.verified(station.opened_on, dice);
    }

    /// So many days before the sample's day.
    pub(super) fn days_before(&self, days: i64) -> Option<NaiveDate> {
        self.settings.reference_date.checked_sub_days(Days::new(u64::try_from(days).ok()?))
    }

    /// So many days after the sample's day.
    pub(super) fn days_after(&self, days: i64) -> Option<NaiveDate> {
        self.settings.reference_date.checked_add_days(Days::new(u64::try_from(days).ok()?))
    }

    fn hours_for(&self, profile: &str, dice: &mut Dice) -> Option<HoursText> {
        let chances = self.hours.get(profile)?;
        let at = dice.weighted(chances.iter().map(|chance| chance.weight));
        chances.get(at).map(|chance| chance.hours.clone())
    }

    fn access_for(&self, profile: &str, dice: &mut Dice) -> AccessSet {
        let Some(chances) = self.access.get(profile) else { return AccessSet::default() };
        let at = dice.weighted(chances.iter().map(|chance| chance.weight));
        chances.get(at).map_or_else(AccessSet::default, |chance| chance.access)
    }

    fn amenities_for(
        &self,
        profile: &str,
        hours: Option<&HoursText>,
        dice: &mut Dice,
    ) -> Provisions {
        let never_closes = never_closes(hours);
        let mut provisions = Provisions::new();
        for chance in self.amenities.get(profile).map_or(&[][..], Vec::as_slice) {
            if !dice.permille(chance.percent * 10) {
                continue;
            }
            let own = dice.pick(&chance.own_hours).cloned().flatten();
            let applies = hours.is_some()
                && (never_closes || chance.own_hours_where == Scope::Any)
                && own.as_ref().map(HoursText::as_str) != hours.map(HoursText::as_str);
            let provision = Provision {
                hours: own.filter(|_| applies),
                out_of_order: self.out_of_order(chance.amenity, dice),
            };
            provisions.insert(chance.amenity, provision);
        }
        // Where water is heated, it can be drunk.
        let is_there = |key: &str| provisions.keys().any(|amenity| amenity.key() == key);
        if is_there("hot_water")
            && let Ok(drinking_water) = "drinking_water".parse()
        {
            provisions.entry(drinking_water).or_default();
        }
        provisions
    }

    fn out_of_order(&self, amenity: Amenity, dice: &mut Dice) -> Option<OutOfOrder> {
        let can_break = !UNBREAKABLE.contains(&amenity.key());
        if !can_break || !dice.permille(self.settings.out_of_order_permille) {
            return None;
        }
        let since = self.days_before(dice.between(1, 40));
        let reason = dice.pick(&self.settings.broken_reasons).cloned().unwrap_or_default();
        Some(OutOfOrder { since, reason })
    }

    /// Most were verified within two months, some are overdue, of some nobody knows.
    fn verified(&self, opened_on: Option<NaiveDate>, dice: &mut Dice) -> Option<NaiveDate> {
        let (low, high) = match dice.weighted([62_u32, 28, 7, 3].into_iter()) {
            0 => (1, 60),
            1 => (61, 180),
            2 => (181, 365),
            _ => (366, 500),
        };
        let days = dice.between(low, high);
        if dice.permille(self.settings.verified_unknown_permille) {
            return None;
        }
        self.days_before(days).max(opened_on)
    }
}
