//! From a question to the best choice and its proof: greedy, swaps, the bound, and branching.

use super::super::course::{Course, Dice, Progress};
use super::anneal::{Schedule, anneal};
use super::instance::{Fate, Instance};
use super::relaxation::{Patience, Relaxation};
use super::selection::Selection;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Goal {
    /// As much weight as possible.
    Most,
    /// At least this weight, or a proof that it cannot be had.
    AtLeast(f64),
}

/// What a search has found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The chosen candidates, by their numbers in the question.
    pub(super) sites: Vec<u32>,
    /// The weight that they cover.
    pub(super) covered: f64,
    /// No choice covers more.
    pub(super) bound: f64,
}

/// An instance that may hold a better choice, and its bound.
struct Node {
    instance: Instance,
    relaxation: Relaxation,
}

struct Search<'a, 'w> {
    goal: Goal,
    found: Found,
    dice: Dice,
    course: &'a mut Course<'w>,
    tell: &'a mut dyn FnMut(&mut Course<'w>, &Found),
}

/// Searches until the answer is proved or the work is done.
pub(super) fn search<'w>(
    instance: &Instance,
    goal: Goal,
    seed: u64,
    course: &mut Course<'w>,
    tell: &mut dyn FnMut(&mut Course<'w>, &Found),
) -> Found {
    let total = instance.base + instance.weights.iter().sum::<f64>();
    let found = Found { sites: instance.fixed.clone(), covered: instance.base, bound: total };
    let mut search = Search { goal, found, dice: Dice::new(seed), course, tell };
    search.run(instance);
    search.found
}

/// Rounds of prices before candidates are looked through, at the root and below it.
const ROOT: Patience = Patience { rounds: 100, check_every: 50, progress: 0.01 };
const BELOW: Patience = Patience { rounds: 40, check_every: 40, progress: 0.01 };

impl Search<'_, '_> {
    fn run(&mut self, instance: &Instance) {
        let candidates_of = instance.cells_of.transposed(instance.cells());
        let mut greedy = Selection::new(instance, &candidates_of);
        greedy.fill();
        self.offer(instance, greedy.covered(), greedy.chosen());
        let relaxation = Relaxation::of_choice(instance, greedy.chosen());
        drop(candidates_of);
        let mut root = Node { instance: instance.clone(), relaxation };
        self.bound_is(root.relaxation.bound);
        self.anneal(&root, 100_000);
        while self.is_open(&root) && self.tighten(&mut root, ROOT) {
            self.bound_is(root.relaxation.bound);
        }
        self.bound_is(root.relaxation.bound);
        let half = self.course.steps_left() / 2;
        let mut idle = 0;
        while self.is_open(&root) && self.course.goes_on() && self.course.steps_left() > half && idle < 6 {
            idle += 1;
            if self.anneal(&root, 300_000) {
                idle = 0;
            }
            self.tighten(&mut root, BELOW);
            self.bound_is(root.relaxation.bound);
        }
        self.branch(root);
    }

    /// Looks through all that is left, the likeliest first.
    fn branch(&mut self, root: Node) {
        let mut open = vec![root];
        let mut nodes = 0u64;
        while let Some(mut node) = open.pop() {
            nodes += 1;
            while self.is_open(&node) && self.tighten(&mut node, BELOW) {}
            if self.is_open(&node) {
                self.round(&node);
            }
            if self.is_open(&node) {
                if let Some([with, without]) = children(&node) {
                    open.push(without);
                    open.push(with);
                } 
            }
            let highest = open.iter().map(|node| node.relaxation.bound).fold(0.0, f64::max);
            self.bound_is(highest.max(self.found.covered));
            if !self.course.goes_on() {
                break;
            }
        }
        if std::env::var_os("LAB").is_some() { eprintln!("nodes {nodes} left {}", open.len()); }
    }

    /// Whether a node may hold what is looked for.
    fn is_open(&self, node: &Node) -> bool {
        node.relaxation.bound >= self.wanted()
    }

    /// What a better answer has to cover at least. Weights are whole numbers.
    fn wanted(&self) -> f64 {
        match self.goal {
            Goal::Most => self.found.covered + 1.0,
            Goal::AtLeast(target) if self.found.covered < target => target,
            Goal::AtLeast(_reached) => f64::INFINITY,
        }
    }

    /// Better prices, and then without the candidates whose fate they decide. False when neither
    /// has changed much.
    fn tighten(&mut self, node: &mut Node, patience: Patience) -> bool {
        let before = node.relaxation.bound;
        let wanted = self.wanted();
        node.relaxation.improve(&node.instance, wanted, patience, self.course);
        if !self.course.goes_on() || node.relaxation.bound < wanted {
            return false;
        }
        let fates = node.relaxation.fates(&node.instance, wanted);
        let decided = fates.iter().filter(|fate| **fate != Fate::Open).count();
        let has_shrunk = decided * 10 > fates.len() || fates.contains(&Fate::Chosen);
        if has_shrunk {
            let smaller = node.instance.with_fates(&fates);
            self.course.spend(10 * node.instance.cells_of.items());
            node.relaxation = node.relaxation.carried_over(&smaller);
            node.relaxation.bound = node.relaxation.bound.min(before);
            node.instance = smaller.instance;
        }
        if std::env::var_os("LAB").is_some() && fates.len()>300 { eprintln!("   bound {:.2} wanted {:.0} cands {} items {} count {} base {}", node.relaxation.bound, wanted, node.instance.candidates(), node.instance.cells_of.items(), node.instance.count, node.instance.base); }
        let lacking = (before - wanted).max(1.0);
        has_shrunk || before - node.relaxation.bound > patience.progress * lacking
    }

    /// Makes a choice of what the bound takes, and keeps it if it is the best.
    fn round(&mut self, node: &Node) {
        let candidates_of = node.instance.cells_of.transposed(node.instance.cells());
        let mut selection = Selection::new(&node.instance, &candidates_of);
        for candidate in &node.relaxation.taken {
            if selection.admits(*candidate as usize) {
                selection.add(*candidate as usize);
            }
        }
        selection.fill();
        self.course.spend(10 * node.instance.cells_of.items());
        self.offer(&node.instance, selection.covered(), selection.chosen());
    }

    fn anneal(&mut self, node: &Node, swaps: usize) -> bool {
        let (instance, start) = (&node.instance, &node.relaxation.taken);
        let candidates_of = instance.cells_of.transposed(instance.cells());
        let schedule = Schedule::new(swaps);
        let (covered, chosen) =
            anneal(instance, &candidates_of, start, schedule, &mut self.dice, self.course);
        if std::env::var_os("LAB").is_some() { eprintln!("   anneal {} of {}", covered+instance.base, self.found.covered); }
        self.offer(instance, covered, &chosen)
    }

    /// Keeps a choice if it is the best so far.
    fn offer(&mut self, instance: &Instance, covered: f64, chosen: &[u32]) -> bool {
        let covered = instance.base + covered;
        if covered <= self.found.covered {
            return false;
        }
        self.found.covered = covered;
        let names = chosen.iter().map(|candidate| instance.names[*candidate as usize]);
        self.found.sites = instance.fixed.iter().copied().chain(names).collect();
        (self.tell)(self.course, &self.found);
        true
    }

    /// Notes what no choice can beat. The whole part will do: weights are whole.
    fn bound_is(&mut self, bound: f64) {
        let bound = bound.floor().max(self.found.covered);
        if bound < self.found.bound {
            self.found.bound = bound;
            (self.tell)(self.course, &self.found);
        }
    }
}

/// A node in two: with the candidate of which the bound is least sure, and without it.
fn children(node: &Node) -> Option<[Node; 2]> {
    let (shares, profits) = (&node.relaxation.shares, &node.relaxation.profits);
    let most = profits.iter().fold(1.0_f64, |most, profit| most.max(*profit));
    let doubt = |candidate: &usize| {
        shares[*candidate].min(1.0 - shares[*candidate]).max(0.0) + 0.01 * profits[*candidate] / most
    };
    let candidate =
        (0..node.instance.candidates()).max_by(|a, b| doubt(a).total_cmp(&doubt(b)))?;
    if node.instance.count == 0 {
        return None;
    }
    Some([Fate::Chosen, Fate::Out].map(|fate| {
        let mut fates = vec![Fate::Open; node.instance.candidates()];
        fates[candidate] = fate;
        let smaller = node.instance.with_fates(&fates);
        let mut relaxation = node.relaxation.carried_over(&smaller);
        relaxation.bound = relaxation.bound.min(node.relaxation.bound);
        Node { instance: smaller.instance, relaxation }
    }))
}
