//! What the API's documentation says of parameters and answers.
//!
//! Answers are written without a serializer where that pays, so that these types only
//! describe. The route tests read every kind of answer into them, and they refuse members
//! that they do not know: so they cannot drift apart.

mod coverage;
mod district;
mod filings;
mod params;
mod stations;
mod usage;

pub use coverage::*;
pub use district::*;
pub use filings::*;
pub use params::*;
pub use stations::*;
pub use usage::*;
