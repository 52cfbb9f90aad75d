//! Networks of roads, and the ways over them.

/// All ways by Floyd's algorithm, which is not that of the network.
pub(crate) fn floyd(nodes: usize, roads: &[(usize, usize, f64)]) -> Vec<Vec<f64>> {
    let mut ways = vec![vec![f64::INFINITY; nodes]; nodes];
    for (from, to, length) in roads {
        ways[*from][*to] = ways[*from][*to].min(*length);
        ways[*to][*from] = ways[*from][*to];
    }
    for (node, ways) in ways.iter_mut().enumerate() {
        ways[node] = 0.0;
    }
    for over in 0..nodes {
        let onward = ways[over].clone();
        for from in &mut ways {
            let first = from[over];
            for (way, next) in from.iter_mut().zip(&onward) {
                *way = way.min(first + next);
            }
        }
    }
    ways
}
