//! Numbers as answers write them, in JSON, without a formatter: every answer has dozens of them.

/// A number with a fixed count of decimals, rounded half away from zero.
pub fn fixed<const DECIMALS: usize>(value: f64, out: &mut Vec<u8>) {
    let scale = const { 10_u64.pow(DECIMALS as u32) };
    let scaled = (value.abs() * scale as f64 + 0.5) as u64;
    if value < 0.0 && scaled > 0 {
        out.push(b'-');
    }
    if scaled < scale {
        // The zeros that the decimals begin with are kept by a one before them.
        out.extend_from_slice(b"0.");
        out.extend_from_slice(&itoa::Buffer::new().format(scale + scaled).as_bytes()[1..]);
        return;
    }
    digits(scaled, |digits| {
        let (before, decimals) = digits.split_at(digits.len() - DECIMALS);
        out.extend_from_slice(before);
        out.push(b'.');
        out.extend_from_slice(decimals);
    });
}

/// A whole number.
pub fn whole(value: i64, out: &mut Vec<u8>) {
    if value < 0 {
        out.push(b'-');
    }
    digits(value.unsigned_abs(), |digits| out.extend_from_slice(digits));
}

/// The digits of a number. Those of 32 bits are found in half the time of longer ones.
fn digits(value: u64, use_them: impl FnOnce(&[u8])) {
    let mut buffer = itoa::Buffer::new();
    let digits = match u32::try_from(value) {
        Ok(short) => buffer.format(short),
        Err(_) => buffer.format(value),
    };
    use_them(digits.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_json_numbers() {
        let written = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut out = Vec::new();
            write(&mut out);
            String::from_utf8(out).expect("ascii")
        };
        for (value, text) in [
            (116.4435, "116.443500"),
            (-0.000_000_4, "0.000000"),
            (-1.5, "-1.500000"),
            (-0.5, "-0.500000"),
            (1e9, "1000000000.000000"),
        ] {
            assert_eq!(written(&|out| fixed::<6>(value, out)), text);
        }
        for (value, text) in [
            (-0.05, "-0.1"),
            (0.04, "0.0"),
            (0.96, "1.0"),
            (1234.56, "1234.6"),
            (20_003_931.458, "20003931.5"),
        ] {
            assert_eq!(written(&|out| fixed::<1>(value, out)), text);
        }
        for (value, text) in [
            (0, "0"),
            (-5, "-5"),
            (i64::MIN, "-9223372036854775808"),
            (1_234_567_890_123, "1234567890123"),
        ] {
            assert_eq!(written(&|out| whole(value, out)), text);
        }
    }
}
