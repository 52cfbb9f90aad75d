//! What the public sends, and what it gets for it.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something that is wrong with a station.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportRequest {
    /// `closed` though its hours say open, `moved`, `broken`, `wrong_hours` or `other`.
    #[schema(example = "broken")]
    pub problem: String,
    /// What is broken, if it is one of the words of `/api/v1/amenities`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "microwave")]
    pub amenity: Option<String>,
    /// In the sender's words. Needed for `other`, and for `broken` without `amenity`, unless
    /// there is a photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500, example = "门口贴了通知，微波炉待修")]
    pub text: Option<String>,
    /// A JPEG or PNG in base64, at most 8 MB before encoding and 16 million pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(content_encoding = "base64", content_media_type = "image/jpeg")]
    pub photo: Option<String>,
    /// Where it has moved, if the sender placed it on a map: latitude in decimal degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -90, maximum = 90)]
    pub lat: Option<f64>,
    /// Longitude in decimal degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -180, maximum = 180)]
    pub lon: Option<f64>,
    /// The datum of `lat` and `lon`: `wgs84` if not given, `gcj02` or `bd09`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "wgs84")]
    pub datum: Option<String>,
    /// When it was seen; now if not given, and at most 30 days ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-21T19:50:00+08:00")]
    pub seen_at: Option<DateTime<FixedOffset>>,
}

/// That a station is as it says.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationRequest {
    /// When it was seen; now if not given, and at most 30 days ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-21T19:50:00+08:00")]
    pub seen_at: Option<DateTime<FixedOffset>>,
}

/// A receipt, and what became of what it is for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptAnswer {
    /// Its code: whoever has it can read the outcome.
    #[schema(example = "7K2M-Q9XD-4TBH")]
    pub receipt: String,
    /// `report` or `confirmation`.
    #[schema(example = "report")]
    pub kind: String,
    /// The station's code.
    #[schema(example = "LZ-1")]
    pub station: String,
    /// What was reported; null for a confirmation.
    #[schema(example = "broken")]
    pub problem: Option<String>,
    /// `new`, `accepted`, `rejected` or `merged` with another report. A confirmation is
    /// accepted at once.
    #[schema(example = "new")]
    pub state: String,
    /// What staff say about it to the sender; may be empty.
    pub reason: String,
    /// When it reached us.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:50:00+08:00")]
    pub filed_at: DateTime<FixedOffset>,
}
