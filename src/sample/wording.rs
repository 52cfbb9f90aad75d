//! Names and addresses as a union would write them, from patterns with placeholders.

use super::dice::Dice;
use super::gazetteer::{Anchor, Quarter};
use super::lists::{ByProfile, District, Host};
use super::plane::Spot;
use super::site::Site;
use crate::domain::place::PlaceKind;

/// What the patterns are filled with.
pub(super) struct Wording {
    pub(super) district: District,
    pub(super) words: ByProfile<String>,
}

impl Wording {
    /// The name of a station and of its host. One brand and one word are drawn for both.
    pub(super) fn name_and_host(
        &self,
        host: &Host,
        quarter: &Quarter,
        anchor: &Anchor,
        dice: &mut Dice,
    ) -> (String, String) {
        let brand = dice.pick(&host.brands).map_or("", String::as_str);
        let mut filled = [host.name.clone(), host.host.clone()];
        let stem = place_stem(anchor);
        let fixed = [
            ("{district}", format!("{}{}", self.district.city.zh, self.district.name.zh)),
            ("{office}", quarter.name.clone()),
            ("{place}", stem.to_owned()),
            ("{community}", community(&anchor.name)),
            ("{metro}", format!("{stem}站")),
            ("{brand}", brand.to_owned()),
        ];
        for (placeholder, text) in &fixed {
            filled = filled.map(|pattern| pattern.replace(placeholder, text));
        }
        for (key, words) in &self.words {
            let placeholder = format!("{{{key}}}");
            if filled.iter().any(|pattern| pattern.contains(&placeholder)) {
                let word = dice.pick(words).map_or("", String::as_str);
                filled = filled.map(|pattern| pattern.replace(&placeholder, word));
            }
        }
        let [name, host] = filled;
        (name, host)
    }

    /// The address of a site next to a place.
    pub(super) fn address(&self, site: &Site, anchor: &Anchor, dice: &mut Dice) -> String {
        let district = &self.district.name.zh;
        let beside = beside(anchor, site.spot);
        let Some((road, number)) = &site.road else {
            return format!("{district}{beside}");
        };
        let premises = self
            .words
            .get("premises")
            .and_then(|words| dice.pick(words))
            .map_or("", String::as_str);
        let address = format!("{district}{road}{number}号{premises}");
        if dice.permille(420) { format!("{address}（{beside}）") } else { address }
    }
}

/// `国贸东北侧约120米`: the direction is that of the station, seen from the place.
fn beside(anchor: &Anchor, spot: Spot) -> String {
    let (east, north) = (spot.east_m - anchor.spot.east_m, spot.north_m - anchor.spot.north_m);
    let ew = if east >= 0.0 { "东" } else { "西" };
    let ns = if north >= 0.0 { "北" } else { "南" };
    let direction = if east.abs() > 2.4 * north.abs() {
        ew.to_owned()
    } else if north.abs() > 2.4 * east.abs() {
        ns.to_owned()
    } else {
        format!("{ew}{ns}")
    };
    let distance_m = spot.distance_m(anchor.spot);
    let tens = (1..=60_u32).take_while(|tens| f64::from(*tens) * 10.0 <= distance_m + 5.0).count();
    format!("{}{direction}侧约{}米", place_stem(anchor), tens * 10)
}

/// The place's name without what the patterns add themselves.
fn place_stem(anchor: &Anchor) -> &str {
    let suffix = match anchor.kind {
        PlaceKind::Neighbourhood => "社区",
        PlaceKind::MetroStation => "站",
        _ => return &anchor.name,
    };
    anchor.name.strip_suffix(suffix).filter(|stem| !stem.is_empty()).unwrap_or(&anchor.name)
}

/// A neighbourhood's community: villages stay villages.
fn community(name: &str) -> String {
    if name.ends_with('村') || name.ends_with("社区") {
        name.to_owned()
    } else {
        format!("{name}社区")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communities_and_directions_read_as_people_write_them() {
        assert_eq!(community("甲里"), "甲里社区");
        assert_eq!(community("乙村"), "乙村");
        assert_eq!(community("丙社区"), "丙社区");
        let spot = Spot { east_m: 0.0, north_m: 0.0 };
        let anchor = Anchor { name: "丁站".to_owned(), kind: PlaceKind::MetroStation, spot };
        assert_eq!(beside(&anchor, spot.moved(86.0, 86.0)), "丁东北侧约120米");
        assert_eq!(beside(&anchor, spot.moved(-200.0, 20.0)), "丁西侧约200米");
    }
}
