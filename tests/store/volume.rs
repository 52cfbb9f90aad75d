//! Bulk writes and reads stay quick. The limits are generous, since tests run unoptimised on
//! busy machines; what they catch is a statement a row, or a table scanned for each row.

use std::time::Duration;

use tokio::time::Instant;
use yizhan::domain::edit::{Change, ChangeSet};
use yizhan::storage::Seed;

use super::database::Database;
use super::fixtures::{audit, full_station};

pub(crate) async fn a_first_start_and_an_import_are_quick(database: Database) {
    let store = database.open().await;
    let stations: Vec<_> =
        (0..5_000).map(|number| full_station(&format!("S{number:05}"))).collect();
    let seed = Seed { documents: [].into(), stations: stations.clone() };
    let loading = timed(store.load_first(&seed, &audit())).await;

    let mut changes: Vec<_> =
        stations.into_iter().map(|station| Change::Update { expected: Some(1), station }).collect();
    for change in changes.iter_mut().step_by(2) {
        if let Change::Update { station, .. } = change {
            station.note = "改".to_owned();
        }
    }
    let importing = timed(store.apply(&ChangeSet::of(changes), Some(1), &audit())).await;

    let mut read = 0;
    let reading = timed(store.read_all(&mut |_| read += 1)).await;
    assert_eq!(read, 5_000);
    let verifying = timed(store.verify_audit()).await;
    #[expect(clippy::print_stdout, reason = "shown with --nocapture to whoever measures")]
    {
        println!("load {loading:?}, import {importing:?}, read {reading:?}, verify {verifying:?}");
    }
    assert!(loading + importing + reading + verifying < Duration::from_secs(20));
}

async fn timed<T, E: std::fmt::Debug>(work: impl Future<Output = Result<T, E>>) -> Duration {
    let begun = Instant::now();
    work.await.expect("works");
    begun.elapsed()
}
