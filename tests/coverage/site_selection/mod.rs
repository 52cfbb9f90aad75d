//! Where the next stations should stand, held against trying everything.

mod centre;
mod covering;
mod instances;
mod median;
mod published;
