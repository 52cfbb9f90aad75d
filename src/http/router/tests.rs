//! Whatever is served is described, and nothing else is.

use super::*;
use crate::http::openapi;

/// Addresses beside `/api/` that are described with it.
fn is_of_api(path: &str) -> bool {
    ["/photos/{file}", "/static-map.png"].contains(&path)
}

#[test]
fn every_address_of_the_api_is_described_and_nothing_else_is() {
    let description: serde_json::Value = serde_json::from_str(&openapi::document()).unwrap();
    let mut described: Vec<&str> =
        description["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let pages = PAGES.iter().map(|(path, _)| *path);
    let errands = ERRANDS.iter().map(|(path, ..)| *path);
    let mut served: Vec<&str> =
        pages.chain(errands).filter(|path| path.starts_with("/api/") || is_of_api(path)).collect();
    described.sort_unstable();
    served.sort_unstable();
    assert_eq!(described, served);
}

#[test]
fn every_address_for_staff_is_described_with_its_methods_and_nothing_else_is() {
    let description: serde_json::Value = serde_json::from_str(&openapi::admin_document()).unwrap();
    let mut described: Vec<(String, String)> = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        described.extend(
            methods.as_object().unwrap().keys().map(|method| (path.clone(), method.clone())),
        );
    }
    let mut served: Vec<(String, String)> = admin_addresses()
        .map(|(method, path, _)| (path.to_owned(), method.as_str().to_lowercase()))
        .collect();
    described.sort_unstable();
    served.sort_unstable();
    assert_eq!(described, served);
}

#[test]
fn every_member_of_a_body_for_staff_is_described_and_nothing_else_is() {
    let description: serde_json::Value = serde_json::from_str(&openapi::admin_document()).unwrap();
    for (schema, known) in [
        ("SetupRequest", setup::KNOWN),
        ("SetupLinkRequest", setup::LINK_KNOWN),
        ("SignInRequest", sessions::KNOWN),
        ("PasswordRequest", own_account::PASSWORD_KNOWN),
        ("PasswordAgainRequest", own_account::AGAIN_KNOWN),
        ("SecondFactorRequest", own_account::FACTOR_KNOWN),
        ("TokenRequest", tokens::KNOWN),
        ("NewAccountRequest", accounts::NEW_KNOWN),
        ("AccountRequest", accounts::KNOWN),
        ("CloseRequest", record::CLOSE_KNOWN),
        ("ReasonRequest", record::REASON_KNOWN),
        ("RestoreRequest", record::RESTORE_KNOWN),
        ("MoveRequest", record::MOVE_KNOWN),
        ("MergeRequest", record::MERGE_KNOWN),
        ("ApplyRequest", imports::APPLY_KNOWN),
        ("ArrangePhotosRequest", album::ARRANGE_KNOWN),
        ("TakePhotoRequest", album::TAKE_KNOWN),
        ("AcceptRequest", inbox::ACCEPT_KNOWN),
        ("RejectRequest", inbox::REJECT_KNOWN),
        ("MergeReportsRequest", inbox::MERGE_KNOWN),
        ("CheckRequest", checks::KNOWN),
        ("NewCampaignRequest", campaigns::NEW_KNOWN),
        ("CampaignRequest", campaigns::KNOWN),
        ("AssignmentRequest", campaigns::ASSIGN_KNOWN),
        ("NoticeRequest", holidays::KNOWN),
    ] {
        let members = &description["components"]["schemas"][schema]["properties"];
        let described: Vec<&String> = members.as_object().unwrap().keys().collect();
        assert_eq!(described, known, "{schema}");
    }
}

#[test]
fn addresses_of_one_path_stand_together() {
    let mut paths: Vec<&str> = ADMIN.iter().map(|(_, path, ..)| *path).collect();
    paths.dedup();
    let together = paths.len();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), together);
}

#[test]
fn every_parameter_that_is_read_is_described_and_nothing_else_is() {
    let description: serde_json::Value = serde_json::from_str(&openapi::document()).unwrap();
    for (path, known) in [
        ("/api/v1/stations/nearest", nearest::KNOWN),
        ("/api/v1/stations/on-the-way", on_the_way::KNOWN),
        ("/api/v1/stations", stations::KNOWN),
        ("/api/v1/stations/changes", changes::KNOWN),
        ("/api/v1/stations/{code}", station::KNOWN),
        ("/api/v1/areas", areas::KNOWN),
        ("/api/v1/places", places::KNOWN),
        ("/api/v1/wechat/signature", wechat_signature::KNOWN),
        ("/api/v1/coverage", coverage::figures::KNOWN),
        ("/api/v1/coverage/hours", coverage::hours::KNOWN),
        ("/api/v1/coverage/gaps", coverage::gaps::KNOWN),
        ("/api/v1/coverage/closures", coverage::closures::KNOWN),
    ] {
        let parameters = description["paths"][path]["get"]["parameters"].as_array().unwrap();
        let mut described: Vec<&str> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let mut known = known.to_vec();
        described.sort_unstable();
        known.sort_unstable();
        assert_eq!(described, known, "{path}");
    }
}

#[test]
fn every_parameter_that_staff_may_give_is_described_and_nothing_else_is() {
    let description: serde_json::Value = serde_json::from_str(&openapi::admin_document()).unwrap();
    for (method, path, known) in [
        ("get", "/admin/v1/account-events", account_events::KNOWN),
        ("get", "/admin/v1/stations", register::KNOWN),
        ("get", "/admin/v1/stations/{code}", record::KNOWN),
        ("get", "/admin/v1/plaques", pictures::batch::KNOWN),
        ("post", "/admin/v1/stations/{code}/photos", album::KNOWN),
        ("get", "/admin/v1/export", export::KNOWN),
        ("get", "/admin/v1/imports", imports::LIST_KNOWN),
        ("post", "/admin/v1/imports", imports::UPLOAD_KNOWN),
        ("get", "/admin/v1/imports/{id}", imports::ROWS_KNOWN),
        ("get", "/admin/v1/reports", inbox::KNOWN),
        ("get", "/admin/v1/due", checks::DUE_KNOWN),
        ("get", "/admin/v1/checks", checks::LIST_KNOWN),
        ("get", "/admin/v1/campaigns/{id}/tasks", campaigns::TASKS_KNOWN),
        ("get", "/admin/v1/board/quality", boards::QUALITY_KNOWN),
        ("get", "/admin/v1/board/quality/findings", boards::WORK_KNOWN),
        ("get", "/admin/v1/board/units", boards::UNITS_KNOWN),
        ("get", "/admin/v1/audit", audit::KNOWN),
        ("get", "/admin/v1/audit/export", audit::EXPORT_KNOWN),
        ("get", "/admin/v1/revisions/{number}", audit::REVISION_KNOWN),
        ("post", "/admin/v1/areas/plan", territories::PLAN_KNOWN),
        ("put", "/admin/v1/areas", territories::PUT_KNOWN),
        ("post", "/admin/v1/holidays/{year}/plan", holidays::PLAN_KNOWN),
    ] {
        let parameters = description["paths"][path][method]["parameters"].as_array().unwrap();
        let queries = parameters.iter().filter(|parameter| parameter["in"] == "query");
        let mut described: Vec<&str> =
            queries.map(|parameter| parameter["name"].as_str().unwrap()).collect();
        let mut known = known.to_vec();
        described.sort_unstable();
        known.sort_unstable();
        assert_eq!(described, known, "{path}");
    }
}

#[test]
fn every_errand_is_described_by_its_method_and_every_member_of_its_body_too() {
    let description: serde_json::Value = serde_json::from_str(&openapi::document()).unwrap();
    for (path, way, _) in ERRANDS.iter().filter(|(path, ..)| path.starts_with("/api/")) {
        let methods: Vec<&String> =
            description["paths"][path].as_object().unwrap().keys().collect();
        assert_eq!(methods, [if *way == Way::Read { "get" } else { "post" }], "{path}");
    }
    for (schema, known) in
        [("ReportRequest", reports::KNOWN), ("ConfirmationRequest", confirmations::KNOWN)]
    {
        let members = &description["components"]["schemas"][schema]["properties"];
        let described: Vec<&String> = members.as_object().unwrap().keys().collect();
        assert_eq!(described, known, "{schema}");
    }
}
