//! From a question to the best choice and its proof: greedy, swaps, the bound, and branching.

use super::super::course::{Course, Dice};
use super::super::volume::Patience;
use super::anneal::{Schedule, anneal};
use super::instance::{Fate, Instance};
use super::relaxation::Relaxation;
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
#[derive(Clone)]
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
    // Without the candidates of groups that have no room from the start: branching may choose any.
    let instance = &instance.with_fates(&vec![Fate::Open; instance.candidates()]).instance;
    let total = instance.base + instance.weights.iter().sum::<f64>();
    let found = Found { sites: instance.fixed.clone(), covered: instance.base, bound: total };
    let mut search = Search { goal, found, dice: Dice::new(seed), course, tell };
    search.run(instance);
    search.found
}

/// Swaps of a search: few at first, as most questions are settled by them; then as many for each
/// site, with an upper limit. Longer ones find more than as much time spent on shorter ones.
const FIRST_SWAPS_A_SITE: usize = 5_000;
const MOST_FIRST_SWAPS: usize = 100_000;
const SWAPS_A_SITE: usize = 30_000;
const MOST_SWAPS: usize = 1_500_000;

/// Steps of the first attempt at branching; each further one, after twice as many turns, has twice
/// as many.
const FIRST_BRANCHING: u64 = 50_000_000;

/// So many candidates for each site are looked at by swaps, those with the most profit.
const PROMISING_A_SITE: usize = 25;

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
        self.tighten(&mut root, ROOT);
        self.bound_is(root.relaxation.bound);
        let first_swaps = (FIRST_SWAPS_A_SITE * instance.count).min(MOST_FIRST_SWAPS);
        if self.is_open(&root) {
            self.anneal(&root, first_swaps);
        }
        while self.is_open(&root) && self.tighten(&mut root, ROOT) {
            self.bound_is(root.relaxation.bound);
        }
        self.bound_is(root.relaxation.bound);
        // Branching, and between its attempts swaps: where the bound is near, branching ends the search;
        // where it is not, swaps find more, and what they find decides the fate of more candidates.
        let most_swaps = (SWAPS_A_SITE * root.instance.count).clamp(first_swaps, MOST_SWAPS);
        let (mut turn, mut swaps, mut branching) = (0_u32, first_swaps, FIRST_BRANCHING);
        while self.is_unsettled() && self.is_open(&root) && self.course.goes_on() {
            turn += 1;
            if turn.is_power_of_two() {
                self.branch(&root, branching);
                branching *= 2;
            }
            if self.is_unsettled() {
                swaps = (4 * swaps).min(most_swaps);
                self.anneal(&promising(&root), swaps);
                self.tighten(&mut root, BELOW);
                self.bound_is(root.relaxation.bound);
            }
        }
    }

    /// Looks through all that is left, the likeliest first, with so many steps at most.
    fn branch(&mut self, root: &Node, steps: u64) {
        let kept = self.course.steps_left().saturating_sub(steps);
        let mut open = vec![root.clone()];
        while let Some(mut node) = open.pop() {
            while self.is_open(&node) && self.tighten(&mut node, BELOW) {}
            if self.is_open(&node) {
                self.round(&node);
            }
            if self.is_open(&node) {
                match children(&node) {
                    Some([with, without]) => open.extend([without, with]),
                    // Nothing is left to choose, and what was chosen has been offered.
                    None => node.relaxation.bound = node.instance.base,
                }
            }
            if !self.course.goes_on() || self.course.steps_left() <= kept {
                break;
            }
        }
        let highest = open.iter().map(|node| node.relaxation.bound).fold(0.0, f64::max);
        self.bound_is(highest);
    }

    /// Whether there may be anywhere what is looked for.
    fn is_unsettled(&self) -> bool {
        self.found.bound >= self.wanted()
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
            node.instance = smaller.instance;
        }
        let lacking = (before - wanted).max(1.0);
        has_shrunk || before - node.relaxation.bound > patience.progress * lacking
    }

    /// Makes a choice of what the bound takes, and keeps it if it is the best.
    fn round(&mut self, node: &Node) {
        let candidates_of = node.instance.cells_of.transposed(node.instance.cells());
        let mut selection = Selection::new(&node.instance, &candidates_of);
        for candidate in node.relaxation.taken() {
            if selection.admits(*candidate as usize) {
                selection.add(*candidate as usize);
            }
        }
        selection.fill();
        self.course.spend(10 * node.instance.cells_of.items());
        self.offer(&node.instance, selection.covered(), selection.chosen());
    }

    fn anneal(&mut self, node: &Node, swaps: usize) {
        let (instance, start) = (&node.instance, node.relaxation.taken());
        let candidates_of = instance.cells_of.transposed(instance.cells());
        let schedule = Schedule::new(swaps);
        let (covered, chosen) =
            anneal(instance, &candidates_of, start, schedule, &mut self.dice, self.course);
        self.offer(instance, covered, &chosen);
    }

    /// Keeps a choice if it is the best so far.
    fn offer(&mut self, instance: &Instance, covered: f64, chosen: &[u32]) {
        let covered = instance.base + covered;
        if covered <= self.found.covered {
            return;
        }
        self.found.covered = covered;
        let names = chosen.iter().map(|candidate| instance.names[*candidate as usize]);
        self.found.sites = instance.fixed.iter().copied().chain(names).collect();
        self.tell();
    }

    /// Notes what no choice can beat. The whole part will do: weights are whole.
    fn bound_is(&mut self, bound: f64) {
        // What cannot be what is wanted has been left out of account.
        let bound = bound.floor().max(self.found.covered.max(self.wanted() - 1.0));
        if bound < self.found.bound {
            self.found.bound = bound;
            self.tell();
        }
    }

    fn tell(&mut self) {
        (self.tell)(self.course, &self.found);
        let bound = self.found.bound;
        if self.goal == Goal::Most && bound - self.found.covered <= self.course.enough_gap * bound {
            self.course.break_off();
        }
    }
}

/// What the lazy greedy method finds, until this weight is covered.
pub(super) fn greedy(instance: &Instance, enough: f64) -> Found {
    let candidates_of = instance.cells_of.transposed(instance.cells());
    let mut selection = Selection::new(instance, &candidates_of);
    selection.fill_up_to(enough);
    let names = selection.chosen().iter().map(|candidate| instance.names[*candidate as usize]);
    let bound = instance.weights.iter().sum();
    Found { sites: names.collect(), covered: selection.covered(), bound }
}

/// The node with only the candidates to which the prices give the most.
fn promising(node: &Node) -> Node {
    let profits = node.relaxation.profits();
    let wanted = PROMISING_A_SITE * node.instance.count;
    let mut order: Vec<usize> = (0..node.instance.candidates()).collect();
    order.sort_by(|a, b| profits[*b].total_cmp(&profits[*a]).then(a.cmp(b)));
    let mut fates = vec![Fate::Out; order.len()];
    for candidate in order.iter().take(wanted) {
        fates[*candidate] = Fate::Open;
    }
    let smaller = node.instance.with_fates(&fates);
    let relaxation = node.relaxation.carried_over(&smaller);
    Node { instance: smaller.instance, relaxation }
}

/// A node in two: with the candidate of which the bound is least sure, and without it.
fn children(node: &Node) -> Option<[Node; 2]> {
    if node.instance.count == 0 {
        return None;
    }
    let profits = node.relaxation.profits();
    let most = profits.iter().fold(1.0_f64, |most, profit| most.max(*profit));
    // Where none is in doubt, the one with the most is next.
    let doubt =
        |candidate: &usize| node.relaxation.doubt(*candidate) + 0.01 * profits[*candidate] / most;
    let candidate = (0..node.instance.candidates()).max_by(|a, b| doubt(a).total_cmp(&doubt(b)))?;
    Some([Fate::Chosen, Fate::Out].map(|fate| {
        let mut fates = vec![Fate::Open; node.instance.candidates()];
        fates[candidate] = fate;
        let smaller = node.instance.with_fates(&fates);
        let relaxation = node.relaxation.carried_over(&smaller);
        Node { instance: smaller.instance, relaxation }
    }))
}
