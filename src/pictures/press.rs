//! From a layout to the bytes that people open: PNG, PDF, and SVG whose letters are outlines.

use std::borrow::Cow;
use std::sync::LazyLock;

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{IntSize, Pixmap, Transform};
use resvg::usvg::{Options, Tree, WriteOptions};

use super::PictureError;
use super::font::{FAMILY, database};
use crate::drawing::Pixels;

/// Points in a millimetre: what PDF measures in.
const PT_PER_MM: f32 = 72.0 / 25.4;

/// Paper, millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// Its width.
    pub width_mm: f32,
    /// Its height.
    pub height_mm: f32,
}

/// Pixels of a layout as PNG. `scale` is pixels a unit of the layout.
///
/// # Errors
/// [`PictureError`]: a defect of the layout, or no memory.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PictureError> {
    let tree = tree(svg)?;
    let size = tree.size();
    let [width, height] = [size.width(), size.height()].map(|edge| (edge * scale).round() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or(PictureError::Size { width, height })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PictureError::Png(error.to_string()))
}

/// Pixels with a layout over them, as PNG. `scale` is pixels a unit of the layout.
///
/// # Errors
/// [`PictureError`]: a defect of the layout, or pixels that are not as many as they say.
pub fn png_over(pixels: Pixels, svg: &str, scale: f32) -> Result<Vec<u8>, PictureError> {
    let Pixels { width_px: width, height_px: height, rgba } = pixels;
    let size = IntSize::from_wh(width, height);
    let below = size.and_then(|size| Pixmap::from_vec(rgba, size));
    let mut below = below.ok_or(PictureError::Size { width, height })?;
    resvg::render(&tree(svg)?, Transform::from_scale(scale, scale), &mut below.as_mut());
    below.encode_png().map_err(|error| PictureError::Png(error.to_string()))
}

/// A layout whose letters have become outlines, so that it looks the same without our fonts.
///
/// # Errors
/// [`PictureError`]: a defect of the layout.
pub fn outlined(svg: &str) -> Result<String, PictureError> {
    Ok(tree(svg)?.to_string(&WriteOptions::default()))
}

/// Layouts as the pages of a PDF. Letters stay text, so that it can be searched and copied, and
/// only the glyphs that stand in it are embedded.
///
/// # Errors
/// [`PictureError`]: a defect of a layout, or of a font.
pub fn pdf(title: &str, paper: Paper, pages: &[String]) -> Result<Vec<u8>, PictureError> {
    let mut document = Document::new();
    let [width, height] = [paper.width_mm, paper.height_mm].map(|edge| edge * PT_PER_MM);
    let refused = || PictureError::Pdf("a page has no size".to_owned());
    for page in pages {
        let tree = tree(page)?;
        let settings = PageSettings::from_wh(width, height).ok_or_else(refused)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let size = Size::from_wh(width, height).ok_or_else(refused)?;
        surface.draw_svg(&tree, size, SvgSettings::default()).ok_or_else(refused)?;
        surface.finish();
        page.finish();
    }
    document.set_metadata(Metadata::new().title(title.to_owned()));
    document.finish().map_err(|error| PictureError::Pdf(format!("{error:?}")))
}

fn tree(svg: &str) -> Result<Tree, PictureError> {
    static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| Options {
        font_family: FAMILY.to_owned(),
        fontdb: database(),
        ..Options::default()
    });
    // What a name may hold and XML may not, even escaped.
    let is_xml = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    let svg: Cow<'_, str> = if svg.chars().all(is_xml) {
        svg.into()
    } else {
        svg.chars().filter(|c| is_xml(*c)).collect::<String>().into()
    };
    Ok(Tree::from_str(&svg, &OPTIONS)?)
}
