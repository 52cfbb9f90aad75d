//! Reads a vector tile by the published specification (Mapbox Vector Tile 2.1), without the
//! library that writes it, and insists on what the specification says MUST be so.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// A layer as it was read.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    pub(crate) name: String,
    pub(crate) extent: u64,
    pub(crate) features: Vec<Feature>,
}

#[derive(Debug, Default)]
pub(crate) struct Feature {
    pub(crate) id: u64,
    /// 1 point, 2 line, 3 polygon.
    pub(crate) kind: u64,
    pub(crate) tags: BTreeMap<String, Value>,
    /// Points, or rings without their last point.
    pub(crate) parts: Vec<Vec<(i64, i64)>>,
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    Fixed(u64),
}

fn varint(bytes: &[u8], at: &mut usize) -> u64 {
    let mut value = 0;
    for shift in (0..70).step_by(7) {
        let byte = bytes[*at];
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return value;
        }
    }
    panic!("a number without an end");
}

fn fields(bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let (mut at, mut found) = (0, Vec::new());
    while at < bytes.len() {
        let key = varint(bytes, &mut at);
        let field = match key & 7 {
            0 => Field::Number(varint(bytes, &mut at)),
            1 => {
                at += 8;
                Field::Fixed(u64::from_le_bytes(bytes[at - 8..at].try_into().unwrap()))
            }
            2 => {
                let len = varint(bytes, &mut at) as usize;
                at += len;
                Field::Bytes(&bytes[at - len..at])
            }
            5 => {
                at += 4;
                Field::Fixed(u64::from(u32::from_le_bytes(bytes[at - 4..at].try_into().unwrap())))
            }
            other => panic!("wire type {other}"),
        };
        found.push((key >> 3, field));
    }
    found
}

fn numbers(bytes: &[u8]) -> Vec<u64> {
    let (mut at, mut found) = (0, Vec::new());
    while at < bytes.len() {
        found.push(varint(bytes, &mut at));
    }
    found
}

fn zigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// All layers of a tile.
pub(crate) fn tile(bytes: &[u8]) -> Vec<Layer> {
    let layers: Vec<Layer> = fields(bytes)
        .into_iter()
        .map(|field| match field {
            (3, Field::Bytes(bytes)) => layer(bytes),
            _ => panic!("a tile holds layers only"),
        })
        .collect();
    let names: BTreeSet<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!(names.len(), layers.len(), "a layer's name is its own");
    layers
}

fn layer(bytes: &[u8]) -> Layer {
    let (mut layer, mut version, mut keys, mut values) = (Layer::default(), 0, vec![], vec![]);
    let all = fields(bytes);
    for (number, field) in &all {
        match (number, field) {
            (15, Field::Number(value)) => version = *value,
            (1, Field::Bytes(bytes)) => layer.name = String::from_utf8(bytes.to_vec()).unwrap(),
            (3, Field::Bytes(bytes)) => keys.push(String::from_utf8(bytes.to_vec()).unwrap()),
            (4, Field::Bytes(bytes)) => values.push(value(bytes)),
            (5, Field::Number(value)) => layer.extent = *value,
            (2, Field::Bytes(_)) => {}
            _ => panic!("unknown field {number} of a layer"),
        }
    }
    assert_eq!(version, 2);
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "a key stands there once");
    for (number, field) in all {
        if let (2, Field::Bytes(bytes)) = (number, field) {
            layer.features.push(feature(bytes, &keys, &values));
        }
    }
    assert!(!layer.features.is_empty(), "a layer has features");
    let ids: BTreeSet<u64> = layer.features.iter().map(|feature| feature.id).collect();
    assert_eq!(ids.len(), layer.features.len(), "an id is a feature's own");
    layer
}

fn value(bytes: &[u8]) -> Value {
    let mut all = fields(bytes);
    assert_eq!(all.len(), 1, "a value has one kind");
    let (number, field) = all.remove(0);
    match (number, field) {
        (1, Field::Bytes(bytes)) => json!(String::from_utf8(bytes.to_vec()).unwrap()),
        (3, Field::Fixed(bits)) => json!(f64::from_bits(bits)),
        (4 | 5, Field::Number(value)) => json!(value),
        (6, Field::Number(value)) => json!(zigzag(value)),
        (7, Field::Number(value)) => json!(value == 1),
        _ => panic!("unknown kind {number} of a value"),
    }
}

fn feature(bytes: &[u8], keys: &[String], values: &[Value]) -> Feature {
    let mut feature = Feature::default();
    for (number, field) in fields(bytes) {
        match (number, field) {
            (1, Field::Number(id)) => feature.id = id,
            (2, Field::Bytes(bytes)) => {
                for pair in numbers(bytes).chunks(2) {
                    let (key, value) = (pair[0] as usize, pair[1] as usize);
                    let before = feature.tags.insert(keys[key].clone(), values[value].clone());
                    assert!(before.is_none(), "a tag stands there once");
                }
            }
            (3, Field::Number(kind)) => feature.kind = kind,
            (4, Field::Bytes(bytes)) => feature.parts = geometry(&numbers(bytes)),
            _ => panic!("unknown field {number} of a feature"),
        }
    }
    assert!((1..=3).contains(&feature.kind));
    assert!(!feature.parts.is_empty());
    if feature.kind == 3 {
        assert!(area2(&feature.parts[0]) > 0, "the first ring is an outer one");
        for ring in &feature.parts {
            assert!(ring.len() >= 3 && area2(ring) != 0, "{ring:?}");
        }
    }
    feature
}

/// Twice the area by the surveyor's formula.
pub(crate) fn area2(ring: &[(i64, i64)]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

fn geometry(commands: &[u64]) -> Vec<Vec<(i64, i64)>> {
    let (mut parts, mut pen, mut at) = (Vec::<Vec<(i64, i64)>>::new(), (0, 0), 0);
    while at < commands.len() {
        let (command, count) = (commands[at] & 7, commands[at] >> 3);
        assert!(count > 0);
        at += 1;
        match command {
            1 | 2 => {
                for _ in 0..count {
                    pen = (pen.0 + zigzag(commands[at]), pen.1 + zigzag(commands[at + 1]));
                    at += 2;
                    if command == 1 {
                        parts.push(Vec::new());
                    }
                    parts.last_mut().unwrap().push(pen);
                }
            }
            7 => assert_eq!(count, 1),
            other => panic!("unknown command {other}"),
        }
    }
    parts
}
