//! `/api/v1`

mod areas;
mod confirmations;
mod coverage;
mod doubts;
mod nearest;
mod on_the_way;
mod others;
mod receipts;
mod reports;
mod station;
mod stations;
mod usage;
mod wechat_signature;
