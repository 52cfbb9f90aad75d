//! The amenities that ship, and sets of them.

use std::sync::{Arc, LazyLock};

use yizhan::domain::amenity::{Amenity, AmenitySet};
use yizhan::domain::amenity_catalogue::AmenityCatalogue;
use yizhan::exchange::district::{SHIPPED_AMENITIES, read_amenities};

static CATALOGUE: LazyLock<Arc<AmenityCatalogue>> = LazyLock::new(|| {
    Arc::new(read_amenities("amenities.json", SHIPPED_AMENITIES.as_bytes()).unwrap())
});

/// The amenities that ship.
pub(crate) fn catalogue() -> &'static Arc<AmenityCatalogue> {
    &CATALOGUE
}

/// One of them.
pub(crate) fn amenity(key: &str) -> Amenity {
    catalogue().of_key(key).unwrap()
}

/// Some of them.
pub(crate) fn amenities(keys: &[&str]) -> AmenitySet {
    catalogue().set_of(keys.iter().map(|key| amenity(key)))
}
