//! A choice of sites that is kept up to date while sites come and go.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::sparse::Sparse;
use super::instance::Instance;

/// Chosen sites, and for every candidate what it would add or take away.
///
/// A change costs as many steps as there are candidates at the cells whose covering changes
/// hands, so that a swap can be weighed without looking at all cells.
#[derive(Clone)]
pub(super) struct Selection<'a> {
    instance: &'a Instance,
    candidates_of: &'a Sparse,
    /// By cell: how many chosen sites cover it, and the exclusive or of their numbers, which is
    /// the number of the only one when there is one only.
    times: Vec<u32>,
    who: Vec<u32>,
    /// By candidate: the weight that it would add, or that it alone covers if it is chosen.
    worth: Vec<f64>,
    /// By candidate: where it stands among the chosen.
    place: Vec<Option<u32>>,
    chosen: Vec<u32>,
    covered: f64,
    room: Vec<u32>,
    /// By candidate: how many chosen sites are too close.
    crowd: Vec<u32>,
}

impl<'a> Selection<'a> {
    /// Nothing is chosen. `candidates_of` is the transpose of the instance's lists.
    pub(super) fn new(instance: &'a Instance, candidates_of: &'a Sparse) -> Self {
        let worth = (0..instance.candidates())
            .map(|candidate| {
                let cells = instance.cells_of.row(candidate).iter();
                cells.map(|cell| instance.weights[*cell as usize]).sum()
            })
            .collect();
        Self {
            instance,
            candidates_of,
            times: vec![0; instance.cells()],
            who: vec![0; instance.cells()],
            worth,
            place: vec![None; instance.candidates()],
            chosen: Vec::new(),
            covered: 0.0,
            room: instance.rules.room.clone(),
            crowd: vec![0; instance.candidates()],
        }
    }

    pub(super) fn chosen(&self) -> &[u32] {
        &self.chosen
    }

    /// Weight that the chosen sites cover.
    pub(super) fn covered(&self) -> f64 {
        self.covered
    }

    pub(super) fn has(&self, candidate: usize) -> bool {
        self.place[candidate].is_some()
    }

    /// Whether there is room for a candidate that is not chosen.
    pub(super) fn admits(&self, candidate: usize) -> bool {
        let group = self.instance.rules.group(candidate);
        self.chosen.len() < self.instance.count
            && self.crowd[candidate] == 0
            && group.is_none_or(|group| self.room[group] > 0)
    }

    /// Whether there would be room for `new`, which is not chosen, if `old`, which is, went.
    pub(super) fn admits_instead(&self, new: usize, old: usize) -> bool {
        let rules = &self.instance.rules;
        let group = rules.group(new);
        let has_room = group == rules.group(old) || group.is_none_or(|group| self.room[group] > 0);
        let crowd = self.crowd[new];
        has_room
            && (crowd == 0
                || crowd == 1 && rules.too_close(new).binary_search(&(old as u32)).is_ok())
    }

    /// What the covered weight would grow by if `new` stood instead of `old`.
    pub(super) fn swap_gain(&self, new: usize, old: usize) -> f64 {
        let mut gain = self.worth[new] - self.worth[old];
        let mut ours = self.instance.cells_of.row(new).iter().peekable();
        for cell in self.instance.cells_of.row(old) {
            while ours.next_if(|our| *our < cell).is_some() {}
            if ours.next_if(|our| *our == cell).is_some() && self.times[*cell as usize] == 1 {
                gain += self.instance.weights[*cell as usize];
            }
        }
        gain
    }

    /// Chooses a candidate.
    pub(super) fn add(&mut self, candidate: usize) {
        self.place[candidate] = Some(self.chosen.len() as u32);
        self.chosen.push(candidate as u32);
        self.covered += self.worth[candidate];
        if let Some(group) = self.instance.rules.group(candidate) {
            self.room[group] = self.room[group].saturating_sub(1);
        }
        for other in self.instance.rules.too_close(candidate) {
            self.crowd[*other as usize] += 1;
        }
        for cell in self.instance.cells_of.row(candidate) {
            let (cell, weight) = (*cell as usize, self.instance.weights[*cell as usize]);
            match self.times[cell] {
                0 => {
                    for other in self.candidates_of.row(cell) {
                        self.worth[*other as usize] -= weight;
                    }
                    self.worth[candidate] += weight;
                }
                1 => self.worth[self.who[cell] as usize] -= weight,
                _more => {}
            }
            self.times[cell] += 1;
            self.who[cell] ^= candidate as u32;
        }
    }

    /// Takes a chosen site away.
    pub(super) fn drop(&mut self, candidate: usize) {
        let Some(place) = self.place[candidate].take() else { return };
        self.chosen.swap_remove(place as usize);
        if let Some(moved) = self.chosen.get(place as usize) {
            self.place[*moved as usize] = Some(place);
        }
        self.covered -= self.worth[candidate];
        if let Some(group) = self.instance.rules.group(candidate) {
            self.room[group] += 1;
        }
        for other in self.instance.rules.too_close(candidate) {
            self.crowd[*other as usize] -= 1;
        }
        for cell in self.instance.cells_of.row(candidate) {
            let (cell, weight) = (*cell as usize, self.instance.weights[*cell as usize]);
            self.times[cell] -= 1;
            self.who[cell] ^= candidate as u32;
            match self.times[cell] {
                0 => {
                    self.worth[candidate] -= weight;
                    for other in self.candidates_of.row(cell) {
                        self.worth[*other as usize] += weight;
                    }
                }
                1 => self.worth[self.who[cell] as usize] += weight,
                _more => {}
            }
        }
    }

    /// Chooses what adds most until nothing more adds anything or is admitted: the lazy greedy
    /// method (CELF, Leskovec et al. 2007), in which only the candidate on top is weighed anew.
    pub(super) fn fill(&mut self) {
        self.fill_up_to(f64::INFINITY);
    }

    /// As [`Self::fill`], until this weight is covered.
    pub(super) fn fill_up_to(&mut self, enough: f64) {
        let rank = |selection: &Self, candidate: u32| {
            // Whole numbers below 2⁵³ order as integers do.
            (selection.worth[candidate as usize] as u64, Reverse(candidate))
        };
        let all = 0..self.instance.candidates() as u32;
        let mut heap: BinaryHeap<_> = all
            .filter(|candidate| !self.has(*candidate as usize))
            .map(|candidate| rank(self, candidate))
            .collect();
        while self.chosen.len() < self.instance.count && self.covered < enough {
            let Some((worth, Reverse(candidate))) = heap.pop() else { return };
            let now = rank(self, candidate);
            if !self.admits(candidate as usize) || now.0 == 0 {
                continue;
            }
            if now.0 < worth {
                heap.push(now);
            } else {
                self.add(candidate as usize);
            }
        }
    }
}
