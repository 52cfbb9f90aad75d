//! Trees over all stations and over those that share a trait. A filter walks the smallest tree
//! that holds all its answers, so that a rare amenity is as quick to find as any station.

use std::collections::BTreeMap;

use super::filter::{Filter, OpenWhen};
use super::row::{Row, RowId};
use super::tree::{StationTree, TreePoint};
use crate::domain::access::Access;
use crate::domain::amenity::AmenityBit;
use crate::domain::station::StationKind;

/// Something that stations share and people ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Facet {
    Amenity(AmenityBit),
    Kind(StationKind),
    Access(Access),
    Area(u16),
    RoundTheClock,
}

/// A facet gets a tree of its own when at most one in this many stations has it. More common
/// ones are as quickly found by skipping the others, and their trees would cost memory.
const RARITY: usize = 3;

/// The trees of one snapshot.
#[derive(Debug)]
pub(super) struct Facets {
    all: StationTree,
    rare: RareFacets,
}

/// The trees of what few stations have, and how many have what.
#[derive(Debug)]
pub(super) struct RareFacets {
    trees: BTreeMap<Facet, StationTree>,
    counts: BTreeMap<Facet, usize>,
}

impl RareFacets {
    /// Of the stations that are listed, in the order of the rows, so that each row is looked up beside
    /// the one before.
    pub(super) fn new(listed: &[TreePoint], rows: &[Row]) -> Self {
        let row_of = |point: &TreePoint| &rows[point.row.0 as usize];
        let mut counts = BTreeMap::new();
        for facet in listed.iter().flat_map(|point| facets_of(row_of(point))) {
            *counts.entry(facet).or_insert(0) += 1;
        }
        let rare = |count: &usize| count * RARITY <= listed.len();
        let mut points: BTreeMap<Facet, Vec<TreePoint>> = counts
            .iter()
            .filter(|(_, count)| rare(count))
            .map(|(facet, count)| (*facet, Vec::with_capacity(*count)))
            .collect();
        for point in listed {
            for facet in facets_of(row_of(point)) {
                if let Some(points) = points.get_mut(&facet) {
                    points.push(*point);
                }
            }
        }
        let grown = points.into_iter().map(|(facet, points)| (facet, StationTree::new(&points)));
        Self { trees: grown.collect(), counts }
    }
}

impl Facets {
    /// The stations that are listed, in the order of the rows, which is that of their codes.
    pub(super) fn listed_points(rows: &[Row]) -> Vec<TreePoint> {
        let listed = (0u32..).zip(rows).filter(|(_, row)| row.is_listed());
        let point = |(id, row): (u32, &Row)| {
            TreePoint::new(row.position.to_ecef_m(), RowId(id), row.own_hours_len > 0)
        };
        listed.map(point).collect()
    }

    /// The tree of all that are listed, and those of the facets, of the same points. They are told
    /// where the texts of the rows are.
    pub(super) fn new(mut all: StationTree, mut rare: RareFacets, rows: &[Row]) -> Self {
        for tree in rare.trees.values_mut().chain([&mut all]) {
            for point in tree.points_mut() {
                point.put_text(rows[point.row.0 as usize].text);
            }
        }
        Self { all, rare }
    }

    /// The smallest tree that holds every station that can pass; `None` when no station can.
    pub(super) fn smallest_for(&self, filter: &Filter) -> Option<Choice<'_>> {
        let mut choice = Choice { tree: &self.all, decides: true };
        let mut asked = 0;
        for facet in facets_asked(filter) {
            asked += 1;
            if !self.rare.counts.contains_key(&facet) {
                return None;
            }
            let tree = self.rare.trees.get(&facet);
            match tree.filter(|tree| tree.len() < choice.tree.len()) {
                Some(tree) => choice.tree = tree,
                None => choice.decides = false,
            }
        }
        choice.decides &=
            asked <= 1 && filter.open == OpenWhen::Any && filter.access.is_at_most_one();
        Some(choice)
    }

    /// How many stations are listed.
    pub(super) fn listed(&self) -> usize {
        self.all.len()
    }
}

/// The tree to walk.
pub(super) struct Choice<'a> {
    pub(super) tree: &'a StationTree,
    /// Whether every station in it passes but for amenities with hours of their own.
    pub(super) decides: bool,
}

fn facets_of(row: &Row) -> impl Iterator<Item = Facet> {
    let amenities = row.working.iter().map(Facet::Amenity);
    let access = row.access.iter().map(Facet::Access);
    let clock = row.round_the_clock.then_some(Facet::RoundTheClock);
    amenities.chain(access).chain([Facet::Kind(row.kind), Facet::Area(row.area)]).chain(clock)
}

fn facets_asked(filter: &Filter) -> impl Iterator<Item = Facet> {
    let amenities = filter.amenities.iter().map(Facet::Amenity);
    // Ways in are alternatives: only a single one narrows the search.
    let mut ways = filter.access.iter();
    let only_way = ways.next().filter(|_| ways.next().is_none()).map(Facet::Access);
    let clock = filter.round_the_clock.then_some(Facet::RoundTheClock);
    amenities
        .chain(only_way)
        .chain(filter.kind.map(Facet::Kind))
        .chain(filter.area.map(Facet::Area))
        .chain(clock)
}
