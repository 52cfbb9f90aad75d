//! How the server and the program that draws speak to each other, over a pair of pipes.
//!
//! A message is its length (four bytes, little-endian as all numbers here), then that many bytes.
//! The first of them is [`VERSION`], the second says what the rest is. The server sends drawings;
//! the other side greets once, and then answers each drawing, in their order. Both sides are of
//! one build, but neither believes the other: lengths are bounded before anything is set aside for
//! them, and no bytes make a reader panic.

use bytes::{Buf, BufMut};
use thiserror::Error;

use super::{Colour, Drawing, Flaw, Layer, MAX_EDGE_PX, Pixels, Point, Shape};

/// The version of the language.
pub const VERSION: u8 = 1;
/// The longest drawing, bytes.
pub const MAX_DRAWING_BYTES: usize = 32 * 1024 * 1024;
/// The longest answer, bytes: the largest sheet, and its head.
pub const MAX_ANSWER_BYTES: usize = (MAX_EDGE_PX * MAX_EDGE_PX * 4) as usize + 64;
/// The longest text in an answer, bytes.
const MAX_TEXT_BYTES: usize = 400;

/// What the program that draws says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is ready, and draws with this.
    Ready {
        /// What the adapter is called.
        adapter: String,
    },
    /// It found nothing to draw with, and ends.
    NoAdapter,
    /// A drawing as pixels.
    Drawn(Pixels),
    /// It cannot draw this.
    Refused(String),
}

/// Why bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WireError {
    /// They break off.
    #[error("a message breaks off")]
    CutShort,
    /// They go on behind the end.
    #[error("a message goes on behind its end")]
    TooLong,
    /// The other side is of another build.
    #[error("a message is of version {0}, not {VERSION}: install both programs from one build")]
    OtherVersion(u8),
    /// No such kind of message, shape or text.
    #[error("a message is of no known kind")]
    UnknownKind,
    /// The drawing is out of bounds.
    #[error("a message holds no drawing: {0}")]
    Flaw(#[from] Flaw),
}

const DRAWING: u8 = 1;
const READY: u8 = 2;
const NO_ADAPTER: u8 = 3;
const DRAWN: u8 = 4;
const REFUSED: u8 = 5;

const AREA: u8 = 1;
const LINE: u8 = 2;
const DISC: u8 = 3;

/// A message with its length before it.
fn message(kind: u8, write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = vec![0, 0, 0, 0, VERSION, kind];
    write(&mut bytes);
    let length = u32::try_from(bytes.len() - 4).unwrap_or(u32::MAX);
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    bytes
}

/// The kind of a message, of its bytes behind the length, and the reader of the rest.
fn opened(mut bytes: &[u8]) -> Result<(u8, &[u8]), WireError> {
    let version = bytes.try_get_u8()?;
    if version != VERSION {
        return Err(WireError::OtherVersion(version));
    }
    Ok((bytes.try_get_u8()?, bytes))
}

impl From<bytes::TryGetError> for WireError {
    fn from(_: bytes::TryGetError) -> Self {
        Self::CutShort
    }
}

/// A drawing as a message, its length included.
pub fn drawing_message(drawing: &Drawing) -> Vec<u8> {
    message(DRAWING, |out| {
        out.put_u32_le(drawing.width_px);
        out.put_u32_le(drawing.height_px);
        out.put_slice(&drawing.paper.0);
        put_all(out, &drawing.layers, |out, layer| {
            out.put_slice(&layer.colour.0);
            put_all(out, &layer.shapes, put_shape);
        });
    })
}

/// Reads a drawing from the bytes behind a message's length.
///
/// # Errors
/// [`WireError`] for bytes that are no drawing within its bounds.
pub fn read_drawing(bytes: &[u8]) -> Result<Drawing, WireError> {
    let (kind, mut rest) = opened(bytes)?;
    if kind != DRAWING {
        return Err(WireError::UnknownKind);
    }
    let rest = &mut rest;
    let (width_px, height_px) = (rest.try_get_u32_le()?, rest.try_get_u32_le()?);
    let paper = colour(rest)?;
    let layers = get_all(rest, 7, |rest| {
        let (colour, shapes) = (colour(rest)?, get_all(rest, 5, shape)?);
        Ok(Layer { colour, shapes })
    })?;
    at_the_end(rest)?;
    let drawing = Drawing { width_px, height_px, paper, layers };
    drawing.check()?;
    Ok(drawing)
}

/// An answer as a message, its length included.
pub fn answer_message(answer: &Answer) -> Vec<u8> {
    match answer {
        Answer::Ready { adapter } => message(READY, |out| put_text(out, adapter)),
        Answer::NoAdapter => message(NO_ADAPTER, |_| ()),
        Answer::Drawn(pixels) => message(DRAWN, |out| {
            out.put_u32_le(pixels.width_px);
            out.put_u32_le(pixels.height_px);
            out.put_slice(&pixels.rgba);
        }),
        Answer::Refused(why) => message(REFUSED, |out| put_text(out, why)),
    }
}

/// Reads an answer from the bytes behind a message's length.
///
/// # Errors
/// [`WireError`] for bytes that are no answer.
pub fn read_answer(bytes: &[u8]) -> Result<Answer, WireError> {
    let (kind, mut rest) = opened(bytes)?;
    let rest = &mut rest;
    match kind {
        READY => Ok(Answer::Ready { adapter: text(rest)? }),
        NO_ADAPTER => at_the_end(rest).map(|()| Answer::NoAdapter),
        REFUSED => Ok(Answer::Refused(text(rest)?)),
        DRAWN => {
            let (width_px, height_px) = (rest.try_get_u32_le()?, rest.try_get_u32_le()?);
            if width_px.max(height_px) > MAX_EDGE_PX {
                return Err(Flaw::Size.into());
            }
            let bytes = width_px as usize * height_px as usize * 4;
            match rest.len() {
                there if there < bytes => Err(WireError::CutShort),
                there if there > bytes => Err(WireError::TooLong),
                _ => Ok(Answer::Drawn(Pixels { width_px, height_px, rgba: rest.to_vec() })),
            }
        }
        _ => Err(WireError::UnknownKind),
    }
}

fn put_shape(out: &mut Vec<u8>, shape: &Shape) {
    match shape {
        Shape::Area(rings) => {
            out.put_u8(AREA);
            put_all(out, rings, |out, ring| put_all(out, ring, put_point));
        }
        Shape::Line { points, width_px } => {
            out.put_u8(LINE);
            out.put_f32_le(*width_px);
            put_all(out, points, put_point);
        }
        Shape::Disc { middle, radius_px } => {
            out.put_u8(DISC);
            out.put_f32_le(*radius_px);
            put_point(out, middle);
        }
    }
}

fn shape(rest: &mut &[u8]) -> Result<Shape, WireError> {
    Ok(match rest.try_get_u8()? {
        AREA => Shape::Area(get_all(rest, 4, |rest| get_all(rest, 8, point))?),
        LINE => {
            let width_px = rest.try_get_f32_le()?;
            Shape::Line { points: get_all(rest, 8, point)?, width_px }
        }
        DISC => {
            let radius_px = rest.try_get_f32_le()?;
            Shape::Disc { middle: point(rest)?, radius_px }
        }
        _ => return Err(WireError::UnknownKind),
    })
}

fn put_point(out: &mut Vec<u8>, point: &Point) {
    out.put_f32_le(point[0]);
    out.put_f32_le(point[1]);
}

fn point(rest: &mut &[u8]) -> Result<Point, WireError> {
    Ok([rest.try_get_f32_le()?, rest.try_get_f32_le()?])
}

fn colour(rest: &mut &[u8]) -> Result<Colour, WireError> {
    Ok(Colour([rest.try_get_u8()?, rest.try_get_u8()?, rest.try_get_u8()?]))
}

/// How many, then each.
fn put_all<T>(out: &mut Vec<u8>, all: &[T], put: impl Fn(&mut Vec<u8>, &T)) {
    out.put_u32_le(u32::try_from(all.len()).unwrap_or(u32::MAX));
    all.iter().for_each(|each| put(out, each));
}

/// What [`put_all`] wrote. `least_bytes`: what one takes at least, so that a number that cannot be
/// true sets nothing aside.
fn get_all<T>(
    rest: &mut &[u8],
    least_bytes: usize,
    get: impl Fn(&mut &[u8]) -> Result<T, WireError>,
) -> Result<Vec<T>, WireError> {
    let count = rest.try_get_u32_le()? as usize;
    if count > rest.len() / least_bytes {
        return Err(WireError::CutShort);
    }
    (0..count).map(|_| get(rest)).collect()
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    let mut end = text.len().min(MAX_TEXT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    out.put_slice(&text.as_bytes()[..end]);
}

fn text(rest: &mut &[u8]) -> Result<String, WireError> {
    if rest.len() > MAX_TEXT_BYTES {
        return Err(WireError::TooLong);
    }
    String::from_utf8(rest.to_vec()).map_err(|_| WireError::UnknownKind)
}

fn at_the_end(rest: &[u8]) -> Result<(), WireError> {
    if rest.is_empty() { Ok(()) } else { Err(WireError::TooLong) }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn any_point() -> impl Strategy<Value = Point> {
        [-9e4_f32..9e4, -9e4_f32..9e4]
    }

    fn any_shape() -> impl Strategy<Value = Shape> {
        prop_oneof![
            vec(vec(any_point(), 0..9), 0..4).prop_map(Shape::Area),
            (vec(any_point(), 0..9), 0_f32..900.0)
                .prop_map(|(points, width_px)| Shape::Line { points, width_px }),
            (any_point(), 0_f32..900.0)
                .prop_map(|(middle, radius_px)| Shape::Disc { middle, radius_px }),
        ]
    }

    fn any_drawing() -> impl Strategy<Value = Drawing> {
        let layer = (any::<[u8; 3]>(), vec(any_shape(), 0..6));
        let layer = layer.prop_map(|(rgb, shapes)| Layer { colour: Colour(rgb), shapes });
        let edge = || 1..=MAX_EDGE_PX;
        (edge(), edge(), any::<[u8; 3]>(), vec(layer, 0..5)).prop_map(
            |(width_px, height_px, rgb, layers)| Drawing {
                width_px,
                height_px,
                paper: Colour(rgb),
                layers,
            },
        )
    }

    /// A message without its length, which must be told right.
    fn behind_the_length(message: &[u8]) -> &[u8] {
        let (length, rest) = message.split_first_chunk::<4>().unwrap();
        assert_eq!(u32::from_le_bytes(*length) as usize, rest.len());
        rest
    }

    proptest! {
        #[test]
        fn a_drawing_is_read_as_it_was_written(drawing in any_drawing()) {
            let written = drawing_message(&drawing);
            prop_assert_eq!(read_drawing(behind_the_length(&written)), Ok(drawing));
        }

        #[test]
        fn a_drawing_that_was_cut_off_or_goes_on_is_refused(
            drawing in any_drawing(), at in any::<prop::sample::Index>(),
        ) {
            let written = drawing_message(&drawing);
            let whole = behind_the_length(&written);
            prop_assert!(read_drawing(&whole[..at.index(whole.len())]).is_err());
            prop_assert_eq!(read_drawing(&[whole, &[0]].concat()), Err(WireError::TooLong));
        }

        #[test]
        fn no_bytes_make_a_reader_panic(bytes in vec(any::<u8>(), 0..200), kind in 0_u8..7) {
            let _ = (read_drawing(&bytes), read_answer(&bytes));
            let ours = [&[VERSION, kind], &bytes[..]].concat();
            let _ = (read_drawing(&ours), read_answer(&ours));
        }

        #[test]
        fn a_byte_that_was_changed_makes_no_reader_panic(
            drawing in any_drawing(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
        ) {
            let mut written = drawing_message(&drawing).split_off(4);
            let at = at.index(written.len());
            written[at] = byte;
            let _ = read_drawing(&written);
        }
    }

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let pixels = Pixels { width_px: 2, height_px: 1, rgba: (0..8).collect() };
        for answer in [
            Answer::Ready { adapter: "llvmpipe".to_owned() },
            Answer::NoAdapter,
            Answer::Drawn(pixels),
            Answer::Refused("画不了".to_owned()),
        ] {
            let written = answer_message(&answer);
            assert_eq!(read_answer(behind_the_length(&written)), Ok(answer));
        }
        let long = answer_message(&Answer::Refused("长".repeat(1000)));
        assert!(read_answer(behind_the_length(&long)).is_ok(), "a long text is cut off");
    }

    #[test]
    fn an_answer_of_another_build_or_another_size_is_refused() {
        let pixels = Pixels { width_px: 2, height_px: 1, rgba: vec![0; 8] };
        let drawn = answer_message(&Answer::Drawn(pixels)).split_off(4);
        let spoilt = |at: usize, byte: u8| {
            let mut bytes = drawn.clone();
            bytes[at] = byte;
            read_answer(&bytes)
        };
        for (found, expected) in [
            (spoilt(0, 9), WireError::OtherVersion(9)),
            (spoilt(1, DRAWING), WireError::UnknownKind),
            (spoilt(2, 3), WireError::CutShort),
            (spoilt(2, 1), WireError::TooLong),
            (spoilt(4, 9), WireError::Flaw(Flaw::Size)),
            (read_answer(&[]), WireError::CutShort),
        ] {
            assert_eq!(found, Err(expected));
        }
    }

    #[test]
    fn a_number_that_cannot_be_true_sets_nothing_aside() {
        let mut bytes = vec![VERSION, DRAWING];
        bytes.extend([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        bytes.extend(u32::MAX.to_le_bytes());
        assert_eq!(read_drawing(&bytes), Err(WireError::CutShort));
    }
}
