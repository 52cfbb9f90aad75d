//! What people open in a browser, readable before any script has run: the first page, a
//! station's page, and what browsers and search engines ask for beside them.
//!
//! Every page is the built `index.html` with two places filled in ([`template`]): what the page
//! is about, in its head, and its facts, inside the element that the web app takes over. The
//! facts are those of the public API, and nothing else. [`embed`] and [`developers`] are for other
//! people's pages and programs, and stand alone.

pub(super) mod crawlers;
pub(super) mod developers;
pub(super) mod embed;
mod facts;
mod gone;
mod head;
pub(super) mod home;
pub(super) mod hours;
mod json_ld;
pub(super) mod manifest;
mod map_links;
pub(super) mod station;
mod template;

pub(super) use head::site_name;
pub(super) use home::Pages;
