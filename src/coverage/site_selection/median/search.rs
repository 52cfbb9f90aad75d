//! From a question to the cheapest choice and its proof: greedy, interchange, the bound, and
//! branching.

use super::super::course::{Course, Dice, Progress};
use super::super::volume::Patience;
use super::interchange::{Opened, greedy};
use super::relaxation::{Fate, Relaxation, Rules};
use super::ways::Ways;

/// What a search has found.
pub(super) struct Found {
    /// The chosen candidates.
    pub(super) sites: Vec<u32>,
    pub(super) cost: f64,
    /// No choice costs less; the cost itself when that is proved.
    pub(super) bound: f64,
}

/// Searches until the answer is proved or the work is done.
pub(super) fn search(ways: &Ways, count: usize, seed: u64, course: &mut Course<'_>) -> Found {
    let count = count.min(ways.candidates());
    let sites = greedy(ways, count, course);
    let cost = Opened::new(ways, &sites).total();
    let found = Found { sites, cost, bound: 0.0 };
    let rules = Rules { count, fates: vec![Fate::Open; ways.candidates()] };
    let mut search = Search { ways, count, dice: Dice::new(seed), found };
    search.run(rules, course);
    search.found
}

/// Costs that differ by less than this share of themselves are taken to be the same.
const SAME: f64 = 1e-9;

/// Rounds of prices before candidates are looked through, at the root and below it.
const ROOT: Patience = Patience { rounds: 100, check_every: 50, progress: 0.01 };
const BELOW: Patience = Patience { rounds: 40, check_every: 40, progress: 0.01 };

/// Steps of the first attempt at branching; each further one has twice as many.
const FIRST_BRANCHING: u64 = 100_000_000;

struct Search<'a> {
    ways: &'a Ways,
    count: usize,
    dice: Dice,
    found: Found,
}

/// Rules under which there may be a cheaper choice, and their bound.
#[derive(Clone)]
struct Node {
    rules: Rules,
    relaxation: Relaxation,
}

impl Search<'_> {
    fn run(&mut self, rules: Rules, course: &mut Course<'_>) {
        self.climb(self.found.sites.clone(), course);
        let opened = Opened::new(self.ways, &self.found.sites);
        let prices = (0..self.ways.cells()).map(|cell| opened.between(cell)).collect();
        let relaxation = Relaxation::new(self.ways, &rules, prices);
        let mut root = Node { rules, relaxation };
        while self.is_open(&root) && self.tighten(&mut root, ROOT, course) {
            self.bound_is(root.relaxation.bound(), course);
            self.climb(root.relaxation.taken().to_vec(), course);
        }
        self.bound_is(root.relaxation.bound(), course);
        // Kicks and branching by turns, and ever more of both.
        let (mut kicks, mut branching) = (8, FIRST_BRANCHING);
        while self.is_open(&root) && course.goes_on() {
            let before = self.found.cost;
            for _ in 0..kicks {
                let start = self.kicked(&root.rules);
                self.climb(start, course);
            }
            self.tighten(&mut root, BELOW, course);
            self.bound_is(root.relaxation.bound(), course);
            if self.found.cost == before && self.is_open(&root) {
                self.branch(&root, branching, course);
                branching *= 2;
                kicks = (2 * kicks).min(256);
            }
        }
    }

    /// Looks through all that is left, the likeliest first, with so many steps at most.
    fn branch(&mut self, root: &Node, steps: u64, course: &mut Course<'_>) {
        let kept = course.steps_left().saturating_sub(steps);
        let mut open = vec![root.clone()];
        while let Some(mut node) = open.pop() {
            while self.is_open(&node) && self.tighten(&mut node, BELOW, course) {}
            if self.is_open(&node) {
                self.offer(&node, course);
            }
            if self.is_open(&node)
                && let Some(candidate) = node.relaxation.least_sure(&node.rules)
            {
                for fate in [Fate::Out, Fate::Chosen] {
                    let mut rules = node.rules.clone();
                    rules.fates[candidate as usize] = fate;
                    if rules.are_possible() {
                        let relaxation = node.relaxation.under(self.ways, &rules);
                        open.push(Node { rules, relaxation });
                    }
                }
            }
            if !course.goes_on() || course.steps_left() <= kept {
                break;
            }
        }
        let bounds = open.iter().map(|node| node.relaxation.bound());
        self.bound_is(bounds.fold(f64::INFINITY, f64::min), course);
    }

    /// A choice that costs this much is no better than the best so far.
    fn no_better(&self) -> f64 {
        let cost = self.found.cost;
        if self.ways.are_whole { cost - 0.999 } else { cost * (1.0 - SAME) }
    }

    /// Whether a node may hold a cheaper choice.
    fn is_open(&self, node: &Node) -> bool {
        node.relaxation.bound() < self.no_better()
    }

    /// Better prices, and then the candidates whose fate they decide. False when neither has
    /// changed much.
    fn tighten(&mut self, node: &mut Node, patience: Patience, course: &mut Course<'_>) -> bool {
        let enough = self.no_better();
        let before = (node.relaxation.bound(), node.rules.with(Fate::Open).len());
        node.relaxation.improve(self.ways, &node.rules, enough, patience, course);
        node.relaxation.decide(enough, &mut node.rules);
        let open = node.rules.with(Fate::Open).len();
        if open < before.1 {
            node.relaxation = node.relaxation.under(self.ways, &node.rules);
        }
        let gained = node.relaxation.bound() - before.0;
        course.goes_on() && (open * 10 < before.1 * 9 || gained > 0.01 * (enough - before.0))
    }

    /// Tries the choice that the prices take, as it is.
    fn offer(&mut self, node: &Node, course: &mut Course<'_>) {
        let sites = self.completed(node.relaxation.taken().to_vec());
        let opened = Opened::new(self.ways, &sites);
        course.spend(8 * self.ways.cells());
        self.keep(&opened, course);
    }

    /// The best choice with a few sites moved.
    fn kicked(&mut self, rules: &Rules) -> Vec<u32> {
        let mut sites = self.found.sites.clone();
        let open = rules.with(Fate::Open);
        let moves = 1 + self.dice.below(2 + sites.len() / 8);
        for _ in 0..moves {
            if open.is_empty() {
                break;
            }
            let new = open[self.dice.below(open.len())];
            if !sites.contains(&new) {
                let at = self.dice.below(sites.len());
                sites[at] = new;
            }
        }
        sites
    }

    fn climb(&mut self, start: Vec<u32>, course: &mut Course<'_>) {
        let mut opened = Opened::new(self.ways, &self.completed(start));
        course.spend(8 * self.ways.cells());
        opened.improve(&mut self.dice, course);
        self.keep(&opened, course);
    }

    /// As many sites as there may be: where candidates are out, prices take fewer.
    fn completed(&self, mut sites: Vec<u32>) -> Vec<u32> {
        for site in &self.found.sites {
            if sites.len() < self.count && !sites.contains(site) {
                sites.push(*site);
            }
        }
        sites
    }

    fn keep(&mut self, opened: &Opened<'_>, course: &mut Course<'_>) {
        let cost = opened.total();
        if cost < self.found.cost {
            self.found.cost = cost;
            self.found.sites = opened.sites().to_vec();
            self.tell(course);
        }
    }

    fn bound_is(&mut self, bound: f64, course: &mut Course<'_>) {
        // What rounding may have added to a whole number is far below this.
        let bound = if self.ways.are_whole { (bound - 1e-6).ceil() } else { bound };
        // What is no better than the best choice has been left out of account.
        let bound = if bound >= self.no_better() { self.found.cost } else { bound };
        if bound > self.found.bound {
            self.found.bound = bound;
            self.tell(course);
        }
    }

    fn tell(&self, course: &mut Course<'_>) {
        let Found { sites, cost, bound } = &self.found;
        let sites: Vec<usize> = sites.iter().map(|site| *site as usize).collect();
        course.tell(&Progress { objective: *cost, bound: *bound, sites: &sites });
        if cost - bound <= course.enough_gap * cost {
            course.break_off();
        }
    }
}

impl Rules {
    /// Whether there is a choice of so many sites under these rules.
    fn are_possible(&self) -> bool {
        let chosen = self.with(Fate::Chosen).len();
        chosen <= self.count && self.count <= chosen + self.with(Fate::Open).len()
    }
}
