//! Where a station stands: beside a road, next to a place, well inside its area.

use super::dice::Dice;
use super::gazetteer::{Anchor, Gazetteer, Quarter};
use super::plane::Spot;

/// Nearest and farthest that a station stands from its place, metres.
const FROM_PLACE_M: std::ops::RangeInclusive<f64> = 40.0..=400.0;
/// Two stations stand at least this far apart, metres.
const APART_M: f64 = 42.0;
/// A road this near is walked to, metres.
const ROAD_WITHIN_M: f64 = 330.0;

/// A spot this near to a road is always moved to its side, metres.
const KERB_WITHIN_M: f64 = 90.0;

/// How carefully a site is sought: first well inside the area, then nearer to its border.
struct Care {
    margin_m: f64,
    reach_m: (i64, i64),
    tries: usize,
}

const CARES: [Care; 4] = [
    Care { margin_m: 150.0, reach_m: (60, 330), tries: 40 },
    Care { margin_m: 80.0, reach_m: (50, 220), tries: 40 },
    Care { margin_m: 30.0, reach_m: (45, 130), tries: 30 },
    Care { margin_m: 4.0, reach_m: (42, 90), tries: 30 },
];

/// A site that was found.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) spot: Spot,
    /// The road it stands at and its number there.
    pub(super) road: Option<(String, u32)>,
}

/// All sites that are taken.
#[derive(Debug, Default)]
pub(super) struct Taken(Vec<Spot>);

impl Taken {
    /// Takes a spot, whoever is near.
    pub(super) fn take(&mut self, spot: Spot) {
        self.0.push(spot);
    }

    fn is_free(&self, spot: Spot) -> bool {
        self.0.iter().all(|other| other.distance_m(spot) >= APART_M)
    }
}

/// Finds a free site next to a place and takes it.
pub(super) fn find(
    gazetteer: &Gazetteer,
    quarter: &Quarter,
    anchor: &Anchor,
    taken: &mut Taken,
    dice: &mut Dice,
) -> Option<Site> {
    for care in &CARES {
        for tried_before in 0..care.tries {
            let Some(tried) = somewhere(anchor.spot, care.reach_m, dice) else { continue };
            let site = beside_a_road(gazetteer, tried, dice);
            // A road is better, but not every place has one.
            let good = (site.road.is_some() || tried_before * 3 > care.tries * 2)
                && FROM_PLACE_M.contains(&site.spot.distance_m(anchor.spot))
                && taken.is_free(site.spot)
                && gazetteer.is_within(quarter, site.spot, care.margin_m);
            if good {
                taken.take(site.spot);
                return Some(site);
            }
        }
    }
    None
}

/// A spot in the ring around a place, whole metres away.
fn somewhere(place: Spot, reach_m: (i64, i64), dice: &mut Dice) -> Option<Spot> {
    let (near, far) = reach_m;
    let far = dice.between(near + (far - near) / 3, far);
    let (east, north) = (dice.between(-far, far), dice.between(-far, far));
    let square = east * east + north * north;
    let inside = (near * near..=far * far).contains(&square);
    // The reach is a few hundred metres, so that the numbers are exact.
    let metres = |whole: i64| i32::try_from(whole).map_or(0.0, f64::from);
    inside.then(|| place.moved(metres(east), metres(north)))
}

/// Finds the nearest road and mostly moves the spot to its side.
fn beside_a_road(gazetteer: &Gazetteer, spot: Spot, dice: &mut Dice) -> Site {
    let setback_m = i32::try_from(dice.between(14, 42)).map_or(20.0, f64::from);
    let Some((name, foot)) = gazetteer.road_near(spot, ROAD_WITHIN_M) else {
        return Site { spot, road: None };
    };
    // Not all stand at the kerb: many are inside a block, with the road in their address only.
    let at_the_kerb = foot.distance_m <= KERB_WITHIN_M || dice.permille(450);
    let spot = if at_the_kerb && foot.distance_m > setback_m {
        let share = setback_m / foot.distance_m;
        let (dx, dy) = (spot.east_m - foot.spot.east_m, spot.north_m - foot.spot.north_m);
        foot.spot.moved(dx * share, dy * share)
    } else {
        spot
    };
    Site { spot, road: Some((name.to_owned(), house_number(foot.along_m, foot.on_the_left))) }
}

/// Numbers rise along the road, one every 45 m a side, odd on the left.
fn house_number(along_m: f64, on_the_left: bool) -> u32 {
    let mut step = 0_u32;
    while f64::from(step + 1) * 45.0 <= along_m {
        step += 1;
    }
    2 * step + if on_the_left { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_numbers_rise_along_a_road_odd_on_the_left() {
        assert_eq!([house_number(0.0, true), house_number(44.0, false)], [1, 2]);
        assert_eq!([house_number(90.0, true), house_number(100.0, false)], [5, 6]);
    }
}
