//! `/admin/v1/account-events`

use serde_json::json;
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::AccountEventsAnswer;

use crate::harness::site::TestSite;
use crate::harness::staff::PASSWORD;

const EVENTS: &str = "/admin/v1/account-events";

#[tokio::test]
async fn what_is_done_to_accounts_is_written_down_without_a_secret() {
    let site = TestSite::new().await;
    let boss = site.staff("boss", Role::DistrictAdministrator).await;
    let body = json!({ "name": "wang", "display_name": "王丽", "role": "editor" });
    let made = boss.post("/admin/v1/accounts", &body).await.json();
    let token = json!({ "name": "x", "scopes": ["reports"], "expires_at": "2027-01-01T00:00:00Z" });
    let token = boss.post("/admin/v1/account/tokens", &token).await.json();
    let read = boss.get(EVENTS).await;
    let told = read.text();
    let link = made["setup_link"]["link"].as_str().unwrap();
    let secrets = [
        PASSWORD,
        link.rsplit('=').next().unwrap(),
        token["secret"].as_str().unwrap(),
        token["token"]["prefix"].as_str().unwrap(),
        "argon2",
    ];
    for secret in secrets {
        assert!(!told.contains(secret), "{secret}");
    }
    let events = read.read::<AccountEventsAnswer>().events;
    let boss_label = format!("boss@{}", boss.account.id);
    let wang_label = format!("wang@{}", made["account"]["id"].as_str().unwrap());
    let acts: Vec<(u64, &str, &str, &str)> = events
        .iter()
        .map(|event| {
            (event.number, event.actor.as_str(), event.act.as_str(), event.account.as_str())
        })
        .collect();
    assert_eq!(
        acts,
        [
            (5, boss_label.as_str(), "token_made", boss_label.as_str()),
            (4, &boss_label, "created", &wang_label),
            (3, &boss_label, "signed_in", &boss_label),
            (2, "cli", "password_set", &boss_label),
            (1, "cli", "created", &boss_label),
        ]
    );
    assert_eq!(events[1].details, ["role: editor"]);
    assert!(site.app.store.verify_account_log().await.unwrap().is_intact());
}

#[tokio::test]
async fn the_log_is_read_by_pages_and_by_auditors() {
    let site = TestSite::new().await;
    site.account("boss", Role::DistrictAdministrator).await;
    let auditor = site.staff("auditor", Role::Auditor).await;
    let page: AccountEventsAnswer = auditor.get(&format!("{EVENTS}?limit=3")).await.read();
    assert_eq!(page.events.iter().map(|event| event.number).collect::<Vec<_>>(), [5, 4, 3]);
    assert_eq!(page.next, Some(3));
    let rest: AccountEventsAnswer = auditor.get(&format!("{EVENTS}?limit=3&before=3")).await.read();
    assert_eq!(rest.events.iter().map(|event| event.number).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(rest.next, None);
    for (query, parameter) in [("limit=0", "limit"), ("before=x", "before"), ("page=2", "page")] {
        let answer = auditor.get(&format!("{EVENTS}?{query}")).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["parameter"]), (400, &parameter.into()));
    }
}
