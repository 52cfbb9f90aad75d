//! The fonts that pictures are drawn with: a subset of Noto Sans SC in two weights, embedded
//! (`fonts/README.md`). The system's fonts are never read.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use ttf_parser::Face;

/// What SVG calls them.
pub(super) const FAMILY: &str = "Noto Sans SC";

/// How thick letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// As SVG writes it.
    pub(super) fn svg(self) -> &'static str {
        match self {
            Self::Regular => "400",
            Self::Bold => "700",
        }
    }

    fn packed(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("fonts/regular.ttf.zst"),
            Self::Bold => include_bytes!("fonts/bold.ttf.zst"),
        }
    }
}

/// Room for an unpacked font, bytes.
const MAX_FONT_BYTES: usize = 16 * 1024 * 1024;

type Bytes = Arc<Vec<u8>>;

static FONTS: LazyLock<[Bytes; 2]> = LazyLock::new(|| {
    // They are part of the program, and a test unpacks them: nothing is there to fail.
    [Weight::Regular, Weight::Bold].map(|weight| {
        Arc::new(zstd::bulk::decompress(weight.packed(), MAX_FONT_BYTES).unwrap_or_default())
    })
});

/// The fonts, for drawing.
pub(super) fn database() -> Arc<Database> {
    static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut database = Database::new();
        for font in FONTS.iter() {
            let font: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Vec<u8>>::clone(font);
            database.load_font_source(Source::Binary(font));
        }
        Arc::new(database)
    });
    Arc::clone(&DATABASE)
}

static FACES: LazyLock<[Option<Face<'static>>; 2]> =
    LazyLock::new(|| [0, 1].map(|at| Face::parse(&FONTS[at], 0).ok()));

/// Whether the fonts have a glyph for every character of a text.
pub(super) fn has_glyphs(text: &str) -> bool {
    let face = &FACES[0];
    text.chars().all(|c| face.as_ref().is_some_and(|face| face.glyph_index(c).is_some()))
}

/// How wide a text is at a size of one.
pub(super) fn width_em(text: &str, weight: Weight) -> f32 {
    let face = &FACES[usize::from(weight == Weight::Bold)];
    text.chars().map(|c| face.as_ref().map_or(1.0, |face| advance_em(face, c))).sum()
}

fn advance_em(face: &Face<'_>, c: char) -> f32 {
    let glyph = face.glyph_index(c).unwrap_or_default();
    let advance = face.glyph_hor_advance(glyph).unwrap_or(face.units_per_em());
    f32::from(advance) / f32::from(face.units_per_em())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character of GB 2312: what names of places in simplified Chinese are written with.
    fn gb2312() -> impl Iterator<Item = char> {
        let pairs = (0xB0..=0xF7_u8).flat_map(|high| (0xA1..=0xFE_u8).map(move |low| [high, low]));
        let decoded = pairs.filter_map(|pair| {
            let (text, had_errors) = encoding_rs::GBK.decode_without_bom_handling(&pair);
            (!had_errors).then(|| text.chars().next()).flatten()
        });
        // GBK fills the last five places of row 55 (D7FA–D7FE) with signs for private use.
        decoded.filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c))
    }

    #[test]
    fn both_weights_have_a_glyph_for_every_character_of_gb2312_and_for_latin() {
        let latin = (' '..='~').chain("·–—…“”‘’→℃㎡①②③、。，：；！？（）《》〇".chars());
        let wanted: Vec<char> = gb2312().chain(latin).collect();
        assert!(wanted.len() > 6763, "{}", wanted.len());
        for font in FONTS.iter() {
            let face = Face::parse(font, 0).unwrap();
            let absent: String =
                wanted.iter().filter(|c| face.glyph_index(**c).is_none()).collect();
            assert_eq!(absent, "");
        }
    }

    #[test]
    fn han_characters_are_a_square_and_latin_letters_narrower() {
        assert_eq!(width_em("湖心驿站", Weight::Bold), 4.0);
        let latin = width_em("LZ-1", Weight::Regular);
        assert!((1.5..2.5).contains(&latin), "{latin}");
    }
}
