//! Feeds: everything public about all stations as one file, for programs that fetch it now and
//! then. They are made once for each snapshot, and an `ETag` tells whether they have changed. GIS
//! programs read parts of the FlatGeobuf (`Range`) by its index.

mod atom;
mod status;

use geo::Geometry;

use super::errand::{Errand, Running};
use super::error::HttpError;
use super::ogc::written_bare;
use super::reply::{GEOJSON, JSON, Reply};
use super::{planning, tabular};
use crate::features::stations::{self, StationFeature};
use crate::features::{Collection, Crs, Feature};
use crate::http::params::Query;
use crate::index::Snapshot;
use crate::service::table::{self, Table};

/// More stations are not put into one file.
const MAX_STATIONS: usize = 50_000;

const CSV: &str = "text/csv; charset=utf-8";
const FLATGEOBUF: &str = "application/vnd.flatgeobuf";
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// `/feeds/stations.geojson`.
pub(super) fn geojson(errand: Errand) -> Running {
    Box::pin(async move {
        let make = |snapshot: &Snapshot| {
            let all = all(snapshot);
            let features: Vec<&dyn Feature> = all.iter().map(|each| each as &dyn Feature).collect();
            Ok(written_bare(Collection::Stations, &features))
        };
        kept(&errand, "stations.geojson".to_owned(), GEOJSON, make).await
    })
}

/// `/feeds/stations.csv`.
pub(super) fn csv(errand: Errand) -> Running {
    Box::pin(async move {
        let make = |snapshot: &Snapshot| table::csv(&of_all(snapshot).0).map_err(failed);
        kept(&errand, "stations.csv".to_owned(), CSV, make).await
    })
}

/// `/feeds/stations.fgb`.
pub(super) fn flatgeobuf(errand: Errand) -> Running {
    Box::pin(async move {
        let make = |snapshot: &Snapshot| {
            let (table, points) = of_all(snapshot);
            table::flatgeobuf(&table, &points).map_err(failed)
        };
        kept(&errand, "stations.fgb".to_owned(), FLATGEOBUF, make).await
    })
}

/// `/feeds/station_status.json`.
pub(super) fn station_status(errand: Errand) -> Running {
    Box::pin(async move {
        let app = &errand.site.app;
        let (zone, now) = (app.district.zone, app.clock.now());
        let minute = zone.local_minute(now);
        let make = move |snapshot: &Snapshot| Ok(status::document(snapshot, zone, minute));
        kept(&errand, format!("station_status.json {}", minute.0), JSON, make).await
    })
}

/// `/feeds/changes.atom`.
pub(super) fn changes(errand: Errand) -> Running {
    Box::pin(async move {
        let call = errand.call();
        let (language, url) = (call.language, call.public_url().map(|url| url.into_owned()));
        let named = format!("changes.atom {language:?} {url:?}");
        let id = errand.site.app.district.id.clone();
        let make = move |snapshot: &Snapshot| {
            Ok(atom::document(snapshot, &atom::Telling { id, url, language }))
        };
        Ok(kept(&errand, named, ATOM, make).await?.in_language(language))
    })
}

/// A document that is made once for each snapshot. What else it depends on, its name tells.
async fn kept(
    errand: &Errand,
    name: String,
    content_type: &'static str,
    make: impl FnOnce(&Snapshot) -> Result<Vec<u8>, HttpError> + Send + 'static,
) -> Result<Reply, HttpError> {
    Query::read(errand.uri.query(), &[])?;
    let snapshot = errand.site.app.published.load_full();
    if snapshot.listed() > MAX_STATIONS {
        return Err(HttpError::TooManyToPack);
    }
    // Confirmations show in a new snapshot of the same revision.
    let named = format!("feed {name} {}", snapshot.built_at());
    let encoded = planning::tried(&errand.site, snapshot, named, make).await?;
    Ok(Reply::ready(encoded, content_type).by_ranges())
}

/// Stations and homes, in the order of their codes.
fn all(snapshot: &Snapshot) -> Vec<StationFeature<'_>> {
    stations::listed(snapshot).collect()
}

/// The same as a table, and where its rows stand.
fn of_all(snapshot: &Snapshot) -> (Table, Vec<geo::Point<f64>>) {
    let all = all(snapshot);
    let points = all.iter().filter_map(|station| match station.geometry() {
        Geometry::Point(point) => Some(*point),
        _ => None,
    });
    let points = points.collect();
    let features: Vec<&dyn Feature> = all.iter().map(|station| station as &dyn Feature).collect();
    let title = "驿站".to_owned();
    (tabular::table(title, Collection::Stations, Crs::Crs84, &features), points)
}

fn failed(error: crate::service::ServiceError) -> HttpError {
    tracing::error!(%error, "a file could not be written");
    HttpError::Internal
}
