//! Where the next stations should stand, held against trying everything.

mod centre;
mod covering;
mod instances;
mod matrix;
mod median;
mod published;
