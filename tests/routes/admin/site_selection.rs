//! `/admin/v1/site-selection`: searches as jobs.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use yizhan::domain::role::Role;
use yizhan::http::admin::schema::{ChosenSite, SearchAnswer, SearchesAnswer};

use crate::harness::site::TestSite;
use crate::harness::staff::Browser;

/// Orders a search and waits until it is over.
async fn searched(planner: &Browser<'_>, query: &str, order: &Value) -> SearchAnswer {
    let ordered = planner.post(&format!("/admin/v1/site-selection?{query}"), order).await;
    assert_eq!(ordered.status, 202, "{}", ordered.text());
    let place = ordered.header("location").to_owned();
    loop {
        let search: SearchAnswer = planner.get(&place).await.read();
        if ["done", "cancelled", "failed"].contains(&search.phase.as_str()) {
            return search;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn new_sites_are_found_among_the_points_of_a_grid_and_proved_best() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    let order = json!({
        "objective": { "kind": "cover", "count": 3 },
        "candidates": { "kind": "grid", "spacing_m": 1000.0 },
    });
    let search = searched(&planner, "radius_m=1000", &order).await;
    assert_eq!((search.phase.as_str(), search.error.as_deref()), ("done", None));
    let result = search.result.as_ref().expect("it is over");
    assert_eq!((result.certificate.as_str(), result.gap), ("proved_optimal", 0.0));
    assert_eq!(result.total, 40_000.0);
    // Discs of a square kilometre apart, each with its own people: about 40,000 · π / 106.
    let gains: Vec<f64> = search.sites.iter().map(|site| site.gain.expect("told")).collect();
    assert!(
        gains.len() == 3 && gains.iter().all(|gain| (gain / 1186.0 - 1.0).abs() < 0.02),
        "{gains:?}"
    );
    assert!(gains.windows(2).all(|pair| pair[0] >= pair[1]));
    let covered = search.sites[2].covered.expect("told");
    assert!((covered - result.already.unwrap() - result.gained.unwrap()).abs() < 0.3);
    assert!(search.sites.iter().all(|site| site.area_name.as_deref() == Some("湖东街道")));
    assert_eq!(search.objective, search.bound);
    let all: SearchesAnswer = planner.get("/admin/v1/site-selection").await.read();
    assert_eq!(all.searches.len(), 1);
}

#[tokio::test]
async fn rules_places_and_upgrades_are_kept_to() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    let cover = |count: usize| json!({ "kind": "cover", "count": count });
    let grid = json!({ "kind": "grid", "spacing_m": 1000.0 });

    let quota = json!({ "objective": cover(3), "candidates": grid, "quotas": { "990001001": 1 } });
    // Beyond the border there is no quota, and people of this side are within reach.
    let found = searched(&planner, "radius_m=1000", &quota).await;
    let here = |site: &&ChosenSite| site.area_name.as_deref() == Some("湖东街道");
    assert_eq!((found.sites.iter().filter(here).count(), found.sites.len()), (1, 3));

    let points = json!({ "kind": "points", "points": [
        { "lon": 115.97, "lat": 30.57, "name": "商场" },
        { "lon": 115.9701, "lat": 30.57, "name": "对面" },
        { "lon": 115.93, "lat": 30.53, "name": "学校" },
    ] });
    let spaced = json!({ "objective": cover(3), "candidates": points, "spacing_m": 100.0 });
    let found = searched(&planner, "radius_m=500", &spaced).await;
    let names: Vec<&str> = found.sites.iter().map(|site| site.name.as_str()).collect();
    assert!(names.len() == 2 && names.contains(&"学校"), "{names:?}");

    // At night only LZ-1 and LZ-3 are open; each of the others could stay open.
    let stay_open = json!({ "objective": cover(1), "candidates": { "kind": "round_the_clock" } });
    let found = searched(&planner, "radius_m=500&hour_of_week=2", &stay_open).await;
    assert_eq!(found.candidates, 5);
    let chosen = &found.sites[0];
    assert!(chosen.station.is_some() && !chosen.name.is_empty(), "{chosen:?}");

    let showers = json!({ "objective": cover(9), "candidates": { "kind": "amenity", "amenity": "hot_water" } });
    let found = searched(&planner, "radius_m=100", &showers).await;
    assert!(found.sites.iter().all(|site| site.station.as_deref() != Some("LZ-1")), "it has it");
    assert!(!found.sites.is_empty());

    let fewest = json!({ "objective": { "kind": "share", "share": 0.2 }, "candidates": grid });
    let found = searched(&planner, "radius_m=2000", &fewest).await;
    let result = found.result.expect("it is over");
    assert_eq!(result.reached, Some(true));
    assert!(result.already.unwrap() + result.gained.unwrap() >= 8_000.0);

    for kind in ["median", "center"] {
        let order = json!({
            "objective": { "kind": kind, "count": 2 }, "candidates": points, "effort_s": 1,
        });
        let found = searched(&planner, "", &order).await;
        let result = found.result.expect("it is over");
        assert!(result.mean_m.unwrap() > 0.0 && result.farthest_m >= result.mean_m, "{kind}");
        assert!(found.bound <= found.objective, "{kind}");
    }
}

#[tokio::test]
async fn a_search_is_followed_by_events_and_ended_with_the_best_answer_so_far() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    let order = json!({
        "objective": { "kind": "median", "count": 12 },
        "candidates": { "kind": "grid", "spacing_m": 500.0 },
        "effort_s": 600,
    });
    let ordered = planner.post("/admin/v1/site-selection", &order).await;
    let place = ordered.header("location").to_owned();
    let address = format!("{place}/events");
    let following = planner.get(&address);
    let ending = async {
        loop {
            let search: SearchAnswer = planner.get(&place).await.read();
            if search.objective.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        planner.ask(Method::DELETE, &place, &Value::Null).await
    };
    let (events, ended) = tokio::join!(following, ending);
    assert_eq!(ended.status, 200);
    assert_eq!(events.header("content-type"), "text/event-stream");
    let told: Vec<SearchAnswer> = events
        .text()
        .split("\n\n")
        .filter_map(|event| event.strip_prefix("data: "))
        .map(|json| serde_json::from_str(json).unwrap())
        .collect();
    let last = told.last().expect("events");
    assert_eq!((last.phase.as_str(), last.sites.len()), ("cancelled", 12));
    assert_eq!(last.result.as_ref().expect("an answer").certificate, "within");
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_said() {
    let site = TestSite::new().await;
    let planner = site.staff("planner", Role::Planner).await;
    let cover = json!({ "kind": "cover", "count": 1 });
    let grid = json!({ "kind": "grid", "spacing_m": 1000.0 });
    for (order, problem, words) in [
        (json!({}), "missing-parameter", "objective"),
        (
            json!({ "objective": { "kind": "best" }, "candidates": grid }),
            "invalid-parameter",
            "best",
        ),
        (
            json!({ "objective": cover, "candidates": { "kind": "amenity", "amenity": "sofa" } }),
            "invalid-parameter",
            "no such amenity",
        ),
        (
            json!({ "objective": cover, "candidates": grid, "quotas": { "1": 1 } }),
            "invalid-parameter",
            "no area 1",
        ),
        (
            json!({ "objective": cover, "candidates": grid, "effort_s": 0 }),
            "invalid-parameter",
            "effort_s",
        ),
        (
            json!({ "objective": cover, "candidates": { "kind": "layer", "name": "x" } }),
            "unknown-paper",
            "layer",
        ),
        (
            json!({ "objective": cover, "candidates": grid, "scenario": "x" }),
            "unknown-paper",
            "scenario",
        ),
    ] {
        let refused = planner.post("/admin/v1/site-selection", &order).await;
        assert_eq!(refused.problem(), problem, "{order}: {}", refused.text());
        assert!(refused.text().contains(words), "{words}: {}", refused.text());
    }
    // What is only seen when it is begun.
    for (order, words) in [
        (json!({ "objective": { "kind": "cover", "count": 0 }, "candidates": grid }), "no site"),
        (json!({ "objective": cover, "candidates": { "kind": "grid", "spacing_m": 1.0 } }), "1 m"),
        (
            json!({ "objective": cover, "candidates": { "kind": "round_the_clock" } }),
            "no candidates",
        ),
    ] {
        let search = searched(&planner, "", &order).await;
        assert_eq!(search.phase, "failed");
        assert!(search.error.as_deref().unwrap().contains(words), "{:?}", search.error);
    }
    assert_eq!(planner.get("/admin/v1/site-selection/x").await.problem(), "unknown-search");
}
