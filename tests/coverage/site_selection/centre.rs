//! A short farthest way.

use proptest::prelude::*;
use yizhan::coverage::site_selection::{Certificate, Effort};

use super::instances::{EFFORT, choices, go_on, questions, stations, way_m};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_farthest_way_is_the_shortest_of_all_choices_and_is_proved_to_be(
        question in questions(),
        count in 1..5_usize,
    ) {
        let effort = Effort { steps: 200_000_000, ..EFFORT };
        let answer = question.least_farthest(count, effort, &mut go_on).unwrap();
        let farthest_m = |choice: &[usize]| {
            let stations = stations(&question, choice);
            question.demand.iter().map(|demand| way_m(demand.at, &stations)).fold(0.0, f64::max)
        };
        let all = choices(question.candidates.len(), count);
        let best = all.map(|choice| farthest_m(&choice)).fold(f64::INFINITY, f64::min);
        prop_assert_eq!(answer.objective_m, best);
        prop_assert_eq!(answer.bound_m, best);
        prop_assert_eq!(answer.certificate, Certificate::ProvedOptimal);
        let sites: Vec<usize> = answer.sites.iter().map(|site| site.candidate).collect();
        prop_assert!(sites.len() <= count);
        prop_assert_eq!(farthest_m(&sites), best);
    }
}
