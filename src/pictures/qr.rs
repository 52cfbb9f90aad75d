//! A QR code as one path.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

use super::PictureError;
use super::icon::At;
use super::ink;

/// Empty modules around a code, by which readers find it (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code with its quiet zone, on paper. It can be read with a quarter of it soiled.
pub(super) fn code(text: &str, at: At) -> Result<Markup, PictureError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q)
        .map_err(|_too_long| PictureError::QrCode(text.to_owned()))?;
    let edge = code.width() + 2 * QUIET;
    let place = format!("translate({} {}) scale({})", at.x, at.y, at.size / edge as f32);
    Ok(html! {
        g transform=(place) {
            rect width=(edge) height=(edge) fill=(ink::PAPER) {}
            path d=(path(&code)) fill="#000000" shape-rendering="crispEdges" {}
        }
    })
}

/// Every run of dark modules in a row as a rectangle.
fn path(code: &QrCode) -> String {
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                path.push_str(&format!("M{left} {top}h{length}v1h-{length}z"));
            }
            x += run.len();
        }
    }
    path
}
