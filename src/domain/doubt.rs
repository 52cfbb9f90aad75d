//! When riders' reports that a station is closed are enough to doubt it (待核实).

use chrono::{DateTime, TimeDelta, Utc};

/// So many reports within a day are no mistake of one rider.
pub const REPORTS_ENOUGH: usize = 3;

/// Reports that are further apart speak of different occasions.
const WITHIN: TimeDelta = TimeDelta::days(1);

/// Whether a station is in doubt, given when riders saw it closed, oldest first, of the reports
/// that nobody has decided, and when one last found it as it says. A confirmation that is later
/// than the last report settles it.
pub fn is_in_doubt(closed: &[DateTime<Utc>], confirmed: Option<DateTime<Utc>>) -> bool {
    let unanswered = closed.partition_point(|seen| confirmed.is_some_and(|at| *seen <= at));
    let unanswered = closed.get(unanswered..).unwrap_or_default();
    unanswered.windows(REPORTS_ENOUGH).any(|run| match (run.first(), run.last()) {
        (Some(first), Some(last)) => *last - *first <= WITHIN,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
    }

    #[test]
    fn three_reports_within_a_day_that_no_confirmation_answers_are_enough() {
        for (closed, confirmed, doubted) in [
            (&[][..], None, false),
            (&[1, 2], None, false),
            (&[1, 2, 3], None, true),
            (&[0, 12, 24], None, true),
            (&[0, 12, 25], None, false),
            (&[0, 30, 31, 40], None, true),
            (&[1, 2, 3], Some(0), true),
            (&[1, 2, 3], Some(1), false),
            (&[1, 2, 3], Some(4), false),
            (&[1, 2, 3, 5, 6, 7], Some(4), true),
        ] {
            let seen: Vec<_> = closed.iter().copied().map(at).collect();
            assert_eq!(is_in_doubt(&seen, confirmed.map(at)), doubted, "{closed:?} {confirmed:?}");
        }
    }
}
