//! `yizhan-map-renderer`: draws the maps of pictures, for the server that started it.
//!
//! It reads drawings from the standard input and writes pixels to the standard output
//! (`yizhan::drawing::wire`), until the input ends. maplibre-rs panics at much that it does not know
//! and a driver may hang: then this program dies or is killed, and the server starts another.

mod canvas;
mod readback;
mod tessellate;

use std::io::{self, Read, Write};
use std::process::ExitCode;

use yizhan::drawing::wire::{Answer, MAX_DRAWING_BYTES, answer_message, read_drawing};

use self::canvas::Canvas;

fn main() -> ExitCode {
    match serve(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(3),
        // The server is gone, or speaks another language; there is nobody to tell.
        Err(_) => ExitCode::FAILURE,
    }
}

/// Whether there was something to draw with.
fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<bool> {
    let Some(mut canvas) = Canvas::open() else {
        say(output, &Answer::NoAdapter)?;
        return Ok(false);
    };
    say(output, &Answer::Ready { adapter: canvas.adapter() })?;
    while let Some(message) = hear(input)? {
        let answer = match read_drawing(&message) {
            Ok(drawing) => canvas.draw(&drawing).map_or_else(Answer::Refused, Answer::Drawn),
            Err(error) => Answer::Refused(error.to_string()),
        };
        say(output, &answer)?;
    }
    Ok(true)
}

fn say(output: &mut impl Write, answer: &Answer) -> io::Result<()> {
    output.write_all(&answer_message(answer))?;
    output.flush()
}

/// The next message without its length; `None` when there are no more.
fn hear(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_DRAWING_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut message = vec![0; length];
    input.read_exact(&mut message)?;
    Ok(Some(message))
}
