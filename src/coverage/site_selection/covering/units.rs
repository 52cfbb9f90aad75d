//! Weights as whole numbers, in which sums are exact whatever their order.

/// The unit in which weights are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Units {
    a_unit: f64,
    /// How much all weights together may have been rounded by, in weight.
    rounded: f64,
}

/// Sums of whole numbers up to this are exact, with room for their partial sums.
const EXACT: f64 = (1u64 << 50) as f64;

/// So many units make up weights that have no unit of their own: few enough that the rounding of
/// a bound stays within some units, so that it can still be told from the next best choice.
const FINE: f64 = (1u64 << 40) as f64;

impl Units {
    /// A unit of which all weights are whole multiples, a power of ten, if there is one down to a
    /// millionth; otherwise a fine one.
    pub(super) fn of(weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        for digits in 0..=6 {
            let scale = 10_f64.powi(digits);
            // A decimal fraction is the double nearest to its number of units over the scale.
            let is_whole = |weight: &f64| (weight * scale).round() / scale == *weight;
            if total * scale < EXACT && weights.iter().all(is_whole) {
                return Self { a_unit: scale.recip(), rounded: 0.0 };
            }
        }
        let a_unit = total / FINE;
        Self { a_unit, rounded: 0.5 * a_unit * weights.len() as f64 + total * 1e-15 }
    }

    /// A weight in units, rounded.
    pub(super) fn whole(&self, weight: f64) -> f64 {
        (weight / self.a_unit).round()
    }

    /// The fewest units that make up at least a weight, but for the rounding of the weight itself.
    pub(super) fn whole_at_least(&self, weight: f64) -> f64 {
        let units = weight / self.a_unit;
        (units - 1e-12 * units.abs()).ceil()
    }

    pub(super) fn weight(&self, units: f64) -> f64 {
        units * self.a_unit
    }

    /// At least the weight that was counted as so many units.
    pub(super) fn weight_at_most(&self, units: f64) -> f64 {
        units * self.a_unit + self.rounded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_counted_in_the_largest_power_of_ten_that_fits() {
        let cases: [(&[f64], f64, f64); 4] = [
            (&[3.0, 4.0], 7.0, 7.0),
            (&[0.1, 0.2], 0.3, 3.0),
            (&[1.25, 0.5], 1.75, 175.0),
            (&[0.0, 0.000_001], 0.000_001, 1.0),
        ];
        for (weights, weight, units) in cases {
            assert_eq!(Units::of(weights).whole(weight), units, "{weights:?}");
            assert_eq!(Units::of(weights).rounded, 0.0);
        }
    }

    #[test]
    fn weights_of_any_kind_are_rounded_by_less_than_is_said() {
        let weights = [std::f64::consts::PI, std::f64::consts::E, 1e-9, 12_345.678_901_234];
        let units = Units::of(&weights);
        let back: f64 = weights.iter().map(|weight| units.weight(units.whole(*weight))).sum();
        let total: f64 = weights.iter().sum();
        assert!((back - total).abs() <= units.rounded && units.rounded < total * 1e-11);
    }
}
