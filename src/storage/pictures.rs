//! The pictures of stations' photos, as files beside the database: in a folder, or in a bucket of
//! a service that speaks S3.
//!
//! A picture is named by its content, so that writing it twice is writing it once, and is written
//! before the facts that name it: a program that is killed in between leaves a picture that
//! nobody names, never a name without a picture. Nothing here says who may see one.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};
use thiserror::Error;

use crate::domain::station_photo::PictureFile;

/// Where pictures are kept.
#[derive(Debug, Clone)]
pub struct Pictures {
    objects: Arc<dyn ObjectStore>,
    /// What stands before every name.
    prefix: Path,
}

/// Why a picture was not kept or not found.
#[derive(Debug, Error)]
pub enum PicturesError {
    /// The folder cannot be made or opened.
    #[error("--photos: {path} cannot be used: {error}; name a folder that the server may write")]
    Folder {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The bucket is not named as one.
    #[error("--photos: '{address}' is no bucket: write s3://BUCKET or s3://BUCKET/PREFIX")]
    Bucket {
        /// What was given.
        address: String,
    },
    /// A bucket was named, and this program speaks to none.
    #[error("--photos: this program was built without S3: build it with --features s3")]
    WithoutS3,
    /// The folder or the service does not do what it was asked.
    #[error("the photos' store failed: {0}")]
    Store(#[from] object_store::Error),
}

impl Pictures {
    /// The place that is named: a folder, which is made when it is not there, or
    /// `s3://BUCKET/PREFIX`. `settings` are for S3, by the names of the environment's `AWS_…`.
    ///
    /// # Errors
    /// A place that cannot be used. Whether a service answers is seen when it is asked.
    pub fn open(address: &str, settings: &[(String, String)]) -> Result<Self, PicturesError> {
        match address.strip_prefix("s3://") {
            Some(bucket) => Self::in_bucket(bucket, settings),
            None => Self::in_folder(PathBuf::from(address)),
        }
    }

    /// A place that is gone with the program, for tests.
    pub fn in_memory() -> Self {
        Self { objects: Arc::new(InMemory::new()), prefix: Path::default() }
    }

    fn in_folder(path: PathBuf) -> Result<Self, PicturesError> {
        if let Err(error) = std::fs::create_dir_all(&path) {
            return Err(PicturesError::Folder { path, error });
        }
        let folder = LocalFileSystem::new_with_prefix(&path)?.with_fsync(true);
        Ok(Self { objects: Arc::new(folder), prefix: Path::default() })
    }

    #[cfg(not(feature = "s3"))]
    fn in_bucket(_bucket: &str, _settings: &[(String, String)]) -> Result<Self, PicturesError> {
        Err(PicturesError::WithoutS3)
    }

    #[cfg(feature = "s3")]
    fn in_bucket(bucket: &str, settings: &[(String, String)]) -> Result<Self, PicturesError> {
        use object_store::aws::AmazonS3Builder;

        let (name, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
        if name.is_empty() {
            return Err(PicturesError::Bucket { address: format!("s3://{bucket}") });
        }
        // The database's connections and these share one implementation of TLS. Whoever was first
        // has set it up.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let known = settings.iter().filter_map(|(key, value)| {
            Some((key.to_ascii_lowercase().parse().ok()?, value.as_str()))
        });
        let builder = known
            .fold(AmazonS3Builder::new(), |builder, (key, value)| builder.with_config(key, value));
        let service = builder.with_bucket_name(name).build()?;
        let prefix = Path::parse(prefix).map_err(object_store::Error::from)?;
        Ok(Self { objects: Arc::new(service), prefix })
    }

    /// Keeps a picture. When it returns, the picture is on the disk or acknowledged by the
    /// service.
    ///
    /// # Errors
    /// [`PicturesError::Store`].
    pub async fn put(&self, file: PictureFile, bytes: Vec<u8>) -> Result<(), PicturesError> {
        self.objects.put(&self.path(file), bytes.into()).await?;
        Ok(())
    }

    /// A picture; `None` when it is not there.
    ///
    /// # Errors
    /// [`PicturesError::Store`].
    pub async fn get(&self, file: PictureFile) -> Result<Option<Bytes>, PicturesError> {
        match self.objects.get(&self.path(file)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn path(&self, file: PictureFile) -> Path {
        self.prefix.clone().join(file.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::station_photo::{PhotoKey, Picture};

    fn file(picture: Picture) -> PictureFile {
        PictureFile { key: PhotoKey::of(b"abc"), picture }
    }

    #[tokio::test]
    async fn what_was_kept_in_a_folder_is_there_for_the_next_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("var/photos");
        let address = place.to_str().expect("a path");
        let pictures = Pictures::open(address, &[]).expect("a place");
        // Twice is once.
        for _ in 0..2 {
            pictures.put(file(Picture::Small), b"abc".to_vec()).await.expect("kept");
        }
        let again = Pictures::open(address, &[]).expect("a place");
        assert_eq!(again.get(file(Picture::Small)).await.expect("read"), Some("abc".into()));
        assert_eq!(again.get(file(Picture::Large)).await.expect("read"), None);
        let names: Vec<_> = std::fs::read_dir(place).expect("a folder").collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[test]
    fn a_place_that_cannot_be_used_is_refused_at_once_with_the_way_out() {
        let taken = tempfile::NamedTempFile::new().expect("a file");
        let refused = Pictures::open(taken.path().to_str().expect("a path"), &[]);
        let said = refused.expect_err("a file is no folder").to_string();
        assert!(said.contains("name a folder that the server may write"), "{said}");
    }

    #[cfg(not(feature = "s3"))]
    #[test]
    fn a_program_without_s3_says_how_to_build_one_with_it() {
        let refused = Pictures::open("s3://bucket/prefix", &[]).expect_err("no S3");
        assert!(refused.to_string().contains("--features s3"), "{refused}");
    }
}
