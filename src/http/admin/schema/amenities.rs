//! The catalogue of amenities.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The catalogue of amenities as it is kept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueAnswer {
    /// Its version, for `If-Match`; 0 when it is what ships.
    pub version: u64,
    /// The amenities in the order in which they are shown, retired ones included.
    pub amenities: Vec<AmenityEntry>,
    /// The names of the icons that an amenity can have.
    pub icons: Vec<String>,
}

/// An amenity of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmenityEntry {
    /// Its key, which never changes.
    #[schema(pattern = "^[a-z][a-z0-9_]{0,31}$", example = "sewing_kit")]
    pub key: String,
    /// The Chinese label, which is the header of its column too.
    #[schema(example = "针线包")]
    pub zh: String,
    /// The English label.
    #[schema(example = "Sewing kit")]
    pub en: String,
    /// What offices call its column in their files.
    #[schema(example = json!(["针线盒"]))]
    pub synonyms: Vec<String>,
    /// The name of its icon.
    #[schema(example = "sewing_kit")]
    pub icon: String,
    /// Whether it is no longer offered in filters and forms.
    pub retired: bool,
}

/// An amenity as it is to be.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AmenityGiven {
    /// Its key: 1 to 32 of `a` to `z`, digits and `_`, a letter first.
    #[schema(example = "sewing_kit")]
    pub key: String,
    /// The Chinese label, at most 24 characters. No other amenity and no column is called so.
    #[schema(example = "针线包")]
    pub zh: String,
    /// The English label; the Chinese one when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Sewing kit")]
    pub en: Option<String>,
    /// What offices call its column in their files, at most 24.
    #[serde(default)]
    #[schema(example = json!(["针线盒"]))]
    pub synonyms: Vec<String>,
    /// The name of its icon, one of `icons`; when it is left out the one of the same name as the
    /// key, or else `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "sewing_kit")]
    pub icon: Option<String>,
    /// Whether it is no longer offered.
    #[serde(default)]
    #[schema(example = false)]
    pub retired: bool,
}

/// A catalogue that is to be kept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct CatalogueRequest {
    /// All amenities in the order in which they are to be shown. What is left out is retired.
    pub amenities: Vec<AmenityGiven>,
    /// Why, for the audit log; may be left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a list would make of the catalogue. Nothing is written.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CataloguePlanAnswer {
    /// The version that is there now, for `If-Match`.
    pub version: u64,
    /// The amenities as they would be.
    pub amenities: Vec<AmenityEntry>,
    /// Those that come or would be something else than they are.
    pub changes: Vec<AmenityChangeAnswer>,
    /// Whether those that were there would be shown in another order.
    pub reordered: bool,
}

/// An amenity that a list changes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmenityChangeAnswer {
    /// What is known of it now; null for a new one.
    pub before: Option<AmenityEntry>,
    /// What would be known.
    pub after: AmenityEntry,
}
