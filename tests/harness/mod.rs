//! What several tests need: districts, ledgers and clocks of their own.

pub(crate) mod ledger;
