//! Every address, on one page.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::Method;

use super::admin::Door::{For, Open, SignedIn};
use super::admin::{
    AdminRoute, Door, Payload, account_events, accounts, amenities as catalogue,
    areas as territories, audit, boards, campaigns, checks, comparison, demand, export, holidays,
    hours, imports, own_account, photos as album, reports as inbox, scenarios, sessions, setup,
    site_selection, station as record, stations as register, tokens, units,
};
use super::api::{
    amenities, areas, calendar, changes, confirmations, coverage, nearest, on_the_way, pack,
    places, receipts, reports, site, station, stations, usage, wechat_signature,
};
use super::errand::{Run, Way};
use super::error::HttpError;
use super::routing::{Answer, AtHand, awaits, for_staff, keeps, reads, refused};
use super::site::Site;
use super::{embedded, feeds, ogc, pages, photos, pictures, status_pages, tiles};
use crate::domain::photo::MAX_GIVEN_BYTES;
use crate::domain::role::Action::{
    self, CreateStation, EditStation, ErasePersonalData, ExportLedger, HandleReports, ImportLedger,
    ManageCampaigns, ManageDistrictData, ManageOwnAccount, ManagePeople, ManagePhotos,
    MergeStations, ReadAnalysis, ReadAudit, ReadLedger, ReadPeople, ReadReports, RetireStation,
    RunAnalysis, UndoChange, Verify,
};

/// The addresses that are answered from memory, and who answers at them.
const PAGES: &[(&str, Answer)] = &[
    // What riders and other programs ask.
    ("/api/v1/stations/nearest", nearest::answer),
    ("/api/v1/stations/on-the-way", on_the_way::answer),
    ("/api/v1/stations", stations::answer),
    ("/api/v1/stations/pack", pack::answer),
    ("/api/v1/stations/changes", changes::answer),
    ("/api/v1/stations/{code}", station::answer),
    ("/api/v1/areas", areas::answer),
    ("/api/v1/amenities", amenities::answer),
    ("/api/v1/places", places::answer),
    ("/api/v1/places/pack", places::pack),
    ("/api/v1/site", site::answer),
    ("/api/v1/calendar/{year}", calendar::answer),
    // What people open, and what browsers and search engines ask for beside it.
    ("/", pages::home::answer),
    ("/s/{code}", pages::station::answer),
    ("/planner", embedded::planner_page),
    ("/assets/{*path}", embedded::asset),
    ("/sw.js", embedded::service_worker),
    ("/manifest.webmanifest", pages::manifest::answer),
    ("/icons/{file}", embedded::icon),
    ("/apple-touch-icon.png", embedded::icon),
    ("/favicon.svg", embedded::icon),
    ("/favicon.ico", embedded::icon),
    ("/developers", pages::developers::answer),
    ("/embed", pages::embed::answer),
    ("/embed.js", pages::embed::script),
    ("/robots.txt", pages::crawlers::robots),
    ("/sitemap.xml", pages::crawlers::sitemap),
    ("/sitemaps/{file}", pages::crawlers::part),
    // What the tools of other houses ask for: OGC API – Features.
    ("/ogc", ogc::about::landing),
    ("/ogc/", ogc::about::landing),
    ("/ogc/api", ogc::openapi::answer),
    ("/ogc/conformance", ogc::about::conformance),
    ("/ogc/collections", ogc::collections::list),
    ("/ogc/collections/{collection}", ogc::collections::one),
    ("/ogc/collections/{collection}/queryables", ogc::queryables::answer),
    // What maps read before they ask for tiles.
    ("/tiles/{file}", tiles::documents::tile_json),
    ("/style.json", tiles::documents::style),
    ("/sprite.json", tiles::sprite::index),
    ("/sprite.png", tiles::sprite::sheet),
    ("/sprite@2x.json", tiles::sprite::index),
    ("/sprite@2x.png", tiles::sprite::sheet),
    // What the API says of itself.
    ("/openapi.json", status_pages::openapi),
    ("/admin/openapi.json", status_pages::admin_openapi),
    ("/problems/{slug}", status_pages::problem),
    ("/api", embedded::api_page),
    // The console of staff, which draws its own pages.
    ("/staff", embedded::staff_page),
    ("/staff/{*path}", embedded::staff_page),
    // Their page for a phone, at a station's door.
    ("/staff/check", embedded::check_page),
    ("/staff/check/{code}", embedded::check_page),
    // What operators ask.
    ("/healthz", status_pages::healthz),
    ("/readyz", status_pages::readyz),
    ("/metrics", status_pages::metrics),
];

/// The addresses whose answers are made once and kept, and who has them at hand. The rest of a
/// tile's address, `{z}/{x}/{y}.mvt`, is read by its answer: axum spends about a thousand
/// instructions on each parameter, which a kept tile would feel.
const KEPT: &[(&str, AtHand, Run)] = &[("/tiles/{layer}/{*zxy}", tiles::at_hand, tiles::answer)];

/// The addresses that are awaited. Behind most of them is the store: what the public sends, and
/// what becomes of it; they fail while the store is down.
const ERRANDS: &[(&str, Way, Run)] = &[
    (
        "/api/v1/stations/{code}/reports",
        Way::Write { max_body_bytes: reports::MAX_BODY_BYTES },
        reports::answer,
    ),
    (
        "/api/v1/stations/{code}/confirmations",
        Way::Write { max_body_bytes: confirmations::MAX_BODY_BYTES },
        confirmations::answer,
    ),
    ("/api/v1/receipts/{receipt}", Way::Read, receipts::answer),
    // What phones tell of demand, when their riders agree, and what is kept of it.
    ("/api/v1/usage", Way::Write { max_body_bytes: usage::MAX_BODY_BYTES }, usage::answer),
    ("/api/v1/usage/weeks", Way::Read, usage::weeks),
    // What planners ask: made beside the threads that answer riders, and kept.
    ("/api/v1/coverage", Way::Read, coverage::figures::answer),
    ("/api/v1/coverage/hours", Way::Read, coverage::hours::answer),
    ("/api/v1/coverage/gaps", Way::Read, coverage::gaps::answer),
    ("/api/v1/coverage/closures", Way::Read, coverage::closures::answer),
    (coverage::map::ADDRESS, Way::Read, coverage::map::answer),
    // Pictures of a station: for chats, and for its door.
    ("/s/{code}/card.png", Way::Read, pictures::card),
    ("/s/{code}/plaque.pdf", Way::Read, pictures::plaque_pdf),
    ("/s/{code}/plaque.svg", Way::Read, pictures::plaque_svg),
    (pictures::STATIC_MAP, Way::Read, pictures::static_map::answer),
    // The pictures of stations.
    ("/photos/{file}", Way::Read, photos::answer),
    // Everything as one file.
    ("/feeds/stations.geojson", Way::Read, feeds::geojson),
    ("/feeds/stations.csv", Way::Read, feeds::csv),
    ("/feeds/stations.fgb", Way::Read, feeds::flatgeobuf),
    ("/feeds/station_status.json", Way::Read, feeds::station_status),
    ("/feeds/changes.atom", Way::Read, feeds::changes),
    // What the tools of other houses ask for: filters may have to look at every station.
    ("/ogc/collections/{collection}/items", Way::Read, ogc::items::list),
    ("/ogc/collections/{collection}/items/{feature}", Way::Read, ogc::items::one),
    ("/api/v1/wechat/signature", Way::Read, wechat_signature::answer),
];

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;
const NOTHING: Payload = Payload::Nothing;
/// What a person types.
const TYPED: Payload = Payload::Json { max_bytes: 16 * 1024 };
/// Every fact of a station, each as long as it may be.
const FACTS: Payload = Payload::Json { max_bytes: 256 * 1024 };
/// The numbers of a hundred thousand rows.
const ROWS: Payload = Payload::Json { max_bytes: 1024 * 1024 };
const PHOTO: Payload = Payload::File { max_bytes: MAX_GIVEN_BYTES };
const LEDGER_FILE: Payload = Payload::File { max_bytes: imports::MAX_FILE_BYTES };

const AREA_FILE: Payload = Payload::File { max_bytes: territories::MAX_FILE_BYTES };
const NOTICE_FILE: Payload = Payload::File { max_bytes: holidays::MAX_FILE_BYTES };

/// Some hundred changes, or the places of a search.
const PLANNED: Payload = Payload::Json { max_bytes: 4 * 1024 * 1024 };
const DEMAND_FILE: Payload = Payload::File { max_bytes: demand::MAX_FILE_BYTES };

/// The addresses for staff and their programs: who may ask, and who answers. Whether they may
/// with that station is asked by who answers.
const ADMIN: &[AdminRoute] = &[
    // Coming in, and one's own account.
    (POST, "/admin/v1/setup", TYPED, Open(setup::answer)),
    (POST, "/admin/v1/setup/link", TYPED, Open(setup::look)),
    (POST, "/admin/v1/session", TYPED, Open(sessions::sign_in)),
    (GET, "/admin/v1/session", NOTHING, SignedIn(sessions::whoami)),
    (DELETE, "/admin/v1/session", NOTHING, SignedIn(sessions::sign_out)),
    (GET, "/admin/v1/sessions", NOTHING, For(ManageOwnAccount, sessions::list)),
    (DELETE, "/admin/v1/sessions", NOTHING, For(ManageOwnAccount, sessions::sign_out_everywhere)),
    (PUT, "/admin/v1/account/password", TYPED, For(ManageOwnAccount, own_account::change_password)),
    (PUT, "/admin/v1/account/second-factor", TYPED, For(ManageOwnAccount, own_account::set_factor)),
    (
        POST,
        "/admin/v1/account/second-factor/key",
        NOTHING,
        For(ManageOwnAccount, own_account::new_key),
    ),
    (
        POST,
        "/admin/v1/account/second-factor/removal",
        TYPED,
        For(ManageOwnAccount, own_account::remove_factor),
    ),
    (GET, "/admin/v1/account/tokens", NOTHING, For(ManageOwnAccount, tokens::list_own)),
    (POST, "/admin/v1/account/tokens", TYPED, For(ManageOwnAccount, tokens::add)),
    (
        DELETE,
        "/admin/v1/account/tokens/{token}",
        NOTHING,
        For(ManageOwnAccount, tokens::revoke_own),
    ),
    // Who works here.
    (GET, "/admin/v1/accounts", NOTHING, For(ReadPeople, accounts::list)),
    (POST, "/admin/v1/accounts", TYPED, For(ManagePeople, accounts::add)),
    (GET, "/admin/v1/accounts/{id}", NOTHING, For(ReadPeople, accounts::read)),
    (PUT, "/admin/v1/accounts/{id}", TYPED, For(ManagePeople, accounts::change)),
    (
        POST,
        "/admin/v1/accounts/{id}/setup-link",
        NOTHING,
        For(ManagePeople, accounts::new_setup_link),
    ),
    (
        DELETE,
        "/admin/v1/accounts/{id}/sessions",
        NOTHING,
        For(ManagePeople, accounts::end_sessions),
    ),
    (
        DELETE,
        "/admin/v1/accounts/{id}/second-factor",
        NOTHING,
        For(ManagePeople, accounts::reset_second_factor),
    ),
    (POST, "/admin/v1/accounts/{id}/erasure", TYPED, For(ErasePersonalData, accounts::erase)),
    (GET, "/admin/v1/accounts/{id}/tokens", NOTHING, For(ReadPeople, tokens::list_of)),
    (
        DELETE,
        "/admin/v1/accounts/{id}/tokens/{token}",
        NOTHING,
        For(ManagePeople, tokens::revoke_of),
    ),
    (GET, "/admin/v1/account-events", NOTHING, For(ReadAudit, account_events::list)),
    // What forms are filled and checked with.
    (GET, "/admin/v1/units", NOTHING, For(ReadLedger, units::list)),
    (GET, "/admin/v1/hours", NOTHING, For(ReadLedger, hours::preview)),
    // The district's data besides its stations.
    (GET, "/admin/v1/amenities", NOTHING, For(ReadLedger, catalogue::read)),
    (PUT, "/admin/v1/amenities", FACTS, For(ManageDistrictData, catalogue::put)),
    (POST, "/admin/v1/amenities/plan", FACTS, For(ManageDistrictData, catalogue::plan)),
    (GET, "/admin/v1/amenities/versions", NOTHING, For(ReadLedger, catalogue::list_versions)),
    (
        GET,
        "/admin/v1/amenities/versions/{version}",
        NOTHING,
        For(ReadLedger, catalogue::read_version),
    ),
    (GET, "/admin/v1/areas", NOTHING, For(ReadLedger, territories::read)),
    (PUT, "/admin/v1/areas", AREA_FILE, For(ManageDistrictData, territories::put)),
    (POST, "/admin/v1/areas/plan", AREA_FILE, For(ManageDistrictData, territories::plan)),
    (GET, "/admin/v1/areas/versions", NOTHING, For(ReadLedger, territories::list_versions)),
    (
        GET,
        "/admin/v1/areas/versions/{version}",
        NOTHING,
        For(ReadLedger, territories::read_version),
    ),
    (GET, "/admin/v1/holidays", NOTHING, For(ReadLedger, holidays::list)),
    (GET, "/admin/v1/holidays/{year}", NOTHING, For(ReadLedger, holidays::read)),
    (PUT, "/admin/v1/holidays/{year}", FACTS, For(ManageDistrictData, holidays::put)),
    (POST, "/admin/v1/holidays/{year}/plan", NOTICE_FILE, For(ManageDistrictData, holidays::plan)),
    (GET, "/admin/v1/holidays/{year}/versions", NOTHING, For(ReadLedger, holidays::list_versions)),
    (
        GET,
        "/admin/v1/holidays/{year}/versions/{version}",
        NOTHING,
        For(ReadLedger, holidays::read_version),
    ),
    // The ledger, station by station.
    (GET, "/admin/v1/stations", NOTHING, For(ReadLedger, register::list)),
    (POST, "/admin/v1/stations", FACTS, For(CreateStation, register::add)),
    (GET, "/admin/v1/stations/{code}", NOTHING, For(ReadLedger, record::read)),
    (PATCH, "/admin/v1/stations/{code}", FACTS, For(EditStation, record::edit)),
    (GET, "/admin/v1/stations/{code}/history", NOTHING, For(ReadLedger, record::history)),
    (POST, "/admin/v1/stations/{code}/close", TYPED, For(EditStation, record::close)),
    (POST, "/admin/v1/stations/{code}/reopen", TYPED, For(EditStation, record::reopen)),
    (POST, "/admin/v1/stations/{code}/move", TYPED, For(EditStation, record::relocate)),
    (POST, "/admin/v1/stations/{code}/retire", TYPED, For(RetireStation, record::retire)),
    (POST, "/admin/v1/stations/{code}/restore", TYPED, For(RetireStation, record::restore)),
    (POST, "/admin/v1/stations/{code}/merge", TYPED, For(MergeStations, record::merge)),
    (GET, "/admin/v1/plaques", NOTHING, For(ReadLedger, pictures::batch::answer)),
    (POST, "/admin/v1/stations/{code}/photos", PHOTO, For(ManagePhotos, album::add)),
    (PUT, "/admin/v1/stations/{code}/photos", TYPED, For(ManagePhotos, album::arrange)),
    (GET, "/admin/v1/photos/{file}", NOTHING, For(ReadLedger, album::read)),
    // The ledger as files.
    (GET, "/admin/v1/export", NOTHING, For(ExportLedger, export::answer)),
    (GET, "/admin/v1/imports", NOTHING, For(ImportLedger, imports::list)),
    (POST, "/admin/v1/imports", LEDGER_FILE, For(ImportLedger, imports::upload)),
    (GET, "/admin/v1/imports/{id}", NOTHING, For(ImportLedger, imports::read)),
    (POST, "/admin/v1/imports/{id}/apply", ROWS, For(ImportLedger, imports::apply)),
    // What riders report.
    (GET, "/admin/v1/reports", NOTHING, For(ReadReports, inbox::list)),
    (GET, "/admin/v1/reports/{id}", NOTHING, For(ReadReports, inbox::read)),
    (GET, "/admin/v1/reports/{id}/photo", NOTHING, For(ReadReports, inbox::photo)),
    (POST, "/admin/v1/reports/{id}/photo", TYPED, For(ManagePhotos, album::take_over)),
    (POST, "/admin/v1/reports/{id}/open", NOTHING, For(HandleReports, inbox::open)),
    (POST, "/admin/v1/reports/{id}/accept", FACTS, For(HandleReports, inbox::accept)),
    (POST, "/admin/v1/reports/{id}/reject", TYPED, For(HandleReports, inbox::reject)),
    (POST, "/admin/v1/reports/{id}/merge", TYPED, For(HandleReports, inbox::merge)),
    (POST, "/admin/v1/reports/{id}/erasure", TYPED, For(ErasePersonalData, inbox::erase)),
    // Verification: what is due, visits, and rounds of them.
    (GET, "/admin/v1/due", NOTHING, For(ReadLedger, checks::due)),
    (GET, "/admin/v1/checks", NOTHING, For(ReadLedger, checks::list)),
    (POST, "/admin/v1/checks", FACTS, For(Verify, checks::file)),
    (GET, "/admin/v1/checks/{id}", NOTHING, For(ReadLedger, checks::read)),
    (GET, "/admin/v1/campaigns", NOTHING, For(ReadLedger, campaigns::list)),
    (POST, "/admin/v1/campaigns", TYPED, For(ManageCampaigns, campaigns::add)),
    (GET, "/admin/v1/campaigns/{id}", NOTHING, For(ReadLedger, campaigns::read)),
    (PATCH, "/admin/v1/campaigns/{id}", TYPED, For(ManageCampaigns, campaigns::change)),
    (POST, "/admin/v1/campaigns/{id}/end", NOTHING, For(ManageCampaigns, campaigns::end)),
    (PUT, "/admin/v1/campaigns/{id}/assignments", ROWS, For(ManageCampaigns, campaigns::assign)),
    (GET, "/admin/v1/campaigns/{id}/tasks", NOTHING, For(ReadLedger, campaigns::tasks)),
    // Boards.
    (GET, "/admin/v1/board/quality", NOTHING, For(ReadAnalysis, boards::quality)),
    (GET, "/admin/v1/board/quality/findings", NOTHING, For(ReadAnalysis, boards::findings)),
    (GET, "/admin/v1/board/units", NOTHING, For(ReadAnalysis, boards::units)),
    // What was written.
    (GET, "/admin/v1/audit", NOTHING, For(ReadAudit, audit::search)),
    (GET, "/admin/v1/audit/export", NOTHING, For(ReadAudit, audit::export)),
    (GET, "/admin/v1/revisions/{number}", NOTHING, For(ReadLedger, audit::revision)),
    (POST, "/admin/v1/revisions/{number}/undo", TYPED, For(UndoChange, audit::undo)),
    // What planners do.
    (GET, "/admin/v1/demand", NOTHING, For(ReadAnalysis, demand::list)),
    (POST, "/admin/v1/demand", DEMAND_FILE, For(RunAnalysis, demand::add)),
    (GET, "/admin/v1/demand/{name}", NOTHING, For(ReadAnalysis, demand::read)),
    (PUT, "/admin/v1/demand/{name}", DEMAND_FILE, For(RunAnalysis, demand::replace)),
    (DELETE, "/admin/v1/demand/{name}", NOTHING, For(RunAnalysis, demand::remove)),
    (GET, "/admin/v1/scenarios", NOTHING, For(ReadAnalysis, scenarios::list)),
    (POST, "/admin/v1/scenarios", PLANNED, For(RunAnalysis, scenarios::add)),
    (GET, "/admin/v1/scenarios/{name}", NOTHING, For(ReadAnalysis, scenarios::read)),
    (PUT, "/admin/v1/scenarios/{name}", PLANNED, For(RunAnalysis, scenarios::change)),
    (DELETE, "/admin/v1/scenarios/{name}", NOTHING, For(RunAnalysis, scenarios::remove)),
    (GET, "/admin/v1/scenarios/{name}/comparison", NOTHING, For(ReadAnalysis, comparison::numbers)),
    (GET, "/admin/v1/scenarios/{name}/difference", NOTHING, For(ReadAnalysis, comparison::map)),
    (POST, "/admin/v1/what-if", PLANNED, For(RunAnalysis, scenarios::what_if)),
    (GET, "/admin/v1/site-selection", NOTHING, For(ReadAnalysis, site_selection::list)),
    (POST, "/admin/v1/site-selection", PLANNED, For(RunAnalysis, site_selection::order)),
    (GET, "/admin/v1/site-selection/{id}", NOTHING, For(ReadAnalysis, site_selection::read)),
    (DELETE, "/admin/v1/site-selection/{id}", NOTHING, For(RunAnalysis, site_selection::cancel)),
    (
        GET,
        "/admin/v1/site-selection/{id}/events",
        NOTHING,
        For(ReadAnalysis, site_selection::events),
    ),
];

/// Every address for staff with its method, and what one must be allowed to do there; `None` for
/// what anybody may ask, or whoever is signed in.
pub fn admin_addresses() -> impl Iterator<Item = (Method, &'static str, Option<Action>)> {
    ADMIN.iter().map(|(method, path, _, door)| {
        let action = if let Door::For(action, _) = door { Some(*action) } else { None };
        (method.clone(), *path, action)
    })
}

/// Whether a write at this address comes from somebody whom we do not know yet, so that it is
/// counted as the public's are.
pub(super) fn is_at_the_door(path: &str) -> bool {
    !path.starts_with("/admin/")
        || ADMIN.iter().any(|(_, known, _, door)| *known == path && matches!(door, Door::Open(_)))
}

/// The router of all addresses.
pub(super) fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for (path, answer) in PAGES {
        router = router.route(path, reads(path, *answer, &site));
    }
    for (path, at_hand, run) in KEPT {
        router = router.route(path, keeps(path, *at_hand, *run, &site));
    }
    for (path, way, run) in ERRANDS {
        router = router.route(path, awaits(path, *way, *run, &site));
    }
    for routes in ADMIN.chunk_by(|one, next| one.1 == next.1) {
        router = router.route(routes[0].1, for_staff(routes, &site));
    }
    let nowhere = site.metrics.route("(none)");
    router
        .fallback(move |request: Request| {
            let nowhere = nowhere.clone();
            async move { refused(HttpError::NoSuchPath, &request, &nowhere) }
        })
        .with_state(site)
}

#[cfg(test)]
mod tests;
