//! The ledger as it is asked: an immutable snapshot in memory, and its queries.
//!
//! A [`Snapshot`] is built once per revision by a [`SnapshotBuilder`] and never changes, so
//! that any number of readers ask it without a lock, a database or an await. [`Published`] is
//! where readers find the newest one.
//!
//! * [`nearest`]: the nearest stations that pass a filter, in exact geodesic order.
//! * [`on_the_way`]: those that cost the least extra way between two points.
//! * [`list`]: all that pass a filter, in the order of their codes, page by page.
//! * [`search`]: by what people type: name, address, host, code, pinyin, initials.
//! * [`pack`]: everything public in one document, for phones that answer by themselves.

mod builder;
mod facets;
mod facts;
pub mod filter;
mod grid;
pub mod list;
mod members;
pub mod nearest;
pub mod numbers;
pub mod on_the_way;
pub mod pack;
mod pinyin;
pub mod places;
mod row;
pub mod search;
mod snapshot;
mod tree;
mod word_lists;

pub use builder::SnapshotBuilder;
pub use row::{Row, RowId};
pub use snapshot::{Published, Snapshot};
