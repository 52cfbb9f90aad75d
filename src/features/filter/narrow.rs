//! What of a filter the index can answer: a rectangle, and what stations share.
//!
//! Only what every passing station must have is taken, so that nothing is lost; the filter itself
//! is asked of all that remain.

use super::predicate::{List, ListRelation, Predicate};
use super::scalar::{Comparison, Scalar};
use super::space::Place;
use super::{Filter, Value};
use crate::domain::access::Access;
use crate::domain::area::AreaCode;
use crate::features::Collection;
use crate::index::Snapshot;
use crate::index::filter::Filter as Traits;
use crate::index::list::Bbox;

/// A superset of the stations that pass.
#[derive(Debug, Clone, Default)]
pub struct Narrowing {
    /// What they share.
    pub filter: Traits,
    /// Where they are.
    pub bbox: Option<Bbox>,
    /// They are among these; in order, none twice.
    pub codes: Option<Vec<String>>,
}

impl Filter {
    /// What the index can answer of it, for a collection of stations.
    pub fn narrowing(&self, collection: Collection, snapshot: &Snapshot) -> Narrowing {
        let mut narrowing = Narrowing::default();
        narrowing.filter.kind = collection.station_kind();
        for predicate in &self.all {
            narrowing.take(predicate, collection, snapshot);
        }
        narrowing
    }
}

impl Narrowing {
    fn take(&mut self, predicate: &Predicate, collection: Collection, snapshot: &Snapshot) {
        let name = |property: &usize| {
            collection.properties().get(*property).map_or("", |property| property.name)
        };
        match predicate {
            Predicate::All(parts) => {
                for part in parts {
                    self.take(part, collection, snapshot);
                }
            }
            Predicate::Compare(
                Comparison::Equal,
                Scalar::Property(property),
                Scalar::Constant(value),
            )
            | Predicate::Compare(
                Comparison::Equal,
                Scalar::Constant(value),
                Scalar::Property(property),
            ) => self.take_equal(name(property), value, snapshot),
            Predicate::In(Scalar::Property(property), items) if name(property) == "code" => {
                let texts = items.iter().map(|item| match item {
                    Scalar::Constant(Value::Text(text)) => Some(text.to_string()),
                    _ => None,
                });
                if let Some(codes) = texts.collect() {
                    self.take_codes(codes);
                }
            }
            Predicate::Flag(Scalar::Property(property)) if name(property) == "round_the_clock" => {
                self.filter.round_the_clock = true;
            }
            Predicate::Lists(relation, List::Property(property), List::Constant(words)) => {
                self.take_words(*relation, name(property), words, snapshot);
            }
            Predicate::Spatial(relation, Place::Own, Place::Shape(shape))
            | Predicate::Spatial(relation, Place::Shape(shape), Place::Own)
                if relation.needs_contact() && self.bbox.is_none() =>
            {
                self.bbox = shape.bbox;
            }
            _ => {}
        }
    }

    fn take_equal(&mut self, name: &str, value: &Value<'_>, snapshot: &Snapshot) {
        match (name, value) {
            ("code", Value::Text(code)) => self.take_codes(vec![code.to_string()]),
            ("round_the_clock", Value::Flag(true)) => self.filter.round_the_clock = true,
            ("area", Value::Text(code)) => {
                let code = code.parse::<AreaCode>().ok();
                let at = code.and_then(|code| snapshot.areas().position_of(&code));
                self.filter.area = at.and_then(|at| u16::try_from(at).ok()).or(self.filter.area);
            }
            ("area_name", Value::Text(name)) => {
                let mut areas = snapshot.areas().iter();
                let at = areas.position(|area| area.name == **name);
                self.filter.area = at.and_then(|at| u16::try_from(at).ok()).or(self.filter.area);
            }
            _ => {}
        }
    }

    fn take_words(
        &mut self,
        relation: ListRelation,
        name: &str,
        words: &[String],
        snapshot: &Snapshot,
    ) {
        match (relation, name) {
            (ListRelation::Contains | ListRelation::Equals, "working") => {
                let known = words.iter().filter_map(|word| snapshot.amenities().of_key(word));
                let asked = snapshot.amenities().set_of(known);
                self.filter.amenities = self.filter.amenities.union(asked);
            }
            // Of ways in the index takes one that is enough.
            (ListRelation::Contains | ListRelation::Equals | ListRelation::Overlaps, "access") => {
                let ways: Option<Vec<Access>> =
                    words.iter().map(|word| word.parse().ok()).collect();
                if let Some(ways) = ways.filter(|_| self.filter.access.is_empty()) {
                    self.filter.access = ways.into_iter().collect();
                }
            }
            _ => {}
        }
    }

    fn take_codes(&mut self, mut codes: Vec<String>) {
        codes.sort_unstable();
        codes.dedup();
        if let Some(before) = &self.codes {
            codes.retain(|code| before.contains(code));
        }
        self.codes = Some(codes);
    }
}
