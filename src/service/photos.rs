//! Staff add photos to a station, put them in order, say what they show, and take them away.
//!
//! The photos of a station are among its facts: whoever changes them edits the station, with its
//! version, its history and the way back. A photo that is taken away is not shown any more; its
//! pictures stay for the history.

use bytes::Bytes;
use tokio::task::spawn_blocking;
use ulid::Ulid;

use super::app::App;
use super::error::ServiceError;
use super::reports::inbox::letter;
use super::rights::place;
use super::stations::edit::{EditSettling, wrong};
use super::stations::{By, EditError, Target, change_settling};
use crate::domain::edit::Via;
use crate::domain::photo::{InvalidPhoto, Photo};
use crate::domain::role::{Action, may};
use crate::domain::said::Said;
use crate::domain::station::{Record, Station};
use crate::domain::station_photo::{
    Crop, MAX_PHOTOS, PhotoKey, PhotoWords, Picture, PictureFile, StationPhoto,
};
use crate::exchange::photo::{StationPictures, read_photo, read_station_photo};

/// A photo that is to be added.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPhoto {
    /// JPEG, PNG or WebP.
    pub bytes: Bytes,
    /// What of it is to be shown.
    pub crop: Crop,
    /// What is said of it.
    pub words: PhotoWords,
}

/// Adds a photo behind the others of a station. The same once more changes nothing.
///
/// # Errors
/// [`ServiceError::Photo`], [`EditError`], or whatever the stores say.
pub async fn add_photo(
    app: &App,
    by: &By<'_>,
    target: &Target,
    new: NewPhoto,
) -> Result<Record, ServiceError> {
    let record = app.store.record(&target.code).await?;
    let record = record.ok_or_else(|| ServiceError::UnknownStation(target.code.clone()))?;
    let here = Some(place(&record.station));
    may(by.actor, Action::ManagePhotos, here).map_err(EditError::from)?;
    added(app, by, target, by.via(), new).await
}

/// Adds the photo that came with a report to the station that the report is about.
///
/// # Errors
/// [`ServiceError::NoPhoto`], and as [`add_photo`].
pub async fn take_over_photo(
    app: &App,
    by: &By<'_>,
    report: Ulid,
    seen: u64,
    crop: Crop,
    words: PhotoWords,
) -> Result<Record, ServiceError> {
    let letter = letter(app, by.actor, report, Action::ReadReports).await?;
    let station = &letter.station.station;
    may(by.actor, Action::ManagePhotos, Some(place(station))).map_err(EditError::from)?;
    let photo = app.store.photo(report).await?.ok_or(ServiceError::NoPhoto)?;
    let target = Target { code: station.code.clone(), seen };
    let via = Via::Report { id: report.to_string() };
    added(app, by, &target, via, NewPhoto { bytes: photo.jpeg.into(), crop, words }).await
}

/// Makes these the photos of a station, in this order. Those that are left out are not shown any
/// more.
///
/// # Errors
/// [`EditError`], or whatever the store says.
pub async fn arrange_photos(
    app: &App,
    by: &By<'_>,
    target: &Target,
    wanted: &[(PhotoKey, PhotoWords)],
) -> Result<Record, ServiceError> {
    let settling = EditSettling { via: by.via(), settles: Vec::new() };
    change_settling(app, by, target, settling, |station| {
        let mut photos: Vec<StationPhoto> = Vec::with_capacity(wanted.len());
        for (key, words) in wanted {
            let known = station.photos.iter().find(|photo| photo.key == *key);
            let is_repeated = photos.iter().any(|photo| photo.key == *key);
            let photo = known.filter(|_| !is_repeated).ok_or_else(|| not_among_them(*key))?;
            photos.push(StationPhoto { words: words.clone(), ..photo.clone() });
        }
        Ok(Station { photos, ..station.clone() })
    })
    .await
}

/// A picture, for staff: of any photo that a station has or had. `None` when there is none.
///
/// # Errors
/// [`ServiceError::Pictures`].
pub async fn picture(app: &App, file: PictureFile) -> Result<Option<Bytes>, ServiceError> {
    Ok(app.pictures().get(file).await?)
}

/// A picture, for everybody: of a photo that a station has now.
///
/// # Errors
/// [`ServiceError::Pictures`].
pub async fn shown_picture(app: &App, file: PictureFile) -> Result<Option<Bytes>, ServiceError> {
    if !app.published.load_full().shows_photo(file.key) {
        return Ok(None);
    }
    picture(app, file).await
}

/// The photo of a report as it is kept.
pub(super) async fn photo_of_report(app: &App, bytes: Vec<u8>) -> Result<Photo, ServiceError> {
    at_the_bench(app, move || read_photo(&bytes)).await
}

async fn added(
    app: &App,
    by: &By<'_>,
    target: &Target,
    via: Via,
    new: NewPhoto,
) -> Result<Record, ServiceError> {
    let NewPhoto { bytes, crop, words } = new;
    let made = at_the_bench(app, move || read_station_photo(&bytes, crop)).await?;
    let StationPictures { key, size, large, small } = made;
    let photo = StationPhoto { key, size, words };
    // The pictures first: facts never name what is not there.
    app.pictures().put(photo.file(Picture::Large), large).await?;
    app.pictures().put(photo.file(Picture::Small), small).await?;
    let settling = EditSettling { via, settles: Vec::new() };
    change_settling(app, by, target, settling, |station| with_photo(station, &photo)).await
}

fn with_photo(station: &Station, photo: &StationPhoto) -> Result<Station, EditError> {
    let mut after = station.clone();
    if after.photos.iter().any(|known| known.key == photo.key) {
        return Ok(after);
    }
    if after.photos.len() >= MAX_PHOTOS {
        let problem = Said::made(
            format!("已有 {MAX_PHOTOS} 张照片"),
            format!("it has {MAX_PHOTOS} photos already"),
        );
        let way_out = Said::fixed("请先移除一张", "take one away first");
        return Err(wrong("photos", "", problem, way_out));
    }
    after.photos.push(photo.clone());
    Ok(after)
}

fn not_among_them(key: PhotoKey) -> EditError {
    let problem = Said::fixed(
        "驿站没有这张照片，或写了两次",
        "the station has no such photo, or it is given twice",
    );
    let way_out = Said::fixed(
        "新照片请上传，移除过的请从历史中恢复",
        "upload a new one; bring one that was taken away back from the history",
    );
    wrong("photos", key, problem, way_out)
}

/// Unpacks beside the threads that answer requests, few at once.
async fn at_the_bench<T: Send + 'static>(
    app: &App,
    make: impl FnOnce() -> Result<T, InvalidPhoto> + Send + 'static,
) -> Result<T, ServiceError> {
    // The bench is never closed.
    let _place = app.photo_bench.acquire().await.map_err(|_| InvalidPhoto::Unreadable)?;
    let made = spawn_blocking(make).await;
    Ok(made.map_err(|_| InvalidPhoto::Unreadable)??)
}
