//! Photos are uploaded, and the server killed while it works on them.

use std::io::Cursor;
use std::time::Instant;

use image::{DynamicImage, ImageFormat, RgbImage};
use yizhan::domain::station::Record;
use yizhan::domain::station_photo::Picture;
use yizhan::storage::Pictures;

use super::server::{Answer, Client, PHOTOS, Server, token};
use crate::store::database::Database;

const STATION: &str = "LZ-1";

/// When the server is killed, as parts of the time that an upload takes when nobody disturbs it:
/// while it unpacks, while it writes the pictures, while it writes the facts, and behind that.
const KILLED_AT: [f64; 6] = [0.1, 0.5, 0.8, 0.9, 1.0, 1.3];

pub(super) async fn are_whole(database: Database) {
    database.open().await.close().await;
    let token = token(&database.address).await;
    let undisturbed = {
        let server = Server::start(&database.address);
        let start = Instant::now();
        upload(&server.address, &token, 1, photo(0)).await.unwrap();
        let took = start.elapsed();
        server.kill();
        took
    };
    let mut named = photos_named(&database).await;
    for (number, part) in (1..).zip(KILLED_AT) {
        let server = Server::start(&database.address);
        let version = record(&database).await.version;
        let (address, bearer) = (server.address.clone(), token.clone());
        let request =
            tokio::spawn(async move { upload(&address, &bearer, version, photo(number)).await });
        tokio::time::sleep(undisturbed.mul_f64(part)).await;
        server.kill();
        let acknowledged = request.await.unwrap();

        let now = photos_named(&database).await;
        assert!(now == named || now == named + 1, "photo {number}: {now} behind {named}");
        assert!(acknowledged.is_none() || now == named + 1, "photo {number} was acknowledged");
        // The same photo again brings it to its end, and not twice.
        let server = Server::start(&database.address);
        let version = record(&database).await.version;
        upload(&server.address, &token, version, photo(number)).await.unwrap();
        server.kill();
        named += 1;
        assert_eq!(photos_named(&database).await, named, "photo {number}");
    }
}

/// The answer to an upload; `None` when the server was gone.
async fn upload(address: &str, token: &str, version: u64, photo: Vec<u8>) -> Option<Answer> {
    let mut client = Client::connect(address).await?;
    let uri = format!("/admin/v1/stations/{STATION}/photos");
    let tag = format!("\"{version}\"");
    let answer = client.ask(token, "POST", &uri, ("if-match", &tag), &photo).await?;
    assert_eq!(answer.status, 200, "{}", answer.body);
    Some(answer)
}

/// How many photos the station has; each of their pictures is there and can be unpacked.
async fn photos_named(database: &Database) -> usize {
    let pictures = Pictures::open(PHOTOS, &[]).unwrap();
    let photos = record(database).await.station.photos;
    for photo in &photos {
        for picture in [Picture::Large, Picture::Small] {
            let file = photo.file(picture);
            let bytes = pictures.get(file).await.unwrap().expect("the facts name it");
            let image = image::load_from_memory_with_format(&bytes, ImageFormat::WebP);
            assert!(image.is_ok(), "{file} is not whole");
        }
    }
    photos.len()
}

async fn record(database: &Database) -> Record {
    let store = database.open().await;
    let record = store.record(&STATION.parse().unwrap()).await.unwrap().unwrap();
    store.close().await;
    record
}

/// A photo that takes a while to unpack; each number another one.
fn photo(number: u8) -> Vec<u8> {
    let grain = |x: u32, y: u32| (x.wrapping_mul(31) ^ y.wrapping_mul(17)) as u8;
    let image =
        RgbImage::from_fn(1600, 1200, |x, y| image::Rgb([grain(x, y), number, grain(y, x)]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}
