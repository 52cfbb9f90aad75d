//! Nodes and the roads between them, as researchers write networks down.

use petgraph::algo::dijkstra;
use petgraph::graph::{NodeIndex, UnGraph};

/// Nodes, numbered from 0, and roads that lead both ways. Lengths are of any unit.
#[derive(Debug, Clone)]
pub struct Network {
    graph: UnGraph<(), f64>,
}

impl Network {
    /// So many nodes, and roads between two of them with a length of 0 or more. Of several roads
    /// between the same two the shortest is taken; one that leads to no node is left out.
    pub fn new(nodes: usize, roads: impl IntoIterator<Item = (usize, usize, f64)>) -> Self {
        let mut graph = UnGraph::with_capacity(nodes, 0);
        for _ in 0..nodes {
            graph.add_node(());
        }
        let there = roads.into_iter().filter(|(from, to, _)| *from < nodes && *to < nodes);
        for (from, to, length) in there {
            graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), length);
        }
        Self { graph }
    }

    /// The length of the shortest way from a node to each (Dijkstra 1959); infinite where there
    /// is none.
    pub fn ways_from(&self, node: usize) -> Vec<f64> {
        let mut ways = vec![f64::INFINITY; self.graph.node_count()];
        if node < ways.len() {
            let found = dijkstra(&self.graph, NodeIndex::new(node), None, |road| *road.weight());
            for (to, way) in found {
                ways[to.index()] = way;
            }
        }
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_counts_and_where_there_is_none_it_is_endless() {
        let roads = [(0, 1, 5.0), (1, 0, 4.0), (1, 2, 1.0), (0, 2, 7.0), (2, 2, 3.0), (3, 9, 1.0)];
        let network = Network::new(4, roads);
        assert_eq!(network.ways_from(0), [0.0, 4.0, 5.0, f64::INFINITY]);
        assert_eq!(network.ways_from(2), [5.0, 1.0, 0.0, f64::INFINITY]);
        assert_eq!(network.ways_from(7), [f64::INFINITY; 4]);
    }
}
