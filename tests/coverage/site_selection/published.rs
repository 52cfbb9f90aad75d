//! Published instances, whose optima an exact solver has proved. They lie beside the project.

use yizhan::coverage::plane::PlanePoint;
use yizhan::coverage::site_selection::{
    Candidate, Certificate, CoveringRules, DemandPoint, Effort, Question,
};

use super::instances::{EFFORT, go_on};
use crate::data::shipped::shared;

fn text(name: &str) -> Option<String> {
    let path = shared(&format!("site-selection/{name}"))?;
    Some(std::fs::read_to_string(path).unwrap())
}

#[test]
fn the_published_optima_are_found_and_proved() {
    let Some(optima) = text("sjc-optima.csv") else { return };
    for line in optima.lines().skip(1) {
        let field: Vec<&str> = line.split(',').collect();
        let (name, count, optimum) = (field[0], field[4].parse().unwrap(), field[6]);
        let Some(rows) = text(&format!("{name}.txt")) else { return };
        let rows = rows.lines().skip(1).map(|line| {
            let mut numbers = line.split_whitespace().map(|number| number.parse::<f64>().unwrap());
            let mut next = || numbers.next().unwrap();
            (PlanePoint { x_m: next(), y_m: next() }, next())
        });
        let rows: Vec<(PlanePoint, f64)> = rows.collect();
        let question = Question {
            demand: rows
                .iter()
                .map(|(at, weight)| DemandPoint { at: *at, weight: *weight })
                .collect(),
            candidates: rows.iter().map(|(at, _)| Candidate { at: *at, group: 0 }).collect(),
            existing: Vec::new(),
        };
        let rules = CoveringRules::within(800.0);
        let effort = Effort { steps: 1_000_000_000, ..EFFORT };
        let answer = question.most_covered(&rules, count, effort, &mut go_on).unwrap();
        assert_eq!(answer.gained, optimum.parse::<f64>().unwrap(), "{line}");
        assert_eq!(answer.certificate, Certificate::ProvedOptimal, "{line}");
    }
}
