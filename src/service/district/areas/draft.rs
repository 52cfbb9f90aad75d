//! The areas that a file comes to: which feature is which area, and whether they fit together.

use std::collections::BTreeMap;

use geo::{BooleanOps as _, BoundingRect as _, Centroid as _, Intersects as _};

use crate::domain::area::{Area, AreaCode, Areas, size_m2};
use crate::domain::coordinates::Wgs84;
use crate::domain::said::Said;
use crate::exchange::district::GivenArea;
use crate::exchange::stations::WrongFact;

/// Farther from the district's centre no territory of it lies, metres.
const FARTHEST_M: f64 = 100_000.0;
/// What two areas may share: lines drawn by hand never agree to the metre.
const MAX_SHARED: f64 = 0.005;
/// Below this an overlap is never told, square metres.
const NEGLIGIBLE_M2: f64 = 5_000.0;
/// Digits of an office's code in China's statistical codes, and of the same code with the zeros
/// of its communities.
const OFFICE_DIGITS: usize = 9;
const LONG_DIGITS: usize = 12;

/// The areas of a file. Several features of one area are its parts; facts that the file does not
/// tell stay what they are.
pub(super) fn drafted(
    known: &Areas,
    given: Vec<GivenArea>,
    centre: Wgs84,
) -> Result<Areas, Vec<WrongFact>> {
    let mut drafted: BTreeMap<AreaCode, Area> = BTreeMap::new();
    let mut faults = Vec::new();
    for given in given {
        match code_of(known, &given) {
            Ok(code) => faults
                .extend(add(&mut drafted, known, code, given, centre).err().map(|fault| *fault)),
            Err(fault) => faults.push(*fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let areas = Areas::new(drafted.into_values().collect());
    let overlaps = overlaps(&areas);
    if overlaps.is_empty() { Ok(areas) } else { Err(overlaps) }
}

/// Which area a feature is: the code says it, or the name of a known one.
fn code_of(known: &Areas, given: &GivenArea) -> Result<AreaCode, Box<WrongFact>> {
    let named = given.name.as_deref().and_then(|name| known.by_name(name));
    match (&given.code, named) {
        (Some(code), _) => Ok(shortened(known, code)),
        (None, Some(area)) => Ok(area.code.clone()),
        (None, None) => Err(wrong(
            &format!("features/{}/name", given.feature),
            given.name.as_deref().unwrap_or_default(),
            Said::fixed(
                "没有这个街道，也没有给出代码",
                "there is no such area, and no code is given",
            ),
            Said::fixed(
                "请更正名称；新设的街道请加上属性 code",
                "correct the name, or give a new area the property code",
            ),
        )),
    }
}

/// `990001001000` where `990001001` is known.
fn shortened(known: &Areas, code: &AreaCode) -> AreaCode {
    let text = code.as_str();
    let office =
        text.get(..OFFICE_DIGITS).filter(|_| text.len() == LONG_DIGITS && text.ends_with("000"));
    let office = office.and_then(|office| office.parse().ok());
    office.filter(|office| known.get(office).is_some()).unwrap_or_else(|| code.clone())
}

fn add(
    drafted: &mut BTreeMap<AreaCode, Area>,
    known: &Areas,
    code: AreaCode,
    given: GivenArea,
    centre: Wgs84,
) -> Result<(), Box<WrongFact>> {
    let field = format!("features/{}/geometry", given.feature);
    let middle = given.boundary.centroid();
    let middle = middle.and_then(|at| Wgs84::new(at.x(), at.y()).ok());
    if middle.is_none_or(|middle| middle.geodesic_m(centre) > FARTHEST_M) {
        return Err(wrong(
            &field,
            code.as_str(),
            Said::fixed(
                "离本区中心一百公里以上",
                "it lies more than 100 km from the district's centre",
            ),
            Said::fixed(
                "请核对坐标次序（先经度后纬度）与坐标系",
                "check the order (longitude first) and the datum",
            ),
        ));
    }
    if let Some(area) = drafted.get_mut(&code) {
        area.boundary.0.extend(given.boundary);
        return Ok(());
    }
    let before = known.get(&code);
    let Some(name) = given.name.or_else(|| before.map(|area| area.name.clone())) else {
        return Err(wrong(
            &format!("features/{}/name", given.feature),
            code.as_str(),
            Said::fixed("新设的街道没有名称", "a new area has no name"),
            Said::fixed("请加上属性 name", "give it the property name"),
        ));
    };
    let area = Area {
        code: code.clone(),
        name,
        seat: given.seat.or_else(|| before.and_then(|area| area.seat)),
        population: given.population.or_else(|| before.and_then(|area| area.population)),
        approximate: given.approximate,
        boundary: given.boundary,
    };
    drafted.insert(code, area);
    Ok(())
}

/// Areas that share more than lines drawn by hand do.
fn overlaps(areas: &Areas) -> Vec<WrongFact> {
    let areas: Vec<&Area> = areas.iter().collect();
    let mut faults = Vec::new();
    for (at, one) in areas.iter().enumerate() {
        for other in &areas[at + 1..] {
            let shared_m2 = shared_m2(one, other);
            let smaller_m2 = size_m2(&one.boundary).min(size_m2(&other.boundary));
            if shared_m2 > NEGLIGIBLE_M2 && shared_m2 > MAX_SHARED * smaller_m2 {
                faults.push(*wrong(
                    &format!("areas/{}", one.code),
                    &other.name,
                    Said::made(
                        format!("与{}重叠 {:.0} 平方米", other.name, shared_m2),
                        format!("it overlaps {} by {shared_m2:.0} m²", other.name),
                    ),
                    Said::fixed(
                        "一处只属于一个街道：请修正边界",
                        "a place belongs to one area: mend the boundaries",
                    ),
                ));
            }
        }
    }
    faults
}

fn shared_m2(one: &Area, other: &Area) -> f64 {
    let are_near = match (one.boundary.bounding_rect(), other.boundary.bounding_rect()) {
        (Some(one), Some(other)) => one.intersects(&other),
        _ => false,
    };
    if are_near { size_m2(&one.boundary.intersection(&other.boundary)) } else { 0.0 }
}

fn wrong(field: &str, value: &str, problem: Said, way_out: Said) -> Box<WrongFact> {
    Box::new(WrongFact { field: field.to_owned(), value: value.to_owned(), problem, way_out })
}
