//! Pages for people: the app's own page, a station's page that can be read without JavaScript,
//! and what phones and search engines ask for beside them.

pub(super) mod app;
pub(super) mod install;
pub(super) mod station;
