//! The district as features: things with an identity, a geometry and typed properties, as maps and
//! spreadsheets of other houses ask for them.
//!
//! A [`Collection`] says which properties its features have. A [`Filter`] is read from CQL2 (OGC
//! 21-065r2), text or JSON, checked against these properties, and then holds or does not hold of a
//! feature, exactly. What of it the index can answer, [`Filter::narrowing`] says, so that only the
//! stations that may pass are looked at.
//!
//! * [`stations`]: the features of a snapshot.
//! * [`areas`], [`Record`]: features that are few, held as they are.

pub mod areas;
mod collection;
pub mod crs;
mod error;
pub mod filter;
mod property;
pub mod stations;

use std::borrow::Cow;

use geo::Geometry;

pub use collection::Collection;
pub use crs::Crs;
pub use error::FilterError;
pub use filter::Filter;
pub use property::{Kind, Property, Value};

/// One thing of a collection.
pub trait Feature {
    /// What names it within its collection.
    fn id(&self) -> &str;

    /// Where it is: WGS-84 degrees, x = longitude.
    fn geometry(&self) -> &Geometry<f64>;

    /// One of the collection's properties, by where it stands among them.
    fn value(&self, property: usize) -> Value<'_>;
}

/// A feature that is held as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What names it.
    pub id: String,
    /// Where it is: WGS-84 degrees, x = longitude.
    pub geometry: Geometry<f64>,
    /// Its properties, in the order of its collection's.
    pub values: Vec<Value<'static>>,
}

impl Feature for Record {
    fn id(&self) -> &str {
        &self.id
    }

    fn geometry(&self) -> &Geometry<f64> {
        &self.geometry
    }

    fn value(&self, property: usize) -> Value<'_> {
        self.values.get(property).map_or(Value::Null, Value::borrowed)
    }
}

/// A page of the features that pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<F> {
    /// Those of the page.
    pub features: Vec<F>,
    /// How many pass on all pages together.
    pub matched: usize,
    /// How many had to be looked at.
    pub considered: usize,
}

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many features are left out before it.
    pub offset: usize,
    /// How many it has at most.
    pub limit: usize,
}

impl Page {
    /// The records of this page that pass.
    pub fn of(self, records: Vec<Record>, filter: &Filter) -> Found<Record> {
        let considered = records.len();
        let passing = records.into_iter().filter(|record| filter.passes(record));
        let mut features: Vec<Record> = passing.collect();
        let matched = features.len();
        features = features.into_iter().skip(self.offset).take(self.limit).collect();
        Found { features, matched, considered }
    }
}

/// A text that need not be copied.
pub(crate) fn text(text: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(text))
}
