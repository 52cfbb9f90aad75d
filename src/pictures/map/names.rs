//! Names on a map: where there is room for them, and which have to give way.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::view::At;
use crate::pictures::font::{Weight, has_glyphs, width_em};
use crate::pictures::ink;

/// What a name is of: the first have room before the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// An area of the district.
    Area,
    /// A station of the underground, a hospital, a park.
    Landmark,
    Avenue,
    /// A village, a quarter.
    Place,
    Street,
}

impl Rank {
    /// The height of its letters, pixels of the layout.
    fn size_px(self) -> f64 {
        match self {
            Self::Area => 14.0,
            Self::Place => 13.0,
            Self::Landmark => 12.0,
            Self::Avenue => 11.5,
            Self::Street => 10.5,
        }
    }

    fn ink(self) -> &'static str {
        match self {
            Self::Area | Self::Landmark | Self::Avenue => ink::TEXT_2,
            Self::Place | Self::Street => ink::TEXT_3,
        }
    }
}

/// A name that wants to stand somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    text: String,
    /// Its middle.
    at: At,
    /// Clockwise, -90 to 90.
    turn_deg: f64,
    /// How long it may be, pixels of the layout.
    room_px: f64,
    rank: Rank,
}

/// How far the same name is kept from itself, pixels of the layout.
const APART_PX: f64 = 260.0;
/// How much a line may turn and still be straight, degrees.
const STRAIGHT_DEG: f64 = 12.0;

impl Name {
    /// A name around a point.
    pub(super) fn at(text: &str, at: At, rank: Rank) -> Self {
        Self { text: text.to_owned(), at, turn_deg: 0.0, room_px: f64::INFINITY, rank }
    }

    /// A name along the longest straight part of a line.
    pub(super) fn along(text: &str, points: &[At], rank: Rank) -> Option<Self> {
        let direction = |a: At, b: At| (b[1] - a[1]).atan2(b[0] - a[0]).to_degrees();
        let length = |a: At, b: At| (b[0] - a[0]).hypot(b[1] - a[1]);
        let mut best: Option<(At, At)> = None;
        let mut first = 0;
        for end in 1..points.len() {
            let (turn, start) = (
                direction(points[end - 1], points[end]),
                direction(points[first], points[first + 1]),
            );
            let bend = (turn - start).rem_euclid(360.0);
            if bend.min(360.0 - bend) > STRAIGHT_DEG {
                first = end - 1;
            }
            let (a, b) = (points[first], points[end]);
            if best.is_none_or(|(c, d)| length(a, b) > length(c, d)) {
                best = Some((a, b));
            }
        }
        let (a, b) = best?;
        // Never upside down.
        let turn_deg = match direction(a, b) {
            turn if turn > 90.0 => turn - 180.0,
            turn if turn <= -90.0 => turn + 180.0,
            turn => turn,
        };
        let at = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
        Some(Self { text: text.to_owned(), at, turn_deg, room_px: length(a, b), rank })
    }

    /// Its width and its height.
    fn extent(&self) -> [f64; 2] {
        let size = self.rank.size_px();
        [f64::from(width_em(&self.text, Weight::Regular)) * size, size * 1.25]
    }

    /// The box around it, with a little room.
    fn around(&self) -> Taken {
        let [width, height] = self.extent();
        let (sin, cos) = self.turn_deg.to_radians().sin_cos();
        let half_x = (width * cos.abs() + height * sin.abs()) / 2.0 + 2.0;
        let half_y = (width * sin.abs() + height * cos.abs()) / 2.0 + 2.0;
        Taken::about(self.at, half_x, half_y)
    }

    fn markup(&self) -> Markup {
        let size = self.rank.size_px();
        let [x, y] = self.at;
        let turn = format!("translate({x:.1} {y:.1}) rotate({:.1})", self.turn_deg);
        html! {
            text transform=(turn) y=(format!("{:.1}", size * 0.36)) font-size=(size)
                fill=(self.rank.ink()) { (self.text) }
        }
    }
}

/// A rectangle that is taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Taken {
    low: At,
    high: At,
}

impl Taken {
    pub(super) fn about(middle: At, half_x: f64, half_y: f64) -> Self {
        Self {
            low: [middle[0] - half_x, middle[1] - half_y],
            high: [middle[0] + half_x, middle[1] + half_y],
        }
    }

    fn meets(&self, other: &Self) -> bool {
        (0..2).all(|axis| self.low[axis] < other.high[axis] && other.low[axis] < self.high[axis])
    }

    fn is_within(&self, width_px: u32, height_px: u32) -> bool {
        let high = [f64::from(width_px), f64::from(height_px)];
        (0..2).all(|axis| self.low[axis] >= 0.0 && self.high[axis] <= high[axis])
    }
}

/// The names for which there is room on a sheet, beside what is taken already: with a rim of paper,
/// so that they are read on whatever ground they stand.
pub(super) fn written(mut names: Vec<Name>, mut taken: Vec<Taken>, sheet: [u32; 2]) -> Markup {
    names.retain(|name| name.extent()[0] <= name.room_px && has_glyphs(&name.text));
    // The most important first; then those with the most room, so that the order in which tiles
    // were read does not matter.
    names.sort_by(|one, other| {
        let key = |name: &Name| (name.rank, -name.room_px, name.text.clone(), name.at);
        let (one, other) = (key(one), key(other));
        one.partial_cmp(&other).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut placed: Vec<Name> = Vec::new();
    let mut texts = BTreeSet::new();
    for name in names {
        let around = name.around();
        let is_free =
            around.is_within(sheet[0], sheet[1]) && !taken.iter().any(|other| other.meets(&around));
        let far =
            |other: &Name| (other.at[0] - name.at[0]).hypot(other.at[1] - name.at[1]) > APART_PX;
        let is_new = !texts.contains(&name.text)
            || placed.iter().filter(|other| other.text == name.text).all(far);
        if is_free && is_new {
            texts.insert(name.text.clone());
            taken.push(around);
            placed.push(name);
        }
    }
    html! {
        g text-anchor="middle" stroke=(ink::PAPER) stroke-width="3" stroke-linejoin="round"
            paint-order="stroke" {
            @for name in &placed { (name.markup()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_is_named_along_its_longest_straight_part_and_never_upside_down() {
        for (points, at, turn_deg, room_px) in [
            (vec![[0.0, 0.0], [100.0, 0.0]], [50.0, 0.0], 0.0, 100.0),
            (vec![[100.0, 0.0], [0.0, 0.0]], [50.0, 0.0], 0.0, 100.0),
            (vec![[0.0, 100.0], [0.0, 0.0]], [0.0, 50.0], 90.0, 100.0),
            (vec![[0.0, 0.0], [10.0, 0.0], [10.0, 40.0], [10.0, 90.0]], [10.0, 45.0], 90.0, 90.0),
            (vec![[0.0, 0.0], [50.0, 1.0], [100.0, 0.0]], [50.0, 0.0], 0.0, 100.0),
        ] {
            let name = Name::along("路", &points, Rank::Street).unwrap();
            assert_eq!(name.at, at, "{points:?}");
            assert!((name.turn_deg - turn_deg).abs() < 1e-9, "{points:?}: {}", name.turn_deg);
            assert!((name.room_px - room_px).abs() < 1e-9, "{points:?}: {}", name.room_px);
        }
        assert_eq!(Name::along("路", &[[1.0, 1.0]], Rank::Street), None);
    }

    #[test]
    fn names_give_way_to_what_matters_more_and_are_not_repeated_side_by_side() {
        let shown = |names: Vec<Name>, taken: Vec<Taken>| {
            let markup = written(names, taken, [400, 200]).into_string();
            let texts = markup.split("</text>").filter_map(|text| text.rsplit_once('>'));
            texts
                .map(|(_, text)| text.to_owned())
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
        };
        let name = |text: &str, x: f64, rank| Name::at(text, [x, 100.0], rank);
        let street = |text: &str, x: f64| name(text, x, Rank::Street);
        for (names, taken, expected) in [
            (
                vec![street("甲路", 100.0), name("乙站", 110.0, Rank::Landmark)],
                vec![],
                vec!["乙站"],
            ),
            (vec![street("甲路", 100.0), street("乙路", 200.0)], vec![], vec!["乙路", "甲路"]),
            (vec![street("甲路", 100.0), street("甲路", 200.0)], vec![], vec!["甲路"]),
            (vec![street("甲路", 40.0), street("甲路", 340.0)], vec![], vec!["甲路", "甲路"]),
            (vec![street("甲路", 100.0)], vec![Taken::about([100.0, 100.0], 5.0, 5.0)], vec![]),
            (vec![street("甲路", 3.0)], vec![], vec![]),
            (vec![street("\u{10FFFD}路", 100.0)], vec![], vec![]),
            (vec![Name { room_px: 10.0, ..street("甲路", 100.0) }], vec![], vec![]),
        ] {
            assert_eq!(shown(names.clone(), taken), expected, "{names:?}");
        }
    }
}
