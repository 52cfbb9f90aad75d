//! Who can be served from where, and at which cost.

use super::super::error::SiteSelectionError;

/// The most pairs of a candidate and a cell: about 500 MB.
pub(in super::super) const MOST_PAIRS: usize = 20_000_000;

/// Costs of serving cells: by candidate, and by cell the cheapest first. A pair that costs no less
/// than what the cell has without it is left out.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    /// By cell: what it costs without any new site. A cell that cannot be served so has the cost
    /// of its dearest candidate here: with any site at all it costs no more than that.
    pub(super) without: Vec<f64>,
    /// Whether all costs are whole numbers, so that a bound may be rounded up to one.
    pub(super) are_whole: bool,
    from: Vec<Vec<(u32, f64)>>,
    to: Vec<Vec<(u32, f64)>>,
}

impl Ways {
    /// By candidate the cells that it can serve, with the cost of each.
    ///
    /// # Errors
    /// When a cell that has nothing without a new site cannot be served by each candidate.
    pub(super) fn new(
        mut without: Vec<f64>,
        mut from: Vec<Vec<(u32, f64)>>,
    ) -> Result<Self, SiteSelectionError> {
        for list in &mut from {
            list.retain(|(cell, cost)| *cost < without[*cell as usize]);
        }
        let mut to = vec![Vec::new(); without.len()];
        for (candidate, list) in from.iter().enumerate() {
            for (cell, cost) in list {
                to[*cell as usize].push((candidate as u32, *cost));
            }
        }
        for (cell, list) in to.iter_mut().enumerate() {
            if without[cell].is_infinite() && list.len() < from.len() {
                return Err(SiteSelectionError::Unreachable { point: cell + 1 });
            }
            list.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            if without[cell].is_infinite() {
                without[cell] = list.last().map_or(0.0, |(_, dearest)| *dearest);
            }
        }
        let is_whole = |cost: &f64| cost.fract() == 0.0;
        let are_whole =
            without.iter().all(is_whole) && from.iter().flatten().all(|(_, cost)| is_whole(cost));
        Ok(Self { without, are_whole, from, to })
    }

    pub(super) fn candidates(&self) -> usize {
        self.from.len()
    }

    pub(super) fn cells(&self) -> usize {
        self.to.len()
    }

    pub(super) fn pairs(&self) -> usize {
        self.from.iter().map(Vec::len).sum()
    }

    /// The cells that a candidate can serve, with the cost.
    pub(super) fn from(&self, candidate: usize) -> &[(u32, f64)] {
        &self.from[candidate]
    }

    /// The candidates that can serve a cell, with the cost, the cheapest first.
    pub(super) fn to(&self, cell: usize) -> &[(u32, f64)] {
        &self.to[cell]
    }
}
