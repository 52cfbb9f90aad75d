//! As much demand as possible within a radius, and the fewest sites for a share of it.

use std::ops::ControlFlow;

use proptest::prelude::*;
use yizhan::coverage::plane::PlanePoint;
use yizhan::coverage::site_selection::{
    Candidate, Certificate, Covering, CoveringRules, DemandPoint, Effort, Progress, Question,
    SiteSelectionError,
};

use super::instances::{EFFORT, choices, go_on, point, questions, stations, way_m};

fn covered(question: &Question<PlanePoint>, rules: &CoveringRules, choice: &[usize]) -> f64 {
    let stations = stations(question, choice);
    let near =
        question.demand.iter().filter(|demand| way_m(demand.at, &stations) <= rules.radius_m);
    near.map(|demand| demand.weight).sum()
}

/// Whether a choice keeps the quotas and the least distance.
fn is_allowed(question: &Question<PlanePoint>, rules: &CoveringRules, choice: &[usize]) -> bool {
    let keeps_quotas = rules.quotas.iter().enumerate().all(|(group, most)| {
        choice.iter().filter(|site| question.candidates[**site].group == group).count() <= *most
    });
    let keeps_distance = rules.spacing_m.is_none_or(|spacing_m| {
        choice.iter().enumerate().all(|(at, site)| {
            let others = stations(question, &choice[..at]);
            way_m(question.candidates[*site].at, &others) >= spacing_m
        })
    });
    keeps_quotas && keeps_distance
}

fn rules() -> impl Strategy<Value = CoveringRules> {
    let spacing = prop::option::of(10.0..60.0_f64);
    let quotas = prop_oneof![Just(Vec::new()), prop::collection::vec(0..3_usize, 3)];
    (5.0..60.0_f64, spacing, quotas).prop_map(|(radius_m, spacing_m, quotas)| CoveringRules {
        radius_m,
        spacing_m,
        quotas,
    })
}

/// The better of two candidates is of a group of which none may be chosen.
#[test]
fn a_group_without_room_gives_no_site() {
    let place = |x_m, y_m| PlanePoint { x_m, y_m };
    let demand = |x_m, weight| DemandPoint { at: place(x_m, 0.0), weight };
    let candidate = |x_m, group| Candidate { at: place(x_m, 0.0), group };
    let question = Question {
        demand: vec![demand(0.0, 9.0), demand(20.0, 2.0), demand(40.0, 7.0)],
        candidates: vec![candidate(10.0, 0), candidate(30.0, 1), candidate(40.0, 1)],
        existing: Vec::new(),
    };
    let (spacing_m, quotas) = (Some(15.0), vec![0, 2]);
    let rules = CoveringRules { radius_m: 12.0, spacing_m, quotas };
    let answer = question.most_covered(&rules, 2, EFFORT, &mut go_on).unwrap();
    assert_eq!((answer.gained, answer.certificate), (9.0, Certificate::ProvedOptimal));
    assert_eq!(answer.sites.iter().map(|site| site.candidate).collect::<Vec<_>>(), [1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_choice_is_the_best_of_all_choices_and_is_proved_to_be(
        question in questions(),
        rules in rules(),
        count in 1..5_usize,
    ) {
        let answer = question.most_covered(&rules, count, EFFORT, &mut go_on).unwrap();
        let allowed =
            choices(question.candidates.len(), count).filter(|choice| is_allowed(&question, &rules, choice));
        let best = allowed.map(|choice| covered(&question, &rules, &choice)).fold(0.0, f64::max);
        prop_assert_eq!(answer.already + answer.gained, best);
        prop_assert_eq!(answer.certificate, Certificate::ProvedOptimal);
        let sites: Vec<usize> = answer.sites.iter().map(|site| site.candidate).collect();
        prop_assert!(sites.len() <= count && is_allowed(&question, &rules, &sites));
        prop_assert_eq!(covered(&question, &rules, &sites), best);
        let gains: Vec<f64> = answer.sites.iter().map(|site| site.gain).collect();
        prop_assert!(gains.is_sorted_by(|a, b| a >= b), "returns diminish: {:?}", gains);
        prop_assert_eq!(answer.already, covered(&question, &rules, &[]));
    }

    #[test]
    fn whenever_it_is_broken_off_the_bound_holds(
        question in questions(),
        rules in rules(),
        count in 1..5_usize,
        told_most in 0..6_u32,
        steps in 0..200_000_u64,
    ) {
        let mut told = 0;
        let mut watch = |_: &Progress<'_>| {
            told += 1;
            if told > told_most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let effort = Effort { steps, ..EFFORT };
        let answer = question.most_covered(&rules, count, effort, &mut watch).unwrap();
        let allowed =
            choices(question.candidates.len(), count).filter(|choice| is_allowed(&question, &rules, choice));
        let best = allowed.map(|choice| covered(&question, &rules, &choice)).fold(0.0, f64::max);
        prop_assert!(answer.gained <= best - answer.already);
        prop_assert!(answer.bound >= best - answer.already);
    }

    #[test]
    fn the_fewest_sites_are_as_few_as_can_be(
        question in questions(),
        rules in rules(),
        share in 0.05..=1.0_f64,
    ) {
        let fewest = question.fewest(&rules, share, EFFORT, &mut go_on).unwrap();
        let total: f64 = question.demand.iter().map(|demand| demand.weight).sum();
        let all = question.candidates.len();
        let enough = choices(all, all).filter(|choice| {
            is_allowed(&question, &rules, choice)
                && covered(&question, &rules, choice) >= share * total
        });
        let best = enough.map(|choice| choice.len()).min();
        prop_assert_eq!(fewest.is_reached, best.is_some());
        prop_assert!(fewest.is_proved());
        match best {
            None => prop_assert!(fewest.at_least > all),
            Some(best) => {
                prop_assert_eq!(fewest.answer.sites.len(), best);
                prop_assert_eq!(fewest.at_least, best);
            }
        }
    }

    #[test]
    fn the_order_of_the_question_does_not_matter(question in questions(), seed in any::<u64>()) {
        let rules = CoveringRules::within(25.0);
        let mut other = question.clone();
        let turn = |length: usize| usize::try_from(seed % length as u64).unwrap();
        other.demand.rotate_left(turn(question.demand.len()));
        other.demand.reverse();
        other.candidates.rotate_left(turn(question.candidates.len()));
        let places = |question: &Question<PlanePoint>| {
            let answer = question.most_covered(&rules, 3, EFFORT, &mut go_on).unwrap();
            let place = |site: usize| question.candidates[site].at;
            answer.sites.iter().map(|site| (place(site.candidate), site.gain)).collect::<Vec<_>>()
        };
        prop_assert_eq!(places(&question), places(&other));
    }

    #[test]
    fn a_larger_radius_never_covers_less(question in questions(), radius_m in 5.0..60.0_f64) {
        let gained = |radius_m| {
            let rules = CoveringRules::within(radius_m);
            let answer = question.most_covered(&rules, 2, EFFORT, &mut go_on).unwrap();
            answer.already + answer.gained
        };
        prop_assert!(gained(radius_m) <= gained(radius_m * 1.3));
    }

    #[test]
    fn weights_may_be_any_numbers(question in questions(), scale in 1e-6..1e6_f64) {
        let rules = CoveringRules::within(25.0);
        let mut other = question.clone();
        for (at, demand) in other.demand.iter_mut().enumerate() {
            demand.weight *= scale * (1.0 + 1e-3 * (at as f64).sin());
        }
        let answer = other.most_covered(&rules, 3, EFFORT, &mut go_on).unwrap();
        let all = choices(other.candidates.len(), 3);
        let best = all.map(|choice| covered(&other, &rules, &choice)).fold(0.0, f64::max);
        let found = answer.already + answer.gained;
        prop_assert!((found - best).abs() <= 1e-9 * best, "{} {}", found, best);
        prop_assert_eq!(answer.certificate, Certificate::ProvedOptimal);
    }
}

#[test]
fn who_reaches_whom_may_come_from_anywhere() {
    // As from a network of streets: the third candidate reaches most, the other two everybody.
    let reached = vec![vec![0, 1], vec![2, 3], vec![1, 2, 3]];
    let covering = Covering::new(vec![2.5, 1.0, 1.0, 2.0], vec![false; 4], reached).unwrap();
    for (count, sites, gained) in [(1, vec![2], 4.0), (2, vec![2, 0], 6.5), (3, vec![2, 0], 6.5)] {
        let answer = covering.most_covered(count, EFFORT, &mut go_on).unwrap();
        let chosen: Vec<usize> = answer.sites.iter().map(|site| site.candidate).collect();
        assert_eq!((chosen, answer.gained), (sites, gained), "{count}");
        assert_eq!(answer.certificate, Certificate::ProvedOptimal);
    }
}

#[test]
fn a_question_that_makes_no_sense_is_refused_with_the_way_out() {
    let demand = |weight| DemandPoint { at: point((0, 0)), weight };
    let fine = Question {
        demand: vec![demand(1.0)],
        candidates: vec![Candidate { at: point((1, 1)), group: 0 }],
        existing: Vec::new(),
    };
    let without_demand = Question { demand: vec![demand(0.0)], ..fine.clone() };
    let without_candidates = Question { candidates: Vec::new(), ..fine.clone() };
    let wrong_weight = Question { demand: vec![demand(1.0), demand(-1.0)], ..fine.clone() };
    let within = CoveringRules::within;
    let spacing = CoveringRules { spacing_m: Some(0.0), ..within(1.0) };
    let unknown_group = CoveringRules { quotas: vec![1], ..within(1.0) };
    let other_group =
        Question { candidates: vec![Candidate { at: point((1, 1)), group: 7 }], ..fine.clone() };
    let cases = [
        (&without_demand, within(1.0), 1, "there is no demand"),
        (&without_candidates, within(1.0), 1, "there are no candidates"),
        (&wrong_weight, within(1.0), 1, "the weight of demand point 2 is -1"),
        (&fine, within(0.0), 1, "the radius is 0 m"),
        (&fine, within(f64::NAN), 1, "the radius is NaN m"),
        (&fine, spacing, 1, "the least distance is 0 m"),
        (&fine, within(1.0), 0, "no site is to be chosen"),
        (&other_group, unknown_group, 1, "candidate 1 is of a group without a quota"),
    ];
    for (question, rules, count, problem) in cases {
        let error = question.most_covered(&rules, count, EFFORT, &mut go_on).unwrap_err();
        assert!(error.to_string().starts_with(problem), "{error}");
    }
    let error = fine.fewest(&within(1.0), 1.5, EFFORT, &mut go_on).unwrap_err();
    assert_eq!(error, SiteSelectionError::Share(1.5));
}

#[test]
fn the_same_seed_gives_the_same_answer_and_progress_is_told() {
    let at = |number: u32| point(((number * 37 % 101) as u16, (number * 53 % 97) as u16));
    let demand = |number| DemandPoint { at: at(number), weight: f64::from(number % 7 + 1) };
    let question = Question {
        demand: (0..300).map(demand).collect(),
        candidates: (300..380).map(|number| Candidate { at: at(number), group: 0 }).collect(),
        existing: Vec::new(),
    };
    let rules = CoveringRules::within(12.0);
    let mut told = Vec::new();
    let mut ask = || {
        let mut watch = |progress: &Progress<'_>| {
            told.push((progress.objective, progress.bound, progress.sites.len()));
            ControlFlow::Continue(())
        };
        question.most_covered(&rules, 6, EFFORT, &mut watch).unwrap()
    };
    let (one, other) = (ask(), ask());
    assert_eq!(one, other);
    let objectives: Vec<f64> = told[..told.len() / 2].iter().map(|told| told.0).collect();
    assert!(objectives.is_sorted() && told.iter().all(|(found, bound, _)| found <= bound));
    assert_eq!(told.last().map(|told| (told.0, told.2)), Some((one.gained, 6)));
}
