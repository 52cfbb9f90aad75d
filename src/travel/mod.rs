//! Ways on which people can go, and how long they are.

mod network;

pub use network::Network;
