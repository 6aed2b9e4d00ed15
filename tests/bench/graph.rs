//! How long a drawing takes: 10, 50, 200 and 1,000 nodes, each with two edges and every fourth in a frame. `cargo bench --bench graph` prints milliseconds.
#![allow(clippy::print_stdout, reason = "a program that measures")]

use std::hint::black_box;
use std::time::Instant;

use vestibule::drawing::{Frame, Graph, Node, draw};

const SIZES: [usize; 4] = [10, 50, 200, 1_000];
const RUNS: usize = 9;

fn main() {
    println!("{:>6} {:>6} {:>7} {:>9} {:>13}", "nodes", "edges", "frames", "ms", "µs per node");
    for size in SIZES {
        let graph = graph(size);
        let best = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                black_box(draw(black_box(&graph)));
                start.elapsed().as_secs_f64() * 1e3
            })
            .fold(f64::INFINITY, f64::min);
        println!("{size:>6} {:>6} {:>7} {best:>9.2} {:>13.1}", graph.edges.len(), graph.frames.len(), best * 1e3 / size as f64);
    }
}

/// Makes a graph as catalogs are: most edges lead to something near, a few far; a few nodes are needed by many.
fn graph(size: usize) -> Graph {
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap_or(0)
    };
    let frames = size / 12;
    let nodes = (0..size).map(|node| Node {
        width: 190.0,
        height: 44.0,
        frame: (node % 4 == 0).then_some(node * frames / size),
        ..Node::default()
    });
    let nodes = nodes.map(|node| Node { frame: node.frame.filter(|_| frames > 0), ..node }).collect();
    let mut edges = Vec::new();
    for node in 0..size {
        edges.push((node, (node + 1 + random(6)) % size).into());
        let far = if node % 5 == 0 { (node, random(size.min(8))) } else { (node, (node + 1 + random(size / 4)) % size) };
        edges.push(far.into());
    }
    Graph { nodes, edges, frames: vec![Frame::default(); frames], ..Graph::default() }
}
