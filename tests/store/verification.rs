//! Visits and rounds of verification in the store.

use chrono::NaiveDate;
use ulid::Ulid;
use yizhan::clock::{Clock as _, SystemClock};
use yizhan::domain::edit::{Change, ChangeSet, Settlement};
use yizhan::domain::role::AccountId;
use yizhan::domain::station::Station;
use yizhan::domain::verification::{
    Campaign, CampaignScope, Check, CheckContent, Found, Looked, Stood, Task,
};
use yizhan::storage::StoreError;

use super::database::Database;
use super::fixtures::{audit, audit_at, code, create, instant, renamed, station};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn check(of: &str, key: &str, seen_ms: i64) -> Check {
    Check {
        // Later ones are greater.
        id: Ulid::from(seen_ms.unsigned_abs() as u128),
        key: key.parse().expect("a key"),
        digest: key.to_owned(),
        station: code(of),
        account: AccountId(Ulid::from(7_u128)),
        actor: "li@7".to_owned(),
        seen_at: instant(seen_ms),
        filed_at: instant(seen_ms + 1),
        found: Found::Corrected,
        content: CheckContent {
            confirmed: [Looked::Name].into(),
            corrected: vec!["name".to_owned()],
            stood: Some(Stood { lon: 116.4, lat: 39.9, accuracy_m: Some(5.0), distance_m: 3.2 }),
            note: "门口右侧".to_owned(),
        },
    }
}

fn files(check: &Check, changes: Vec<Change>) -> ChangeSet {
    let check = Box::new(check.clone());
    ChangeSet {
        changes,
        settles: vec![Settlement::Check { check, day: day("2026-11-21") }],
        ..ChangeSet::default()
    }
}

fn campaign(number: u128, starts_on: &str) -> Campaign {
    Campaign {
        id: Ulid::from(number),
        name: "第四季度".to_owned(),
        starts_on: day(starts_on),
        due_on: day("2026-12-31"),
        scope: CampaignScope::default(),
        created_by: "boss@1".to_owned(),
        created_at: instant(1_000),
        ended_at: None,
        version: 1,
    }
}

fn task(campaign: &Campaign, of: &str) -> Task {
    Task { campaign: campaign.id, station: code(of), account: None, check: None, done_at: None }
}

pub(crate) async fn a_check_is_filed_once_a_key_with_what_it_corrects(database: Database) {
    let store = database.open().await;
    store.apply(&create([station("A")]), None, &audit()).await.expect("applies");
    let first = check("A", "key-of-one", 5_000);
    let edit = || vec![Change::Update { expected: Some(1), station: renamed("A", "新") }];
    store.apply(&files(&first, edit()), None, &audit()).await.expect("applies");
    assert_eq!(store.check_of_key(&first.key).await.expect("answers"), Some(first.clone()));
    assert_eq!(store.check(first.id).await.expect("answers"), Some(first.clone()));

    let twice = Check { id: SystemClock.new_id(), ..first.clone() };
    let later = vec![Change::Update { expected: Some(2), station: renamed("A", "更新") }];
    let refused = store.apply(&files(&twice, later), None, &audit()).await;
    assert!(matches!(refused, Err(StoreError::KeyReused)), "{refused:?}");
    let record = store.record(&code("A")).await.expect("answers").expect("is there");
    assert_eq!((record.version, record.station.name.as_str()), (2, "新"), "nothing of it");

    let stale = check("A", "key-of-two", 6_000);
    let refused = store.apply(&files(&stale, edit()), None, &audit()).await;
    assert!(matches!(refused, Err(StoreError::VersionMoved { .. })), "{refused:?}");
    assert_eq!(store.check_of_key(&stale.key).await.expect("answers"), None, "nor the other way");
    let nothing = Check { found: Found::NotThere, ..check("A", "key-of-three", 9_000) };
    store.apply(&files(&nothing, vec![]), None, &audit()).await.expect("applies");
    let listed = store.list_checks(Some(&code("A")), None, 9).await.expect("answers");
    assert_eq!(listed, [nothing.clone(), first.clone()]);
    let before = store.list_checks(None, Some(nothing.id), 9).await.expect("answers");
    assert_eq!(before, [first]);
    let found = store.last_found(instant(0)).await.expect("answers");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(code("A"), instant(5_000))]);
    assert!(store.last_found(instant(5_001)).await.expect("answers").is_empty());
}

pub(crate) async fn verification_alone_does_not_move_the_time_of_the_last_change(
    database: Database,
) {
    let store = database.open().await;
    store.apply(&create([station("A")]), None, &audit_at(1_000)).await.expect("applies");
    let verified = |on: &str| Station { verified_on: Some(day(on)), ..station("A") };
    let set = |station| ChangeSet::of(vec![Change::Update { expected: None, station }]);
    for (written, at, version, updated) in [
        (verified("2026-11-20"), 2_000, 2, 1_000),
        (verified("2026-11-21"), 3_000, 3, 1_000),
        (Station { name: "新".to_owned(), ..verified("2026-11-22") }, 4_000, 4, 4_000),
    ] {
        store.apply(&set(written), None, &audit_at(at)).await.expect("applies");
        let record = store.record(&code("A")).await.expect("answers").expect("is there");
        assert_eq!((record.version, record.updated_at), (version, instant(updated)));
    }
    assert!(store.verify_audit().await.expect("answers").is_intact());
}

pub(crate) async fn a_check_does_the_tasks_of_rounds_that_have_begun_and_were_not_ended(
    database: Database,
) {
    let store = database.open().await;
    store.apply(&create(["A", "B"].map(station)), None, &audit()).await.expect("applies");
    let (running, planned, ended) =
        (campaign(1, "2026-11-21"), campaign(2, "2026-11-22"), campaign(3, "2026-10-01"));
    for one in [&running, &planned, &ended] {
        store.put_campaign(one, &[task(one, "A"), task(one, "B")]).await.expect("keeps");
    }
    let now = Campaign { ended_at: Some(instant(2_000)), name: "完".to_owned(), ..ended.clone() };
    assert_eq!(store.change_campaign(&now).await.expect("changes"), Some(2));
    assert_eq!(store.change_campaign(&now).await.expect("answers"), None, "it is at 2 now");
    let kept = store.campaign(ended.id).await.expect("answers").expect("is there");
    assert_eq!(kept, Campaign { version: 2, ..now });
    let somebody = Some(AccountId(Ulid::from(9_u128)));
    store.assign_tasks(running.id, &[code("A"), code("B")], somebody).await.expect("gives");

    let visit = check("A", "key-of-one", 5_000);
    store.apply(&files(&visit, vec![]), None, &audit()).await.expect("applies");
    store.assign_tasks(running.id, &[code("A"), code("B")], None).await.expect("takes back");
    let done = Task {
        account: somebody,
        check: Some(visit.id),
        done_at: Some(instant(5_000)),
        ..task(&running, "A")
    };
    let tasks = store.tasks(Some(running.id)).await.expect("answers");
    assert_eq!(tasks, [done.clone(), task(&running, "B")], "who did it stays");
    for other in [&planned, &ended] {
        let tasks = store.tasks(Some(other.id)).await.expect("answers");
        assert_eq!(tasks, [task(other, "A"), task(other, "B")]);
    }
    let open = store.tasks(None).await.expect("answers");
    assert_eq!(open.len(), 4, "of the rounds that were not ended");
    let listed = store.campaigns().await.expect("answers");
    assert_eq!(
        listed.iter().map(|one| one.id).collect::<Vec<_>>(),
        [ended.id, planned.id, running.id]
    );

    let again = check("A", "key-of-two", 7_000);
    store.apply(&files(&again, vec![]), None, &audit()).await.expect("applies");
    assert_eq!(store.tasks(Some(running.id)).await.expect("answers")[0], done, "once");
}
