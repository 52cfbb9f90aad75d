//! A question of covering as numbers, and how it becomes smaller.

use std::collections::HashMap;

use super::super::sparse::Sparse;

/// Which cells each candidate covers, what each cell is worth, and what may be chosen.
///
/// Weights are whole numbers of some unit, kept as `f64`: sums are exact below 2⁵³.
#[derive(Debug, Clone)]
pub(super) struct Instance {
    /// The numbers of the candidates in the question; in this instance they count from 0.
    pub(super) names: Vec<u32>,
    /// By candidate: the cells that it covers.
    pub(super) cells_of: Sparse,
    /// By cell: its weight.
    pub(super) weights: Vec<f64>,
    pub(super) rules: Rules,
    /// How many sites are still to be chosen, at most.
    pub(super) count: usize,
    /// Sites chosen already, by their numbers in the question, and the weight they cover.
    pub(super) fixed: Vec<u32>,
    pub(super) base: f64,
}

/// What may not be chosen together.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    /// By candidate: its group. Empty when there are no quotas.
    pub(super) group_of: Vec<u32>,
    /// By group: how many may still be chosen.
    pub(super) room: Vec<u32>,
    /// By candidate: those that stand too close to it. Empty when there is no least distance.
    pub(super) too_close: Sparse,
}

impl Rules {
    pub(super) fn group(&self, candidate: usize) -> Option<usize> {
        self.group_of.get(candidate).map(|group| *group as usize)
    }

    pub(super) fn too_close(&self, candidate: usize) -> &[u32] {
        if self.too_close.rows() == 0 { &[] } else { self.too_close.row(candidate) }
    }
}

/// What is done with a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Open,
    Chosen,
    Out,
}

/// A smaller instance, and for each of its cells those of the larger one that became it.
pub(super) struct Smaller {
    pub(super) instance: Instance,
    /// By cell of the larger instance: its number in the smaller one.
    pub(super) cell_now: Vec<Option<u32>>,
    /// By candidate of the smaller instance: its number in the larger one.
    pub(super) kept: Vec<u32>,
}

impl Instance {
    pub(super) fn candidates(&self) -> usize {
        self.names.len()
    }

    pub(super) fn cells(&self) -> usize {
        self.weights.len()
    }

    /// The instance that is left when candidates are chosen or out. Cells that the chosen ones
    /// cover, or that nobody covers any more, are gone; cells of the same candidates are one.
    pub(super) fn with_fates(&self, fates: &[Fate]) -> Smaller {
        let (fates, rules) = self.follow(fates);
        let mut fixed = self.fixed.clone();
        let mut gone = vec![false; self.cells()];
        let mut base = self.base;
        let mut kept = Vec::new();
        for (candidate, fate) in fates.iter().enumerate() {
            match fate {
                Fate::Open => kept.push(candidate as u32),
                Fate::Out => {}
                Fate::Chosen => {
                    fixed.push(self.names[candidate]);
                    for cell in self.cells_of.row(candidate) {
                        if !std::mem::replace(&mut gone[*cell as usize], true) {
                            base += self.weights[*cell as usize];
                        }
                    }
                }
            }
        }
        let count = self.count + self.fixed.len() - fixed.len();
        let mut smaller = self.merged(kept, &gone);
        smaller.instance.rules = rules.of(&smaller.kept);
        smaller.instance.count = count;
        smaller.instance.fixed = fixed;
        smaller.instance.base = base;
        smaller
    }

    /// What follows from the fates: those too close to a chosen one are out, and those of a
    /// group without room.
    fn follow(&self, fates: &[Fate]) -> (Vec<Fate>, Rules) {
        let (mut fates, mut rules) = (fates.to_vec(), self.rules.clone());
        for candidate in 0..fates.len() {
            if fates[candidate] == Fate::Chosen {
                if let Some(group) = rules.group(candidate) {
                    rules.room[group] = rules.room[group].saturating_sub(1);
                }
                for other in self.rules.too_close(candidate) {
                    fates[*other as usize] = Fate::Out;
                }
            }
        }
        for (candidate, fate) in fates.iter_mut().enumerate() {
            let is_full = rules.group(candidate).is_some_and(|group| rules.room[group] == 0);
            if *fate == Fate::Open && is_full {
                *fate = Fate::Out;
            }
        }
        (fates, rules)
    }

    /// Only these candidates, and cells that are not gone, those of the same candidates as one.
    fn merged(&self, kept: Vec<u32>, gone: &[bool]) -> Smaller {
        let mut by_cell: Vec<Vec<u32>> = vec![Vec::new(); self.cells()];
        for (now, candidate) in kept.iter().enumerate() {
            for cell in self.cells_of.row(*candidate as usize) {
                if !gone[*cell as usize] {
                    by_cell[*cell as usize].push(now as u32);
                }
            }
        }
        let mut weights: Vec<f64> = Vec::new();
        let mut numbers: HashMap<&[u32], u32> = HashMap::new();
        let mut candidates_of = Sparse::with_capacity(self.cells(), self.cells_of.items());
        let mut cell_now = vec![None; self.cells()];
        for (cell, candidates) in by_cell.iter().enumerate() {
            if candidates.is_empty() || self.weights[cell] <= 0.0 {
                continue;
            }
            let number = *numbers.entry(candidates).or_insert_with(|| {
                candidates_of.push_row(candidates);
                weights.push(0.0);
                weights.len() as u32 - 1
            });
            weights[number as usize] += self.weights[cell];
            cell_now[cell] = Some(number);
        }
        let instance = Self {
            names: kept.iter().map(|candidate| self.names[*candidate as usize]).collect(),
            cells_of: candidates_of.transposed(kept.len()),
            weights,
            rules: Rules::default(),
            count: 0,
            fixed: Vec::new(),
            base: 0.0,
        };
        Smaller { instance, cell_now, kept }
    }
}

impl Rules {
    /// The rules for some of the candidates, which are renumbered.
    fn of(self, kept: &[u32]) -> Self {
        let group_of = if self.group_of.is_empty() {
            Vec::new()
        } else {
            kept.iter().map(|candidate| self.group_of[*candidate as usize]).collect()
        };
        let too_close = if self.too_close.rows() == 0 {
            Sparse::default()
        } else {
            let mut now = vec![None; self.too_close.rows()];
            for (number, candidate) in kept.iter().enumerate() {
                now[*candidate as usize] = Some(number as u32);
            }
            let others = |candidate: &u32| self.too_close.row(*candidate as usize);
            Sparse::from_lists(kept.iter().map(|candidate| {
                others(candidate).iter().filter_map(|other| now[*other as usize]).collect()
            }))
        };
        Self { group_of, room: self.room, too_close }
    }
}
