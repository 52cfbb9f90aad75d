//! How long it takes to get there, as long as there is no street network to ask.
//!
//! The path is taken as the geodesic times a detour factor. Between random points of a
//! street grid the mean ratio of path to straight line is 4/π ≈ 1.27, and measured pedestrian
//! networks lie at 1.2 to 1.4 (Boeing 2019, "The morphology and circuity of walkable and
//! drivable street networks"); 1.3 is taken for both modes. Every time from here is marked
//! `estimated` in answers.

use serde::{Deserialize, Serialize};

/// How one moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// On foot, 1.25 m/s: the speed behind "1 km or 15 minutes".
    #[default]
    Walk,
    /// On an e-bike, 15 km/h: the limit on cycle lanes, lights and parking included.
    Ebike,
}

/// Path length over geodesic length.
pub const DETOUR_FACTOR: f64 = 1.3;

impl Mode {
    /// Every mode, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Walk, Self::Ebike];

    /// The word used in URLs and answers.
    pub fn key(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::Ebike => "ebike",
        }
    }

    /// Metres per second.
    pub fn speed_m_s(self) -> f64 {
        match self {
            Self::Walk => 1.25,
            Self::Ebike => 15.0 / 3.6,
        }
    }

    /// Whole seconds, rounded up, to a door at this geodesic distance.
    pub fn estimate_s(self, distance_m: f64) -> u32 {
        let exact_s = distance_m * DETOUR_FACTOR / self.speed_m_s();
        // Whole seconds before it, at most the largest, and one more where that was not all: in a
        // program for every x86-64 `ceil` is a call.
        let before_s = exact_s as u32;
        before_s.saturating_add(u32::from(f64::from(before_s) < exact_s))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilometre_takes_a_quarter_of_an_hour_on_foot_and_five_minutes_by_e_bike() {
        assert_eq!(Mode::Walk.estimate_s(1000.0), 1040);
        assert_eq!(Mode::Ebike.estimate_s(1000.0), 312);
        assert_eq!(Mode::Walk.estimate_s(0.0), 0);
        assert_eq!(Mode::Walk.estimate_s(0.001), 1);
        assert_eq!(Mode::Walk.estimate_s(f64::INFINITY), u32::MAX);
    }
}
