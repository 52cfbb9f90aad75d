//! Whom the stations reach, and where the next ones should stand.
//!
//! [`site_selection`] chooses sites among candidates and proves how good the choice is.

pub mod site_selection;
