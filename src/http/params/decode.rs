//! Percent-decoding of one name or value of a query.

use std::borrow::Cow;

/// The encoding breaks off, or the bytes are not UTF-8, or hold a control character.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// The text behind percent-encoding; `+` stands for a space, as forms write it. Borrowed when
/// nothing is encoded.
pub(super) fn decoded(raw: &str) -> Result<Cow<'_, str>, Malformed> {
    if !raw.bytes().any(|b| matches!(b, b'%' | b'+') || b.is_ascii_control()) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = hex(rest.next())?;
                high << 4 | hex(rest.next())?
            }
            plain => plain,
        });
    }
    let text = String::from_utf8(bytes).map_err(|_| Malformed)?;
    if text.chars().any(char::is_control) { Err(Malformed) } else { Ok(Cow::Owned(text)) }
}

fn hex(byte: Option<u8>) -> Result<u8, Malformed> {
    let digit = byte.and_then(|b| char::from(b).to_digit(16)).ok_or(Malformed)?;
    u8::try_from(digit).map_err(|_| Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_and_what_is_broken_is_refused() {
        for (raw, text) in [
            ("39.9", Ok("39.9")),
            ("%2C+%2b", Ok(", +")),
            ("%e9%a9%BF", Ok("驿")),
            ("驿", Ok("驿")),
            ("%", Err(Malformed)),
            ("%4", Err(Malformed)),
            ("%g1", Err(Malformed)),
            ("%ff", Err(Malformed)),
            ("%00", Err(Malformed)),
            ("a%0d%0ab", Err(Malformed)),
        ] {
            assert_eq!(decoded(raw).as_deref(), text.as_deref(), "{raw}");
        }
    }
}
