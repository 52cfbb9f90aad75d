//! Covering as much demand as possible.
mod anneal;
mod instance;
mod relaxation;
mod search;
mod selection;

use super::sparse::Sparse;
use super::course::{Course, Effort};
use instance::{Instance, Rules};

pub fn lab(weights: &[f64], reached: Vec<Vec<u32>>, covered: &[bool], count: usize, effort: Effort) -> (f64,f64,f64,Vec<u32>) {
    let lists = reached.into_iter().map(|l| l.into_iter().filter(|c| !covered[*c as usize]).collect::<Vec<_>>());
    let cells_of = Sparse::from_lists(lists);
    let m = cells_of.rows();
    let big = Instance { names: (0..m as u32).collect(), cells_of, weights: weights.to_vec(), rules: Rules::default(), count, fixed: vec![], base: 0.0 };
    let inst = big.with_fates(&vec![instance::Fate::Open; m]).instance;
    let mut w = |_: &super::course::Progress<'_>| std::ops::ControlFlow::Continue(());
    let mut c = Course::new(effort, &mut w);
    let s = c.steps_left();
    let f = search::search(&inst, search::Goal::Most, effort.seed, &mut c, &mut |_,_| {});
    (f.covered, f.bound, (s - c.steps_left()) as f64, f.sites)
}
