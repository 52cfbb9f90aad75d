//! The gazetteer, searched as the stations are.

use std::sync::Arc;

use super::search::SearchText;
use crate::domain::place::Place;

/// Places, ready to be searched.
#[derive(Debug)]
pub struct PlaceIndex {
    places: Arc<[Place]>,
    text: SearchText,
}

impl PlaceIndex {
    pub(super) fn new(places: Arc<[Place]>) -> Self {
        let mut text = SearchText::default();
        for place in places.iter() {
            let aliases: Vec<&str> = place.aliases.iter().map(String::as_str).collect();
            text.push(&place.name, &aliases, &[]);
        }
        Self { places, text: text.finish() }
    }

    /// The places that a query finds, best first.
    pub fn search(&self, query: &str) -> impl Iterator<Item = &Place> {
        self.text.find(query).into_iter().filter_map(|at| self.places.get(at as usize))
    }

    /// Their names and other names, folded.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.text.names()
    }

    /// Every place, in the order of the gazetteer.
    pub fn all(&self) -> &[Place] {
        &self.places
    }
}
