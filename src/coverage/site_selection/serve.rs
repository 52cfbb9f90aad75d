//! What a choice of sites means to those who are served by it.

use super::answer::{Certificate, ServingAnswer, ServingSite};
use super::question::Ordered;
use super::space::{Lookup, Position};

impl<P: Position> Ordered<P> {
    /// The answer that such a choice is, in the numbers of the question. What was to be small is
    /// `objective` of the mean way and the farthest way, metres.
    pub(super) fn serving(
        &self,
        sites: &[usize],
        objective: impl Fn(f64, f64) -> f64,
        bound_m: f64,
        certificate: Certificate,
    ) -> ServingAnswer {
        let new: Vec<P> = sites.iter().map(|site| self.candidates[*site]).collect();
        let stations = [self.existing.as_slice(), new.as_slice()].concat();
        let lookup = Lookup::new(&stations);
        let mut served = vec![0.0; stations.len()];
        let (mut total, mut way, mut farthest_m) = (0.0, 0.0, 0.0_f64);
        for (cell, weight) in self.demand.iter().zip(&self.weights) {
            let Some(nearest) = lookup.nearest(*cell) else { continue };
            let way_m = cell.distance_m(stations[nearest]);
            served[nearest] += weight;
            total += weight;
            way += weight * way_m;
            farthest_m = farthest_m.max(way_m);
        }
        let served = sites.iter().zip(&served[self.existing.len()..]);
        let site = |(site, served): (&usize, &f64)| (*site, *served);
        let mut served: Vec<(usize, f64)> = served.map(site).collect();
        served.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let number = |(site, served)| ServingSite { candidate: self.numbers[site], served };
        let mean_m = way / total;
        let objective_m = objective(mean_m, farthest_m);
        let bound_m = if certificate == Certificate::ProvedOptimal { objective_m } else { bound_m };
        ServingAnswer {
            sites: served.into_iter().map(number).collect(),
            objective_m,
            bound_m,
            certificate,
            total,
            mean_m,
            farthest_m,
        }
    }
}
