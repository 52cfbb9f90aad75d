//! Somebody changes the catalogue of amenities.

use super::{newest, write};
use crate::clock::Clock;
use crate::domain::amenity::Amenity;
use crate::domain::amenity_catalogue::{AmenityCatalogue, CataloguedAmenity, GivenAmenity};
use crate::domain::document::{AMENITIES, DocumentChange};
use crate::domain::role::{Action, may};
use crate::exchange::district::{
    SHIPPED_AMENITIES, catalogue_surroundings, read_amenities, read_given_amenities,
    write_amenities, wrong_amenity,
};
use crate::service::ServiceError;
use crate::service::stations::{By, EditError};
use crate::storage::Store;

/// The catalogue as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptCatalogue {
    /// The catalogue.
    pub catalogue: AmenityCatalogue,
    /// Which version of it; 0 for what ships, as long as the ledger has none.
    pub version: u64,
}

/// What a list of amenities would change.
#[derive(Debug, Clone, PartialEq)]
pub struct CataloguePlan {
    /// The version that is there now.
    pub version: u64,
    /// The catalogue as it would be.
    pub after: AmenityCatalogue,
    /// The amenities that come or would be something else than they are, in their new order.
    pub changes: Vec<AmenityChange>,
    /// Whether those that were there would be shown in another order.
    pub is_reordered: bool,
}

/// An amenity that a list changes. None goes: what a list leaves out is retired.
#[derive(Debug, Clone, PartialEq)]
pub struct AmenityChange {
    /// What is known of it; `None` for a new one.
    pub before: Option<CataloguedAmenity>,
    /// What would be known.
    pub after: CataloguedAmenity,
}

/// The names of the icons that an amenity can have.
pub fn icons() -> &'static [String] {
    catalogue_surroundings().icons
}

/// The list that is in a file like `data/amenities.json`.
///
/// # Errors
/// [`EditError::Facts`] when it is no such file.
pub fn read_file(file: &str, bytes: &[u8]) -> Result<Vec<GivenAmenity>, ServiceError> {
    Ok(read_given_amenities(file, bytes).map_err(EditError::Facts)?)
}

/// The catalogue as the store has it now.
///
/// # Errors
/// Whatever the store says.
pub async fn catalogue(store: &dyn Store) -> Result<KeptCatalogue, ServiceError> {
    let (version, text) = match newest(store, AMENITIES).await? {
        Some((version, text)) => (version.version, text),
        None => (0, SHIPPED_AMENITIES.to_owned()),
    };
    Ok(KeptCatalogue { catalogue: read_amenities(AMENITIES, text.as_bytes())?, version })
}

/// A version of the catalogue.
///
/// # Errors
/// [`super::DistrictRefused::UnknownVersion`], or whatever the store says.
pub async fn earlier_catalogue(
    store: &dyn Store,
    version: u64,
) -> Result<KeptCatalogue, ServiceError> {
    let (version, text) = super::version(store, AMENITIES, version).await?;
    let catalogue = read_amenities(AMENITIES, text.as_bytes())?;
    Ok(KeptCatalogue { catalogue, version: version.version })
}

/// What a list would make of the catalogue; nothing is written.
///
/// # Errors
/// [`EditError::Facts`] with everything that is wrong with it, or whatever the store says.
pub async fn plan_catalogue(
    store: &dyn Store,
    by: &By<'_>,
    given: Vec<GivenAmenity>,
) -> Result<CataloguePlan, ServiceError> {
    may(by.actor, Action::ManageDistrictData, None).map_err(EditError::from)?;
    let KeptCatalogue { catalogue: before, version } = catalogue(store).await?;
    let after = before
        .become_as(given, catalogue_surroundings())
        .map_err(|faults| EditError::Facts(faults.into_iter().map(wrong_amenity).collect()))?;
    let change = |after: &CataloguedAmenity| {
        let before = before.get(after.amenity);
        let is_change = before != Some(after);
        is_change.then(|| AmenityChange { before: before.cloned(), after: after.clone() })
    };
    let changes = after.all().iter().filter_map(change).collect();
    let known = |amenity: &&Amenity| before.bit_of(**amenity).is_some();
    let is_reordered = !after.keys().iter().filter(known).eq(before.keys());
    Ok(CataloguePlan { version, changes, is_reordered, after })
}

/// Writes a list over the version that was seen.
///
/// # Errors
/// [`super::DistrictRefused`], [`EditError::Facts`], or whatever the store says.
pub async fn put_catalogue(
    store: &dyn Store,
    clock: &dyn Clock,
    by: &By<'_>,
    given: Vec<GivenAmenity>,
    seen: u64,
) -> Result<KeptCatalogue, ServiceError> {
    let plan = plan_catalogue(store, by, given).await?;
    let content = write_amenities(&plan.after);
    let document = DocumentChange { name: AMENITIES.to_owned(), expected: seen, content };
    write(store, clock, by, document, Vec::new()).await?;
    catalogue(store).await
}
