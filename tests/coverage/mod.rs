//! Coverage: whom the stations reach, held against other ways of finding out.

mod figures;
mod hours;
mod offices;
mod regions;
mod scenario;
mod towns;
