//! What tests of more than one room need.

pub(crate) mod postgres;
