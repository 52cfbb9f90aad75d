//! Filters: CQL2 as it is written, and what it means for the features of one collection.
//!
//! * [`read`]: from CQL2 to a checked expression; a wrong name or operand is an error here, never
//!   a silent "false" later.
//! * [`predicate`]: the expression, and whether it holds of a feature: in three values, as in SQL.
//! * [`scalar`], [`space`], [`time`], [`pattern`]: what its parts compare.
//! * [`narrow`]: what of it the index can answer.

mod narrow;
mod parse;
mod pattern;
mod predicate;
mod read;
mod scalar;
mod space;
mod time;

use geo::Geometry;

pub use narrow::Narrowing;
pub use parse::{Language, MAX_BYTES, MAX_LEVELS, MAX_OPERATORS};
pub use read::Reading;

use self::predicate::Predicate;
use self::scalar::{Comparison, Scalar};
use self::space::{Place, Relation, Shape};
use self::time::{Span, Times};
use super::property::{Kind, Property, Value};
use super::{Collection, Crs, Feature, FilterError};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::district::Zone;

/// What features must be like. The default lets every feature pass.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// All of these must hold.
    all: Vec<Predicate>,
}

impl Filter {
    /// Adds what is written in CQL2.
    ///
    /// # Errors
    /// Whatever is wrong with it: see [`FilterError`].
    pub fn and_cql2(&mut self, text: &str, reading: &Reading) -> Result<(), FilterError> {
        match read::read(text, reading)? {
            Predicate::All(parts) => self.all.extend(parts),
            other => self.all.push(other),
        }
        Ok(())
    }

    /// Adds: the geometry meets a rectangle, edges included. `corners` are the smaller two and
    /// the larger two coordinates in the order of the axes of `crs`; a rectangle whose west is
    /// greater than its east crosses the antimeridian.
    ///
    /// # Errors
    /// [`FilterError::Geometry`] when it is none.
    pub fn and_bbox(&mut self, corners: [f64; 4], crs: Crs) -> Result<(), FilterError> {
        let shape = Shape::of_bbox(corners, crs)?;
        self.all.push(Predicate::Spatial(Relation::Intersects, Place::Own, Place::Shape(shape)));
        Ok(())
    }

    /// Adds: the day of a property meets a span of time, both ends included; `None` is open.
    pub fn and_span(&mut self, property: usize, [from, until]: [Option<Moment>; 2], zone: Zone) {
        let span = Span::between(from, until, zone);
        self.all.push(Predicate::Temporal(
            time::Relation::Intersects,
            Times::Property(property),
            Times::Constant(span),
            time::Axis::Instants(zone),
        ));
    }

    /// Adds: a property has a value; of words, all of these. The text is read as the property's
    /// kind asks; `None` when it cannot be, or is no
    /// word that the property may hold.
    #[must_use]
    pub fn and_equal(
        &mut self,
        collection: Collection,
        property: usize,
        text: &str,
        amenities: &AmenityCatalogue,
    ) -> Option<()> {
        let Property { kind, words, .. } = collection.properties().get(property)?;
        let text = text.trim();
        // What it can never be is a slip, and not a question without an answer.
        let known = words.map(|words| words.all(amenities));
        let is_known = |word: &str| {
            known.as_ref().is_none_or(|known| known.iter().any(|known| known == word.trim()))
        };
        let value = match kind {
            Kind::Words if !text.split(',').all(is_known) => return None,
            Kind::Text if !is_known(text) => return None,
            Kind::Words => {
                let words = text.split(',').map(|word| word.trim().to_owned());
                let asked = predicate::List::Constant(words.collect());
                let own = predicate::List::Property(property);
                let relation = predicate::ListRelation::Contains;
                self.all.push(Predicate::Lists(relation, own, asked));
                return Some(());
            }
            Kind::Text => Value::from(text.to_owned()),
            Kind::Number | Kind::Whole => {
                text.parse::<f64>().ok().filter(|n| n.is_finite())?.into()
            }
            // GDAL knows truths as numbers.
            Kind::Flag if text == "1" || text == "0" => (text == "1").into(),
            Kind::Flag => text.parse::<bool>().ok()?.into(),
            Kind::Day => time::day(text)?.into(),
            Kind::Instant => Value::Instant(time::instant(text)?),
        };
        let (own, asked) = (Scalar::Property(property), Scalar::Constant(value));
        self.all.push(Predicate::Compare(Comparison::Equal, own, asked));
        Some(())
    }

    /// Whether a feature of the collection for which it was read passes.
    pub fn passes(&self, feature: &dyn Feature) -> bool {
        self.all.iter().all(|predicate| predicate.holds(feature) == Some(true))
    }
}

/// An end of a span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A whole day of the district's calendar.
    Day(chrono::NaiveDate),
    /// An instant.
    Instant(chrono::DateTime<chrono::Utc>),
}

impl Moment {
    /// Reads a date or an RFC 3339 instant.
    pub fn read(text: &str) -> Option<Self> {
        time::day(text).map(Self::Day).or_else(|| time::instant(text).map(Self::Instant))
    }
}

/// The rectangle around a geometry; `None` when it has no point.
fn bounds(geometry: &Geometry<f64>) -> Option<geo::Rect<f64>> {
    use geo::BoundingRect;
    geometry.bounding_rect()
}
