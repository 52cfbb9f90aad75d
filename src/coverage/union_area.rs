//! Exact areas of unions of discs within the offices, in closed form from the pieces of their
//! lines (see `arcs`): for many sets of discs at once, and of what only one disc covers.

use super::arcs::{Discs, Watch, trace};
use super::columns::Columns;
use super::territory::Territory;

/// The area that each set of discs covers of each office, square metres: office by office, in
/// each one set by set. A set is a column; a disc's row says which sets it is in.
///
/// The edge of a set's union runs along the rims of its discs where none of them holds the rim,
/// and along the office's edge but where none of them holds that.
pub(super) fn covered_m2(territory: &Territory, discs: &Discs, sets: &Columns) -> Vec<f64> {
    match sets.words() {
        1 => covered_by_words::<1>(territory, discs, sets),
        2 => covered_by_words::<2>(territory, discs, sets),
        3 | 4 => covered_by_words::<4>(territory, discs, sets),
        _ => {
            // More sets than the hours of a week can be are asked in turn.
            let parts = sets.split(8 * 64);
            let areas: Vec<_> = parts
                .iter()
                .map(|part| (part.count(), covered_by_words::<8>(territory, discs, part)))
                .collect();
            let of_office = |office: usize| {
                areas.iter().flat_map(move |(count, areas)| &areas[office * count..][..*count])
            };
            (0..territory.offices.len()).flat_map(of_office).copied().collect()
        }
    }
}

fn covered_by_words<const WORDS: usize>(
    territory: &Territory,
    discs: &Discs,
    sets: &Columns,
) -> Vec<f64> {
    let count = sets.count();
    let mut areas: Vec<f64> = territory
        .offices
        .iter()
        .flat_map(|office| std::iter::repeat_n(office.shape.area_m2(), count))
        .collect();
    let rows = (0..discs.len()).map(|disc| {
        let mut row = [0; WORDS];
        row[..sets.words()].copy_from_slice(sets.row(disc));
        row
    });
    let mut all = [0; WORDS];
    (0..count).for_each(|set| all[set / 64] |= 1 << (set % 64));
    trace(territory, discs, &Unheld { rows: rows.collect(), all }, |piece| {
        let areas = &mut areas[piece.office * count..];
        let area_m2 = if piece.rim_of.is_some() { piece.area_m2() } else { -piece.area_m2() };
        Columns::each(&piece.state, |set| areas[set] += area_m2);
    });
    areas
}

/// Watches for the sets of which no disc holds a piece.
struct Unheld<const WORDS: usize> {
    rows: Vec<[u64; WORDS]>,
    all: [u64; WORDS],
}

impl<const WORDS: usize> Watch for Unheld<WORDS> {
    type State = [u64; WORDS];

    fn of_rim(&self, disc: usize) -> Self::State {
        self.rows[disc]
    }

    fn of_edge(&self) -> Self::State {
        self.all
    }

    fn held_by(&self, mut state: Self::State, disc: usize) -> Option<Self::State> {
        let mut left = 0;
        for (state, held) in state.iter_mut().zip(&self.rows[disc]) {
            *state &= !held;
            left |= *state;
        }
        (left != 0).then_some(state)
    }
}

/// The area in the offices that only one disc covers, for each disc, square metres.
///
/// The region that a disc covers alone ends at its own rim where nothing else holds it, at the
/// rims of others that it alone holds, which run the other way round it, and at the offices' edges
/// that it alone holds.
pub(super) fn alone_m2(territory: &Territory, discs: &Discs) -> Vec<f64> {
    let mut areas = vec![0.0; discs.len()];
    trace(territory, discs, &AtMostOne, |piece| match (piece.rim_of, piece.state) {
        (Some(disc), Holder::None) => areas[disc] += piece.area_m2(),
        (Some(_), Holder::One(holder)) => areas[holder] -= piece.area_m2(),
        (None, Holder::One(holder)) => areas[holder] += piece.area_m2(),
        (None, Holder::None) => {}
    });
    areas
}

/// Watches for pieces that no disc or only one holds.
struct AtMostOne;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    None,
    One(usize),
}

impl Watch for AtMostOne {
    type State = Holder;

    fn of_rim(&self, _disc: usize) -> Holder {
        Holder::None
    }

    fn of_edge(&self) -> Holder {
        Holder::None
    }

    fn held_by(&self, state: Holder, disc: usize) -> Option<Holder> {
        (state == Holder::None).then_some(Holder::One(disc))
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::{PI, TAU};

    use geo::{Area as _, BooleanOps, Coord, LineString, MultiPolygon, Polygon, unary_union};
    use proptest::prelude::*;

    use super::*;
    use crate::coverage::arcs::Disc;
    use crate::coverage::fixtures::{on_plane, pierced, square};
    use crate::coverage::plane::PlanePoint;

    /// Middle and radius, metres.
    type Given = (f64, f64, f64);

    fn disc((x_m, y_m, radius_m): Given) -> Disc {
        Disc { centre: PlanePoint { x_m, y_m }, radius_m }
    }

    /// By office.
    fn covered(territory: &Territory, discs: &[Disc]) -> Vec<f64> {
        let discs = Discs::new(discs.iter().copied());
        let mut sets = Columns::new(discs.len(), 1);
        (0..discs.len()).for_each(|disc| sets.set(disc, 0));
        covered_m2(territory, &discs, &sets)
    }

    /// 1000 m by 1000 m with a hole of 200 m by 200 m.
    fn square_with_hole() -> MultiPolygon<f64> {
        pierced((0.0, 0.0, 1000.0), (600.0, 600.0, 200.0))
    }

    #[test]
    fn areas_that_can_be_told_by_hand_come_out_whatever_touches_what() {
        let whole = |radius_m: f64| PI * radius_m * radius_m;
        // Two discs of 100 m whose middles are 100 m apart have this in common.
        let lens = 1e4 * (2.0 * PI / 3.0 - 3f64.sqrt() / 2.0);
        let cases: [(&str, &[Given], f64); 17] = [
            ("nothing", &[], 0.0),
            ("one", &[(300.0, 300.0, 100.0)], whole(100.0)),
            (
                "two that overlap",
                &[(300.0, 300.0, 100.0), (400.0, 300.0, 100.0)],
                2.0 * whole(100.0) - lens,
            ),
            ("two that touch", &[(300.0, 300.0, 100.0), (500.0, 300.0, 100.0)], 2.0 * whole(100.0)),
            ("two that are one", &[(300.0, 300.0, 100.0), (300.0, 300.0, 100.0)], whole(100.0)),
            ("one in another", &[(300.0, 300.0, 100.0), (310.0, 290.0, 40.0)], whole(100.0)),
            (
                "one in another around the same middle",
                &[(300.0, 300.0, 40.0), (300.0, 300.0, 100.0)],
                whole(100.0),
            ),
            (
                "one that touches another from within",
                &[(300.0, 300.0, 100.0), (360.0, 300.0, 40.0)],
                whole(100.0),
            ),
            ("around a corner", &[(0.0, 0.0, 100.0)], whole(100.0) / 4.0),
            ("on an edge", &[(1000.0, 400.0, 100.0)], whole(100.0) / 2.0),
            ("touching an edge from within", &[(100.0, 400.0, 100.0)], whole(100.0)),
            ("touching an edge from without", &[(-100.0, 400.0, 100.0)], 0.0),
            ("touching a corner from without", &[(-60.0, -80.0, 100.0)], 0.0),
            ("touching a corner of the hole", &[(540.0, 520.0, 100.0)], whole(100.0)),
            ("touching an edge of the hole", &[(500.0, 700.0, 100.0)], whole(100.0)),
            ("around the hole", &[(700.0, 700.0, 200.0)], whole(200.0) - 4e4),
            ("around everything", &[(500.0, 500.0, 2000.0)], 1e6 - 4e4),
        ];
        let territory = on_plane([square_with_hole()]);
        for (name, discs, expected) in cases {
            let discs: Vec<Disc> = discs.iter().copied().map(disc).collect();
            let found = covered(&territory, &discs)[0];
            assert!((found - expected).abs() < 1e-6, "{name}: {found} is not {expected}");
        }
    }

    #[test]
    fn where_offices_overlap_each_has_its_own() {
        let territory = on_plane([square(0.0, 0.0, 1000.0), square(900.0, 0.0, 1000.0)]);
        let found = covered(&territory, &[disc((950.0, 500.0, 50.0))]);
        assert!(found.iter().all(|area| (area - PI * 2500.0).abs() < 1e-6), "{found:?}");
    }

    /// Places and radii on a coarse lattice, so that discs often touch, agree and contain one
    /// another, and touch corners; and some anywhere.
    fn discs() -> impl Strategy<Value = Vec<Disc>> {
        let place =
            || prop_oneof![(-6i32..46).prop_map(|at| f64::from(at) * 50.0), -300.0f64..2300.0];
        let radius = prop_oneof![
            prop::sample::select(vec![50.0, 100.0, 150.0, 250.0, 500.0]),
            1.0f64..600.0
        ];
        prop::collection::vec((place(), place(), radius).prop_map(disc), 0..25)
    }

    /// Two neighbours, one with a hole.
    fn territory() -> Territory {
        on_plane([square_with_hole(), square(1000.0, 0.0, 1000.0)])
    }

    fn polygon(disc: &Disc) -> Polygon<f64> {
        const CORNERS: i32 = 512;
        let angle = TAU / f64::from(CORNERS);
        let corner_m = disc.radius_m * (angle / angle.sin()).sqrt();
        let corner = |corner: i32| Coord {
            x: disc.centre.x_m + corner_m * (angle * f64::from(corner)).cos(),
            y: disc.centre.y_m + corner_m * (angle * f64::from(corner)).sin(),
        };
        Polygon::new(LineString((0..CORNERS).map(corner).collect()), Vec::new())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn the_area_is_that_of_a_union_of_polygons(discs in discs()) {
            let territory = territory();
            let union = unary_union(&discs.iter().map(polygon).collect::<Vec<_>>());
            for (office, ours) in territory.offices.iter().zip(covered(&territory, &discs)) {
                let theirs = office.shape.polygon.intersection(&union).unsigned_area();
                prop_assert!((ours - theirs).abs() < 2.0, "{ours} m² is not {theirs} m²");
            }
        }

        #[test]
        fn what_a_disc_covers_alone_is_what_its_loss_uncovers(given in discs()) {
            let territory = territory();
            let discs = Discs::new(given);
            let alone = alone_m2(&territory, &discs);
            let all: f64 = covered(&territory, &discs.discs).iter().sum();
            for (at, alone) in alone.into_iter().enumerate() {
                let mut others = discs.discs.clone();
                others.remove(at);
                let left: f64 = covered(&territory, &others).iter().sum();
                prop_assert!((all - left - alone).abs() < 1e-4, "{alone} {}", all - left);
            }
        }

        #[test]
        fn a_larger_or_further_disc_never_covers_less_and_order_plays_no_part(
            discs in discs(), at in 0usize..25, by_m in 0.0f64..50.0,
        ) {
            let territory = territory();
            let before = covered(&territory, &discs);
            let mut turned = discs.clone();
            turned.reverse();
            prop_assert_eq!(&before, &covered(&territory, &turned), "the very same numbers");
            let mut larger = discs.clone();
            larger.iter_mut().for_each(|disc| disc.radius_m += by_m);
            let mut fewer = discs;
            if at < fewer.len() {
                fewer.remove(at);
            }
            let fewer = covered(&territory, &fewer);
            for ((before, larger), fewer) in before.iter().zip(covered(&territory, &larger)).zip(fewer) {
                prop_assert!(larger >= before - 1e-6, "{larger} {before}");
                prop_assert!(fewer <= before + 1e-6, "{fewer} {before}");
            }
        }

        #[test]
        fn many_sets_at_once_are_each_as_alone(
            given in discs(), members in prop::collection::vec(any::<[u64; 2]>(), 25),
        ) {
            let territory = territory();
            let discs = Discs::new(given);
            let mut sets = Columns::new(discs.len(), 70);
            for (row, members) in (0..discs.len()).zip(&members) {
                (0..70).filter(|set| members[set / 64] >> (set % 64) & 1 == 1).for_each(|set| sets.set(row, set));
            }
            let areas = covered_m2(&territory, &discs, &sets);
            for set in [0, 1, 63, 64, 69] {
                let is_in = |row: &usize| sets.row(*row)[set / 64] >> (set % 64) & 1 == 1;
                let alone: Vec<Disc> =
                    (0..discs.len()).filter(is_in).map(|row| discs.discs[row]).collect();
                for (office, alone) in covered(&territory, &alone).into_iter().enumerate() {
                    prop_assert!((areas[office * 70 + set] - alone).abs() < 1e-5);
                }
            }
        }
    }
}
