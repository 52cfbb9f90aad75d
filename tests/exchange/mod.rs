//! Files in and out.

mod district;
