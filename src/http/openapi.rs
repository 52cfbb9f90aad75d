//! The descriptions of the two APIs: OpenAPI 3.1, made from the endpoints' own documentation.
//!
//! There are two, because they have two kinds of readers and two lives: the public one is a
//! promise to other people's programs, the one for staff goes with the console.

use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{admin, api, photos, pictures};

/// The public document as JSON, UTF-8, ending with a new line.
pub fn document() -> String {
    written(Description::openapi())
}

/// The document for staff and their programs, likewise.
pub fn admin_document() -> String {
    written(AdminDescription::openapi())
}

fn written(document: Document) -> String {
    // The document holds only texts and numbers, which can always be written.
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yizhan (驿站)",
        description = "Finds the nearest service station that is open when you get there and has \
what you need.\n\nPositions are answered in the datum that is asked for (`wgs84`, `gcj02`, \
`bd09`). Times are civil time of the district, RFC 3339 with offset. Errors are problem details \
(RFC 9457) in Chinese or English by `Accept-Language`. An unknown or repeated parameter is \
refused. Answers carry a strong `ETag`, but for those whose address tells where somebody \
stands, which no cache may keep.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "stations", description = "Stations: find, list, look up, copy."),
        (name = "reports", description = "What riders say: something is wrong, or all is as it says."),
        (name = "usage", description = "Demand seen in use, kept so coarsely that nobody is told of."),
        (name = "coverage", description = "Planners: whom the stations reach, and whom they do not."),
        (name = "district", description = "What stations are filtered and placed by."),
    ),
    paths(
        api::nearest::answer,
        api::on_the_way::answer,
        api::stations::answer,
        api::pack::answer,
        api::changes::answer,
        api::station::answer,
        api::areas::answer,
        api::amenities::answer,
        api::places::answer,
        api::places::pack,
        api::site::answer,
        api::calendar::answer,
        api::reports::answer,
        api::confirmations::answer,
        api::receipts::answer,
        api::coverage::figures::answer,
        api::coverage::hours::answer,
        api::coverage::gaps::answer,
        api::coverage::closures::answer,
        api::coverage::map::answer,
        api::usage::answer,
        api::usage::weeks,
        api::wechat_signature::answer,
        photos::answer,
        pictures::static_map::answer,
    )
)]
struct Description;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yizhan (驿站): staff",
        description = "What union staff and their programs ask. In a browser: sign in, and send \
`X-CSRF-Token` with every write. A program: `Authorization: Bearer` with a token made in the \
console. What may be changed by several carries an `ETag`; a change needs `If-Match` (428 \
without it, 412 with what is there now when somebody else was first). Errors are problem details \
(RFC 9457) in Chinese or English by `Accept-Language`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "session", description = "Signing in and out, and one's own account."),
        (name = "tokens", description = "Tokens for programs."),
        (name = "accounts", description = "Who may sign in, as what, and where."),
        (name = "ledger", description = "Stations: find, read, change."),
        (name = "imports", description = "The ledger as files: out, in as a plan, applied."),
        (name = "inbox", description = "What riders report, and what becomes of it."),
        (name = "verification", description = "Who must go where, and what they found."),
        (name = "boards", description = "How good the ledger is, and who keeps it how well."),
        (name = "history", description = "What was written, by whom, and undoing it."),
        (name = "district", description = "The district's data besides its stations: holidays, areas and amenities."),
        (name = "planning", description = "Layers of demand, scenarios, and searches for new sites."),
    ),
    modifiers(&Doors),
    security(("session" = []), ("token" = [])),
    paths(
        admin::setup::answer,
        admin::setup::look,
        admin::sessions::sign_in,
        admin::sessions::whoami,
        admin::sessions::sign_out,
        admin::sessions::list,
        admin::sessions::sign_out_everywhere,
        admin::own_account::change_password,
        admin::own_account::set_factor,
        admin::own_account::new_key,
        admin::own_account::remove_factor,
        admin::tokens::list_own,
        admin::tokens::add,
        admin::tokens::revoke_own,
        admin::accounts::list,
        admin::accounts::add,
        admin::accounts::read,
        admin::accounts::change,
        admin::accounts::new_setup_link,
        admin::accounts::end_sessions,
        admin::accounts::reset_second_factor,
        admin::accounts::erase,
        admin::tokens::list_of,
        admin::tokens::revoke_of,
        admin::account_events::list,
        admin::stations::list,
        admin::stations::add,
        admin::station::read,
        admin::station::edit,
        admin::station::history,
        admin::station::close,
        admin::station::reopen,
        admin::station::relocate,
        admin::station::retire,
        admin::station::restore,
        admin::station::merge,
        super::pictures::batch::answer,
        admin::photos::add,
        admin::photos::arrange,
        admin::photos::read,
        admin::export::answer,
        admin::imports::list,
        admin::imports::upload,
        admin::imports::read,
        admin::imports::apply,
        admin::reports::list,
        admin::reports::read,
        admin::reports::photo,
        admin::photos::take_over,
        admin::reports::open,
        admin::reports::accept,
        admin::reports::reject,
        admin::reports::merge,
        admin::reports::erase,
        admin::checks::due,
        admin::checks::list,
        admin::checks::file,
        admin::checks::read,
        admin::campaigns::list,
        admin::campaigns::add,
        admin::campaigns::read,
        admin::campaigns::change,
        admin::campaigns::end,
        admin::campaigns::assign,
        admin::campaigns::tasks,
        admin::boards::quality,
        admin::boards::findings,
        admin::boards::units,
        admin::audit::search,
        admin::audit::export,
        admin::audit::revision,
        admin::audit::undo,
        admin::units::list,
        admin::hours::preview,
        admin::amenities::read,
        admin::amenities::put,
        admin::amenities::plan,
        admin::amenities::list_versions,
        admin::amenities::read_version,
        admin::areas::read,
        admin::areas::plan,
        admin::areas::put,
        admin::areas::list_versions,
        admin::areas::read_version,
        admin::holidays::list,
        admin::holidays::read,
        admin::holidays::put,
        admin::holidays::plan,
        admin::holidays::list_versions,
        admin::holidays::read_version,
        admin::demand::list,
        admin::demand::add,
        admin::demand::read,
        admin::demand::replace,
        admin::demand::remove,
        admin::scenarios::list,
        admin::scenarios::add,
        admin::scenarios::read,
        admin::scenarios::change,
        admin::scenarios::remove,
        admin::comparison::numbers,
        admin::comparison::map,
        admin::scenarios::what_if,
        admin::site_selection::list,
        admin::site_selection::order,
        admin::site_selection::read,
        admin::site_selection::cancel,
        admin::site_selection::events::events,
    )
)]
struct AdminDescription;

/// The two ways in.
struct Doors;

impl Modify for Doors {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
            "yizhan-session",
            "The session of a browser; `__Host-yizhan-session` behind HTTPS.",
        ));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}
