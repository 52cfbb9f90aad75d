//! Demand seen in use in any store.

use chrono::NaiveDate;
use yizhan::domain::usage::{Cell, Sighting, roll_up};

use super::database::Database;

const CELLS: [&str; 5] =
    ["8931aa41d23ffff", "8931aa41d27ffff", "8931aa41d2bffff", "8931aa41d2fffff", "8931aa41d33ffff"];

fn monday(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn sighting(id: u32, cell: usize, hour: u8, found: bool) -> Sighting {
    let cell = Cell::of_sighting(CELLS[cell]).expect("a cell");
    Sighting { id: format!("{id:032x}").parse().expect("a name"), cell, hour, found }
}

pub(crate) async fn a_name_tells_of_four_cells_a_week(database: Database) {
    let store = database.open().await;
    let (this, next) = (monday("2026-11-16"), monday("2026-11-23"));
    for cell in 0..4 {
        assert!(store.put_sighting(this, &sighting(1, cell, 9, true)).await.expect("kept"));
    }
    assert!(!store.put_sighting(this, &sighting(1, 4, 9, true)).await.expect("answered"));
    // A cell that it has told of, another name and another week are no new cells.
    assert!(store.put_sighting(this, &sighting(1, 3, 10, true)).await.expect("kept"));
    assert!(store.put_sighting(this, &sighting(2, 4, 9, true)).await.expect("kept"));
    assert!(store.put_sighting(next, &sighting(1, 4, 9, true)).await.expect("kept"));
    assert_eq!(store.sightings(this).await.expect("read").len(), 6);
}

pub(crate) async fn what_is_told_twice_counts_once_and_what_was_not_found_stays(
    database: Database,
) {
    let store = database.open().await;
    let week = monday("2026-11-16");
    for found in [true, false, true] {
        assert!(store.put_sighting(week, &sighting(1, 0, 9, found)).await.expect("kept"));
    }
    assert_eq!(store.sightings(week).await.expect("read"), [sighting(1, 0, 9, false)]);
    assert_eq!(store.revision().await.expect("read"), 0);
}

pub(crate) async fn a_week_that_is_rolled_up_leaves_its_figures_and_no_sighting(
    database: Database,
) {
    let store = database.open().await;
    let (over, this) = (monday("2026-11-09"), monday("2026-11-16"));
    for id in 0..12 {
        store.put_sighting(over, &sighting(id, 0, 9, id > 3)).await.expect("kept");
        store.put_sighting(this, &sighting(id, 1, 9, true)).await.expect("kept");
    }
    assert_eq!(store.weeks_to_roll_up(this).await.expect("read"), [over]);
    let told = roll_up(&store.sightings(over).await.expect("read"));
    assert_eq!(told.cells.len(), 1);
    store.roll_up(over, &told).await.expect("rolled up");
    assert_eq!(store.sightings(over).await.expect("read"), []);
    assert_eq!(store.sightings(this).await.expect("read").len(), 12);
    assert_eq!(store.weeks_to_roll_up(this).await.expect("read"), []);
    assert_eq!(store.usage_weeks(9).await.expect("read"), [(over, told.clone())]);
    // Another node that was as far changes nothing.
    store.roll_up(over, &roll_up(&[])).await.expect("rolled up");
    assert_eq!(store.usage_weeks(9).await.expect("read"), [(over, told)]);
}
