//! The signs that `/style.json` puts on maps, and that other styles may: `/sprite.png` and
//! `/sprite.json`, and `@2x` for dense screens. Drawn when they are first asked for.

use std::sync::Arc;

use bytes::Bytes;

use crate::http::compress::Encoded;
use crate::http::error::HttpError;
use crate::http::reply::{JSON, Reply};
use crate::http::site::{Call, Site};
use crate::pictures::PictureError;
use crate::pictures::sprite::Sprite;

const PNG: &str = "image/png";

/// The sheet and its index, by density.
#[derive(Debug)]
pub(in crate::http) struct Sheets([Sheet; 2]);

#[derive(Debug)]
struct Sheet {
    png: Arc<Encoded>,
    index: Arc<Encoded>,
}

/// `/sprite.json`: where each sign stands on the sheet.
pub(in crate::http) fn index(call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(Reply::ready(Arc::clone(&sheet_for(call)?.index), JSON))
}

/// `/sprite.png`: the sheet.
pub(in crate::http) fn sheet(call: &Call<'_>) -> Result<Reply, HttpError> {
    Ok(Reply::ready(Arc::clone(&sheet_for(call)?.png), PNG))
}

fn sheet_for<'a>(call: &Call<'a>) -> Result<&'a Sheet, HttpError> {
    call.query(&[])?;
    let Sheets([plain, dense]) = match call.site.sprite.get() {
        Some(sheets) => sheets,
        None => {
            let sheets = drawn(call.site).map_err(|error| {
                tracing::error!(%error, "the sprite could not be drawn");
                HttpError::Internal
            })?;
            call.site.sprite.get_or_init(|| sheets)
        }
    };
    Ok(if call.last_segment().contains("@2x") { dense } else { plain })
}

fn drawn(site: &Site) -> Result<Sheets, PictureError> {
    let sprite = Sprite::new(site.app.district.colours.theme.as_str());
    let sheet = |density| {
        let png = Encoded::incompressible(Bytes::from(sprite.png(density)?));
        let index = Encoded::new(Bytes::from(Sprite::index(density)));
        Ok::<_, PictureError>(Sheet { png: Arc::new(png), index: Arc::new(index) })
    };
    Ok(Sheets([sheet(1)?, sheet(2)?]))
}
