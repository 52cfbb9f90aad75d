//! Signs our pages for WeChat's JS-SDK, so that a page that is open inside WeChat may open
//! WeChat's own map at a station's door.
//!
//! What signatures are made with, the `jsapi_ticket`, is got from WeChat by a job of the
//! operator's, which alone holds the account's secret, and left in a file. So this server
//! contacts nobody.

use std::io;
use std::path::{Path, PathBuf};

use sha1::{Digest as _, Sha1};
use thiserror::Error;

use crate::clock::Clock;

/// The operator's account with WeChat, as much as signing needs.
#[derive(Debug, Clone)]
pub struct WeChat {
    app_id: String,
    ticket_file: PathBuf,
}

/// What `wx.config` is given for one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSignature {
    /// The operator's account.
    pub app_id: String,
    /// When it was signed, seconds since 1970 UTC.
    pub timestamp_s: i64,
    /// A text that no other signature has.
    pub nonce: String,
    /// SHA-1, 40 hexadecimal digits in lower case.
    pub signature: String,
}

/// Why no page can be signed.
#[derive(Debug, Error)]
pub enum WeChatError {
    /// That is no identifier of an account.
    #[error(
        "--wechat-app-id: '{0}' is no AppID: it has letters and digits only, as in wx1234567890abcdef"
    )]
    NotAnAppId(String),
    /// The file with the ticket cannot be read.
    #[error("--wechat-ticket: {path} cannot be read: {error}")]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The file holds something else.
    #[error(
        "--wechat-ticket: {0} holds no jsapi_ticket: it must hold the ticket alone, on one line"
    )]
    NotATicket(PathBuf),
}

impl WeChat {
    /// The account, and the file in which its tickets are left.
    ///
    /// # Errors
    /// An `app_id` that cannot be one. Whether there is a ticket yet says [`Self::ticket`]: a
    /// server must not stay down because a job runs later than it.
    pub fn new(app_id: &str, ticket_file: &Path) -> Result<Self, WeChatError> {
        if app_id.is_empty() || !app_id.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(WeChatError::NotAnAppId(app_id.chars().take(80).collect()));
        }
        Ok(Self { app_id: app_id.to_owned(), ticket_file: ticket_file.to_owned() })
    }

    /// Signs the page at an address, which has no `#`.
    ///
    /// # Errors
    /// Whatever [`Self::ticket`] says.
    pub async fn sign(&self, url: &str, clock: &dyn Clock) -> Result<PageSignature, WeChatError> {
        let ticket = self.ticket().await?;
        let timestamp_s = clock.now().timestamp();
        let nonce = format!("{:016x}", clock.new_secret());
        let signature = signature(&ticket, &nonce, timestamp_s, url);
        Ok(PageSignature { app_id: self.app_id.clone(), timestamp_s, nonce, signature })
    }

    /// The ticket of this moment. A ticket holds for two hours, and its file is small: reading
    /// it for every signature is the surest way to notice a new one.
    ///
    /// # Errors
    /// A file that is not there, or holds something else than a ticket.
    pub async fn ticket(&self) -> Result<String, WeChatError> {
        let path = || self.ticket_file.clone();
        let text = tokio::fs::read_to_string(&self.ticket_file)
            .await
            .map_err(|error| WeChatError::Unreadable { path: path(), error })?;
        let ticket = text.trim();
        let is_fine = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
        if !(1..=512).contains(&ticket.len()) || !ticket.bytes().all(is_fine) {
            return Err(WeChatError::NotATicket(path()));
        }
        Ok(ticket.to_owned())
    }
}

/// As WeChat's documentation of the JS-SDK says (附录 1): SHA-1 over the four, in the order of
/// their names, none of them encoded.
fn signature(ticket: &str, nonce: &str, timestamp_s: i64, url: &str) -> String {
    let signed =
        format!("jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp_s}&url={url}");
    Sha1::digest(signed).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SetClock;

    #[test]
    fn a_page_is_signed_as_in_the_example_of_wechats_documentation() {
        let ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg";
        let url = "http://mp.weixin.qq.com?params=value";
        assert_eq!(
            signature(ticket, "Wm3WZYTPz0wzccnW", 1_414_587_457, url),
            "0f9de62fce790f9a083d5c99e95740ceb90c27ed"
        );
    }

    #[tokio::test]
    async fn a_new_ticket_is_noticed_and_something_else_is_not_taken_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ticket");
        let wechat = WeChat::new("wx1234567890abcdef", &file).unwrap();
        assert!(matches!(wechat.ticket().await, Err(WeChatError::Unreadable { .. })));
        for (content, ticket) in [
            ("first-1", Some("first-1")),
            ("second_2\n", Some("second_2")),
            ("", None),
            ("\n", None),
            (r#"{"ticket":"x"}"#, None),
            ("one\ntwo", None),
        ] {
            std::fs::write(&file, content).unwrap();
            assert_eq!(wechat.ticket().await.ok().as_deref(), ticket, "{content:?}");
        }
    }

    #[tokio::test]
    async fn no_two_signatures_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ticket");
        std::fs::write(&file, "ticket").unwrap();
        let wechat = WeChat::new("wx1", &file).unwrap();
        let clock = SetClock::at("2026-11-21T19:50:00+08:00".parse().unwrap());
        let one = wechat.sign("https://a.example/", &clock).await.unwrap();
        let other = wechat.sign("https://a.example/", &clock).await.unwrap();
        assert_eq!(one.timestamp_s, 1_795_261_800);
        assert_ne!((one.nonce, one.signature), (other.nonce, other.signature));
    }

    #[test]
    fn an_account_has_letters_and_digits() {
        for (app_id, is_fine) in [("wx1234567890abcdef", true), ("", false), ("wx 1", false)] {
            assert_eq!(WeChat::new(app_id, Path::new("t")).is_ok(), is_fine, "{app_id}");
        }
    }
}
