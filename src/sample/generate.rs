//! From lists and a seed to stations.

use std::collections::{BTreeMap, BTreeSet};

use super::dice::Dice;
use super::facts::Facts;
use super::gazetteer::{Gazetteer, Quarter, read_areas};
use super::lists::{self, Host, Named, read_hosts, read_json};
use super::programme;
use super::site::{Taken, find};
use super::sources::{SampleError, Sources, unusable};
use super::wording::Wording;
use crate::domain::area::{AreaCode, Unit};
use crate::domain::coordinates::Wgs84;
use crate::domain::place::PlaceKind;
use crate::domain::station::{Provenance, Station, StationCode, StationKind};

/// How often another place and host are tried before we give up on a station.
const TRIES: usize = 400;
/// Every area has at least so many stations.
const AT_LEAST: usize = 8;

/// A sample ledger, in the order of the codes. Every row says that it is synthetic.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The union stations.
    pub stations: Vec<Station>,
    /// The worker homes.
    pub homes: Vec<Station>,
}

/// Makes the sample. The same sources and seed give the same sample on every machine.
pub fn generate(sources: &Sources<'_>, seed: u64) -> Result<Sample, SampleError> {
    let mut maker = Maker::new(sources, seed)?;
    let named = lists::read_named(sources.named)?;
    let settings = &maker.facts.settings;
    let (station_count, home_count) = (settings.stations, settings.homes);

    let hosts = read_hosts("hosts.csv", sources.hosts)?;
    let home_hosts = read_hosts("home_hosts.csv", sources.home_hosts)?;
    let mut stations = maker.named(&named, StationKind::UnionStation)?;
    let mut homes = maker.named(&named, StationKind::WorkerHome)?;
    maker.fill(&mut homes, home_count, &home_hosts, StationKind::WorkerHome)?;
    maker.fill(&mut stations, station_count, &hosts, StationKind::UnionStation)?;
    programme::tag(&mut stations, &maker.facts, &mut maker.dice);
    programme::close(&mut stations, &maker.facts, &mut maker.dice);
    maker.number(&mut stations)?;
    maker.number(&mut homes)?;
    Ok(Sample { stations, homes })
}

struct Maker {
    dice: Dice,
    gazetteer: Gazetteer,
    wording: Wording,
    facts: Facts,
    units: Vec<Unit>,
    daytime: BTreeMap<AreaCode, u32>,
    taken: Taken,
    names: BTreeSet<String>,
}

impl Maker {
    fn new(sources: &Sources<'_>, seed: u64) -> Result<Self, SampleError> {
        let district: lists::District = read_json("district.json", sources.district)?;
        let gazetteer = Gazetteer::new(
            district.centre.position()?,
            read_areas(sources.areas)?,
            lists::read_places(sources.places)?,
            lists::read_roads(sources.roads)?,
        )?;
        Ok(Self {
            dice: Dice::new(seed),
            gazetteer,
            wording: Wording { district, words: lists::read_words(sources.words)? },
            facts: Facts {
                settings: read_json("settings.json", sources.settings)?,
                hours: lists::read_hours(sources.hours)?,
                amenities: lists::read_amenities(sources.amenities, sources.catalogue)?,
                access: lists::read_access(sources.access)?,
            },
            units: lists::read_units(sources.units)?,
            daytime: lists::read_daytime(sources.offices)?,
            taken: Taken::default(),
            names: BTreeSet::new(),
        })
    }

    /// Those that are in the sample in any case.
    fn named(&mut self, named: &[Named], kind: StationKind) -> Result<Vec<Station>, SampleError> {
        let mut made = Vec::new();
        for named in named.iter().filter(|named| named.kind == kind) {
            let position = Wgs84::new(named.lon, named.lat)?;
            let area = named.area_code.clone();
            let mut station = Station::new(placeholder()?, kind, &named.name, area, position);
            station.builder = Some(named.builder);
            station.host.clone_from(&named.host);
            station.unit = self.unit_of(&named.area_code);
            station.address = format!("{}{}", self.wording.district.name.zh, named.address);
            station.aliases = named.aliases.split('|').map(str::to_owned).collect();
            station.hours = Some(named.hours.clone());
            self.facts.furnish_by_profile(&mut station, &named.profile, &mut self.dice);
            station.floor_area_m2 = Some(120.0);
            station.seats = Some(24);
            station.stars = Some(5);
            station.provenance = Provenance::Synthetic;
            self.taken.take(self.gazetteer.plane.spot(position));
            self.names.insert(named.name.clone());
            made.push(station);
        }
        Ok(made)
    }

    /// Adds stations until there are so many, spread over the areas.
    fn fill(
        &mut self,
        made: &mut Vec<Station>,
        count: usize,
        hosts: &[Host],
        kind: StationKind,
    ) -> Result<(), SampleError> {
        let quotas = self.quotas(count, kind);
        for (at, quota) in quotas.into_iter().enumerate() {
            let Some(quarter) = self.gazetteer.quarters.get(at) else { continue };
            let there = made.iter().filter(|station| station.area == quarter.code).count();
            let mut used = vec![0_u32; quarter.anchors.len()];
            for _ in there..quota {
                let station = self.another(at, hosts, kind, &mut used)?;
                made.push(station);
            }
        }
        Ok(())
    }

    /// How many stations each area gets: by residents and daytime activity, largest remainder.
    fn quotas(&self, count: usize, kind: StationKind) -> Vec<usize> {
        let quarters = &self.gazetteer.quarters;
        let weight = |quarter: &Quarter| {
            let daytime = self.daytime.get(&quarter.code).copied().unwrap_or(0) as usize;
            match kind {
                StationKind::UnionStation => quarter.population as usize / 1000 + daytime,
                StationKind::WorkerHome => daytime,
            }
        };
        let weights: Vec<usize> = quarters.iter().map(weight).collect();
        let total: usize = weights.iter().sum::<usize>().max(1);
        let floor = match kind {
            StationKind::UnionStation => AT_LEAST.min(count / quarters.len().max(1)),
            StationKind::WorkerHome => 0,
        };
        let to_share = count - floor * quarters.len();
        let share = |weight: &usize| floor + weight * to_share / total;
        let mut quotas: Vec<usize> = weights.iter().map(share).collect();
        let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
        by_remainder.sort_by_key(|at| {
            std::cmp::Reverse(weights.get(*at).map_or(0, |weight| weight * to_share % total))
        });
        let missing = count - quotas.iter().sum::<usize>();
        for at in by_remainder.into_iter().cycle().take(missing) {
            if let Some(quota) = quotas.get_mut(at) {
                *quota += 1;
            }
        }
        quotas
    }

    /// One more station in an area, at one of the places that have fewest.
    fn another(
        &mut self,
        at: usize,
        hosts: &[Host],
        kind: StationKind,
        used: &mut [u32],
    ) -> Result<Station, SampleError> {
        let (gazetteer, dice) = (&self.gazetteer, &mut self.dice);
        let quarter = gazetteer
            .quarters
            .get(at)
            .ok_or_else(|| unusable("areas.geojson", "an area is missing"))?;
        for _ in 0..TRIES {
            let host_at = dice.weighted(hosts.iter().map(|host| host.weight));
            let Some(host) = hosts.get(host_at) else { continue };
            let Some(place_at) = least_used(quarter, host, used, dice) else { continue };
            let Some(anchor) = quarter.anchors.get(place_at) else { continue };
            let (name, host_name) = self.wording.name_and_host(host, quarter, anchor, dice);
            if self.names.contains(&name) {
                continue;
            }
            let Some(site) = find(gazetteer, quarter, anchor, &mut self.taken, dice) else {
                continue;
            };
            let position = gazetteer.plane.position(site.spot)?;
            let area = quarter.code.clone();
            let mut station = Station::new(placeholder()?, kind, &name, area, position);
            station.builder = Some(host.builder);
            station.host = host_name;
            station.address = self.wording.address(&site, anchor, dice);
            self.facts.furnish(&mut station, host, dice);
            station.provenance = Provenance::Synthetic;
            station.unit = Some(host.unit.clone())
                .filter(|unit| !unit.is_empty())
                .or_else(|| self.unit_of(&station.area));
            self.names.insert(name);
            if let Some(count) = used.get_mut(place_at) {
                *count += 1;
            }
            return Ok(station);
        }
        Err(SampleError::NoRoom(quarter.code.clone()))
    }

    fn unit_of(&self, area: &AreaCode) -> Option<String> {
        self.units
            .iter()
            .find(|unit| unit.area.as_ref() == Some(area))
            .map(|unit| unit.code.clone())
    }

    /// Gives codes: the prefix, the area's number within the district (or H) and a serial.
    fn number(&self, stations: &mut [Station]) -> Result<(), SampleError> {
        let district = &self.wording.district;
        let mut serials: BTreeMap<String, u32> = BTreeMap::new();
        stations.sort_by(|a, b| a.area.cmp(&b.area));
        for station in stations.iter_mut() {
            let area = station.area.as_str();
            let series = match station.kind {
                StationKind::WorkerHome => "H".to_owned(),
                StationKind::UnionStation => {
                    area.strip_prefix(district.code.as_str()).unwrap_or(area).to_owned()
                }
            };
            let serial = serials.entry(series.clone()).or_insert(0);
            *serial += 1;
            let code = format!("{}-{series}-{serial:04}", district.code_prefix);
            station.code = code.parse().map_err(|error| unusable("district.json", error))?;
        }
        stations.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(())
    }
}

/// A code until the true one is given.
fn placeholder() -> Result<StationCode, SampleError> {
    "NEW".parse().map_err(|error| unusable("the placeholder", error))
}

/// One of the places of an area where a host may be and where the fewest stations are. Centres
/// of activity count as emptier than they are.
fn least_used(quarter: &Quarter, host: &Host, used: &[u32], dice: &mut Dice) -> Option<usize> {
    let crowd = |at: usize| {
        let share = match quarter.anchors.get(at).map(|anchor| anchor.kind) {
            Some(PlaceKind::Mall | PlaceKind::Office | PlaceKind::MetroStation) => 2,
            _ => 3,
        };
        used.get(at).copied().unwrap_or(0) * share
    };
    let suits = |kind: PlaceKind| host.place_kinds.is_empty() || host.place_kinds.contains(&kind);
    let all = quarter.anchors.iter().enumerate();
    let suited: Vec<usize> = all.filter(|(_, a)| suits(a.kind)).map(|(at, _)| at).collect();
    let least = suited.iter().map(|at| crowd(*at)).min()?;
    let free: Vec<usize> = suited.into_iter().filter(|at| crowd(*at) <= least + 2).collect();
    dice.pick(&free).copied()
}
