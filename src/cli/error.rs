//! Why a command could not be carried out.

use std::io;
use std::net::SocketAddr;

use thiserror::Error;

use super::desk::DeskError;
use crate::coverage::CoverageError;
use crate::http::BasemapError;
use crate::sample::SampleError;
use crate::service::ServiceError;
use crate::service::people::SealError;
use crate::service::wechat::WeChatError;
use crate::storage::{PicturesError, StoreError};

/// Why a command could not be carried out.
#[derive(Debug, Error)]
pub enum CliError {
    /// The threads cannot be started.
    #[error("the program's threads cannot be started: {0}")]
    Runtime(io::Error),
    /// The port is taken, or may not be used.
    #[error("cannot listen on {address}: {error}; choose another with --listen")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// A file of the data folder cannot be read.
    #[error("{path}: {error}; check --data")]
    DataFolder {
        /// Its path.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// A file of the data folder is missing, or is no text.
    #[error("the data folder has no readable {0}: see data/README.md for the files that it needs")]
    MissingFile(String),
    /// The logs cannot be filtered so.
    #[error("'{filter}' is no filter of logs ({problem}): write e.g. info or info,yizhan=debug")]
    LogFilter {
        /// The filter.
        filter: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The question has no answer; in the words of the API.
    #[error("{0}")]
    Question(String),
    /// The file with the key for secrets cannot be read.
    #[error("{path}: {error}; check --secrets-key")]
    SecretsKey {
        /// Its path.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// What it holds is no key.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The base map cannot be used.
    #[error(transparent)]
    Basemap(#[from] BasemapError),
    /// The place for photos cannot be used.
    #[error(transparent)]
    Pictures(#[from] PicturesError),
    /// The account with WeChat cannot be used.
    #[error(transparent)]
    WeChat(#[from] WeChatError),
    /// No sample can be made.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// A command on the ledger.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A question about coverage.
    #[error(transparent)]
    Coverage(#[from] CoverageError),
    /// A use case.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file, or the standard output.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// Whether the reader of our output has gone, as `head` does: that is no failure of ours.
    pub fn is_broken_pipe(&self) -> bool {
        let (Self::Output(error) | Self::Desk(DeskError::Output(error))) = self else {
            return false;
        };
        error.kind() == io::ErrorKind::BrokenPipe
    }
}
