//! Exact areas of unions of discs within the offices, in closed form from the pieces of their
//! lines (see `arcs`): for many sets of discs at once, and of what only one disc covers.

use super::arcs::{Discs, trace};
use super::columns::Columns;
use super::territory::Territory;

/// The area that each set of discs covers of each office, square metres: office by office, in
/// each one set by set. A set is a column; a disc's row says which sets it is in.
///
/// A rim is the edge of a set's union where its disc is in the set and no disc of the set holds
/// it; an office's edge, where a disc of the set does.
pub(super) fn covered_m2(territory: &Territory, discs: &Discs, sets: &Columns) -> Vec<f64> {
    let mut areas = vec![0.0; territory.offices.len() * sets.count()];
    let mut shown = vec![0u64; sets.words()];
    trace(territory, discs, |piece| {
        match piece.rim_of {
            Some(disc) => {
                shown.copy_from_slice(sets.row(disc));
                for other in piece.held_by {
                    let mut left = 0;
                    for (shown, hidden) in shown.iter_mut().zip(sets.row(*other as usize)) {
                        *shown &= !hidden;
                        left |= *shown;
                    }
                    if left == 0 {
                        return;
                    }
                }
            }
            None => {
                shown.fill(0);
                for holder in piece.held_by {
                    for (shown, held) in shown.iter_mut().zip(sets.row(*holder as usize)) {
                        *shown |= held;
                    }
                }
            }
        }
        if shown.iter().any(|word| *word != 0) {
            let areas = &mut areas[piece.office * sets.count()..];
            let area_m2 = piece.area_m2();
            Columns::each(&shown, |set| areas[set] += area_m2);
        }
    });
    areas
}

/// The area in the offices that only one disc covers, for each disc, square metres.
///
/// The region that a disc covers alone ends at its own rim where nothing else holds it, at the
/// rims of others that it alone holds, which run the other way round it, and at the offices' edges
/// that it alone holds.
pub(super) fn alone_m2(territory: &Territory, discs: &Discs) -> Vec<f64> {
    let mut areas = vec![0.0; discs.len()];
    trace(territory, discs, |piece| match (piece.rim_of, piece.held_by) {
        (Some(disc), []) => areas[disc] += piece.area_m2(),
        (Some(_), [holder]) => areas[*holder as usize] -= piece.area_m2(),
        (None, [holder]) => areas[*holder as usize] += piece.area_m2(),
        _ => {}
    });
    areas
}
