//! `import`, `export` and `check`.

use std::sync::Arc;

use chrono::DateTime;
use clap::{Args, FromArgMatches};
use sqlx::Connection as _;
use ulid::Ulid;
use yizhan::cli::amenities::{self, AmenitiesArgs};
use yizhan::cli::areas::{self, AreasArgs};
use yizhan::cli::audit::{self, AuditArgs};
use yizhan::cli::check::{self, CheckArgs};
use yizhan::cli::desk::{Desk, DeskError, Verdict};
use yizhan::cli::export::{self, ExportArgs};
use yizhan::cli::holidays::{self, HolidaysArgs};
use yizhan::cli::import::{self, ImportArgs};
use yizhan::clock::SetClock;
use yizhan::domain::coordinates::Wgs84;
use yizhan::domain::edit::{Origin, Via};
use yizhan::domain::station::{Station, StationKind};
use yizhan::exchange::district::SHIPPED_AMENITIES;
use yizhan::storage::{Audit, Seed, Store, open};

use crate::exchange::fixtures::district_data;

struct Said {
    verdict: Result<Verdict, DeskError>,
    out: String,
    err: String,
}

fn args<T: Args + FromArgMatches>(line: &[&str]) -> Result<T, clap::Error> {
    let command = T::augment_args(clap::Command::new("yizhan"));
    T::from_arg_matches(&command.try_get_matches_from([&["yizhan"], line].concat())?)
}

/// Carries out one command over the store.
macro_rules! said {
    ($store:expr, $command:ident, $args:ty, $line:expr) => {{
        let data = district_data();
        let clock = SetClock::at(DateTime::from_timestamp(1_780_000_000, 0).unwrap());
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut desk = Desk {
            store: Arc::clone(&$store),
            data: &data,
            clock: &clock,
            out: &mut out,
            err: &mut err,
        };
        let verdict = $command::run(&args::<$args>($line).unwrap(), &mut desk).await;
        Said { verdict, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }};
}

const LEDGER: &str = "编码,名称,类别,经度,纬度,饮水\n\
                      A-1,一号,工会驿站,116.2,40,有\nA-2,二号,职工之家,116.7,40,无\n";

#[tokio::test]
async fn a_ledger_goes_in_out_and_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("a.csv"), LEDGER).unwrap();
    let store: Arc<dyn Store> = open("sqlite::memory:").await.unwrap();

    let dry = said!(store, import, ImportArgs, &[&path("a.csv"), "--dry-run"]);
    assert_eq!(dry.verdict.unwrap(), Verdict::Fine);
    assert!(dry.out.contains("2 to create") && dry.out.contains("nothing was written"));
    assert_eq!(store.revision().await.unwrap(), 0);

    let done = said!(store, import, ImportArgs, &[&path("a.csv")]);
    assert_eq!((done.verdict.unwrap(), done.err.as_str()), (Verdict::Fine, ""));
    assert!(done.out.contains("2 stations written, revision 1"), "{}", done.out);

    let ledger = path("ledger.xlsx");
    said!(store, export, ExportArgs, &["--format", "ledger", "-o", &ledger, "--datum", "gcj02"])
        .verdict
        .unwrap();
    let again = said!(store, import, ImportArgs, &[&ledger]);
    assert!(again.out.contains("2 unchanged") && again.out.contains("nothing was written"));

    let csv = said!(store, export, ExportArgs, &["--format", "csv"]);
    assert!(csv.out.starts_with("code,name,aliases,kind,area"), "{}", csv.out);
}

#[tokio::test]
async fn what_is_wrong_is_told_with_sheet_row_and_column_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv").to_str().unwrap().to_owned();
    std::fs::write(&path, LEDGER.replace("116.7", "东经")).unwrap();
    let store: Arc<dyn Store> = open("sqlite::memory:").await.unwrap();
    let said = said!(store, import, ImportArgs, &[&path]);
    assert_eq!(said.verdict.unwrap(), Verdict::Problems);
    for words in ["error", "a.csv", " 3 ", "经度", "东经", "nothing was imported"] {
        assert!(said.err.contains(words), "'{words}' is missing in {}", said.err);
    }
    assert_eq!(store.revision().await.unwrap(), 0);
}

#[tokio::test]
async fn the_audit_log_is_verified_and_what_was_altered_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("ledger.db").display());
    let path = folder.path().join("a.csv").to_str().unwrap().to_owned();
    std::fs::write(&path, LEDGER).unwrap();
    let store: Arc<dyn Store> = open(&address).await.unwrap();
    said!(store, import, ImportArgs, &[&path]).verdict.unwrap();
    let fine = said!(store, audit, AuditArgs, &["verify"]);
    assert_eq!(fine.verdict.unwrap(), Verdict::Fine);
    assert!(fine.out.contains("ledger: 1 revisions, 2 changes, newest hash "), "{}", fine.out);
    assert!(fine.out.contains("nothing was altered"));

    let mut connection = sqlx::SqliteConnection::connect(&address).await.unwrap();
    let alter = "UPDATE audit_log SET origin = replace(origin, 'cli', 'nobody')";
    sqlx::query(alter).execute(&mut connection).await.unwrap();
    let altered = said!(store, audit, AuditArgs, &["verify"]);
    assert_eq!(altered.verdict.unwrap(), Verdict::Problems);
    assert!(altered.out.contains("the audit entry of revision 1 was altered"), "{}", altered.out);
}

#[tokio::test]
async fn a_check_counts_by_rule_and_speaks_json() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv").to_str().unwrap().to_owned();
    std::fs::write(&path, LEDGER).unwrap();
    let store: Arc<dyn Store> = open("sqlite::memory:").await.unwrap();
    said!(store, import, ImportArgs, &[&path]).verdict.unwrap();
    let table = said!(store, check, CheckArgs, &[]);
    assert_eq!(table.verdict.unwrap(), Verdict::Problems);
    assert!(table.out.contains("missing_hours") && table.out.contains("2 stations checked"));
    let json = said!(store, check, CheckArgs, &["--json", "--rule", "missing_amenities"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(report["counts"], serde_json::json!({"missing_amenities": 1}));
    assert_eq!(report["findings"][0]["code"], "A-2");
    let none = said!(store, check, CheckArgs, &["--rule", "duplicate"]);
    assert_eq!(none.verdict.unwrap(), Verdict::Fine);
}

#[tokio::test]
async fn a_file_that_is_not_there_is_named() {
    let store: Arc<dyn Store> = open("sqlite::memory:").await.unwrap();
    let said = said!(store, import, ImportArgs, &["/no/such.csv"]);
    let error = said.verdict.unwrap_err().to_string();
    assert!(error.contains("/no/such.csv") && error.contains("check the path"), "{error}");
}

#[test]
fn wrong_use_is_explained() {
    let said = args::<ImportArgs>(&["a.csv", "--datum", "beijing54"]).unwrap_err().to_string();
    assert!(said.contains("wgs84, gcj02 or bd09"), "{said}");
    let said = args::<ExportArgs>(&["--format", "pdf"]).unwrap_err().to_string();
    assert!(said.contains("csv, xlsx, geojson, ledger, ledger-csv"), "{said}");
    let said = args::<CheckArgs>(&["--rule", "beauty"]).unwrap_err().to_string();
    assert!(said.contains("missing_hours"), "{said}");
}

#[tokio::test]
async fn territories_are_looked_at_and_brought_with_their_stations() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("a.csv"), LEDGER).unwrap();
    let square = |code: &str, west: f64, east: f64| {
        serde_json::json!({"type": "Feature", "properties": {"code": code},
            "geometry": {"type": "Polygon", "coordinates":
                [[[west, 39.5], [east, 39.5], [east, 40.5], [west, 40.5], [west, 39.5]]]}})
    };
    let files = |name: &str, border: f64| {
        let features = [square("1", 116.0, border), square("2", border, 117.0)];
        let text = serde_json::json!({"type": "FeatureCollection", "features": features});
        std::fs::write(path(name), text.to_string()).unwrap();
    };
    files("first.geojson", 116.5);
    files("moved.geojson", 116.1);
    let store: Arc<dyn Store> = open("sqlite::memory:").await.unwrap();
    let documents =
        [("areas.geojson".to_owned(), std::fs::read_to_string(path("first.geojson")).unwrap())];
    // The names of the areas come from the file that was there.
    let named = documents.map(|(name, text)| {
        (
            name,
            text.replace("{\"code\":\"1\"}", "{\"code\":\"1\",\"name\":\"甲街道\"}")
                .replace("{\"code\":\"2\"}", "{\"code\":\"2\",\"name\":\"乙地区\"}"),
        )
    });
    let station = |code: &str, area: &str, lon: f64| {
        let position = Wgs84::new(lon, 40.0).unwrap();
        let (code, area) = (code.parse().unwrap(), area.parse().unwrap());
        Station::new(code, StationKind::UnionStation, "驿站", area, position)
    };
    let stations = vec![station("A-1", "1", 116.2), station("A-2", "2", 116.7)];
    let seed = Seed { documents: named.into(), stations };
    let origin = Origin { actor: "test".to_owned(), via: Via::FirstStart, reason: String::new() };
    let audit = Audit { id: Ulid::nil(), at: DateTime::UNIX_EPOCH, origin };
    store.load_first(&seed, &audit).await.unwrap();

    let dry = said!(store, areas, AreasArgs, &["import", &path("moved.geojson"), "--dry-run"]);
    assert!(dry.out.contains("1 stations change office, 0 lie in no territory"), "{}", dry.out);
    assert!(dry.out.contains("A-1") && !dry.out.contains("A-2"), "{}", dry.out);
    assert_eq!(store.revision().await.unwrap(), 1);
    let done = said!(store, areas, AreasArgs, &["import", &path("moved.geojson")]);
    assert!(done.out.contains("1 stations changed office: version 2"), "{}{}", done.out, done.err);
    let record = store.record(&"A-1".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(record.station.area.as_str(), "2");
    let wrong = said!(store, areas, AreasArgs, &["import", &path("a.csv")]);
    assert_eq!(wrong.verdict.unwrap(), Verdict::Problems);
}

#[tokio::test]
async fn a_notice_of_holidays_is_looked_at_and_loaded_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("2027.csv"), "节日,放假,上班\n元旦,1月1日~1月2日,1月3日\n").unwrap();
    std::fs::write(path("wrong.csv"), "节日,放假,上班\n元旦,1月1日,1月4日\n").unwrap();
    let store: Arc<dyn Store> = open("sqlite::memory:").await.unwrap();

    let dry = said!(store, holidays, HolidaysArgs, &["load", &path("2027.csv"), "--dry-run"]);
    assert!(dry.out.contains("dry run: 3 days of 2027 would change"), "{}", dry.out);
    assert_eq!(store.revision().await.unwrap(), 0);
    let loaded = said!(store, holidays, HolidaysArgs, &["load", &path("2027.csv")]);
    assert!(loaded.out.contains("3 days of 2027 changed: version 1"), "{}", loaded.out);
    let again = said!(store, holidays, HolidaysArgs, &["load", &path("2027.csv")]);
    assert!(again.out.contains("nothing was written"), "{}", again.out);
    let wrong =
        said!(store, holidays, HolidaysArgs, &["load", &path("wrong.csv"), "--year", "2027"]);
    assert_eq!(wrong.verdict.unwrap(), Verdict::Problems);
    assert!(wrong.err.contains("days/2027-01-04"), "{}", wrong.err);
    let nameless = said!(store, holidays, HolidaysArgs, &["load", &path("wrong.csv")]);
    assert!(nameless.err.contains("--year"), "{}", nameless.err);
    assert_eq!(store.revision().await.unwrap(), 1);
}

#[tokio::test]
async fn a_catalogue_of_amenities_is_looked_at_and_loaded_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let more = |zh: &str| {
        let one = format!(r#"{{ "key": "sewing_kit", "zh": "{zh}" }},"#);
        SHIPPED_AMENITIES.replacen("[\n", &format!("[\n    {one}\n"), 1)
    };
    std::fs::write(path("amenities.json"), more("针线包")).unwrap();
    std::fs::write(path("wrong.json"), more("厕所")).unwrap();
    let store: Arc<dyn Store> = open("sqlite::memory:").await.unwrap();

    let line = ["load", &path("amenities.json"), "--dry-run"];
    let dry = said!(store, amenities, AmenitiesArgs, &line);
    assert!(dry.out.contains("dry run: 1 amenities would change"), "{}{}", dry.out, dry.err);
    assert!(dry.out.contains("针线包, 针线包, icon sewing_kit"), "{}", dry.out);
    assert_eq!(store.revision().await.unwrap(), 0);
    let loaded = said!(store, amenities, AmenitiesArgs, &line[..2]);
    assert!(loaded.out.contains("1 amenities changed: version 1"), "{}", loaded.out);
    let again = said!(store, amenities, AmenitiesArgs, &line[..2]);
    assert!(again.out.contains("nothing was written"), "{}", again.out);
    let wrong = said!(store, amenities, AmenitiesArgs, &["load", &path("wrong.json")]);
    assert_eq!(wrong.verdict.unwrap(), Verdict::Problems);
    assert!(wrong.err.contains("'厕所' is called so too"), "{}", wrong.err);
    assert_eq!(store.revision().await.unwrap(), 1);
}
