//! The catalogue of amenities (服务设施目录): which there are, what they are called, in which order
//! they are shown. It is data of the district that an administrator edits.
//!
//! What was once in it stays in it: an amenity is retired, never taken out, and its bit is never
//! another's. So stations keep what they have, and sets of bits mean the same in every version.

mod faults;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::amenity::{Amenity, AmenityBit, AmenitySet, Provision, Provisions};
use super::said::Said;
use super::text::tidy;
use faults::{no_key, too_many, word_faults};

pub use faults::{CatalogueFault, MAX_LABEL_CHARS, MAX_SYNONYMS};

/// One amenity of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CataloguedAmenity {
    /// Its key.
    #[serde(rename = "key")]
    pub amenity: Amenity,
    /// The number of its bit, 0..64.
    pub bit: u8,
    /// The Chinese label, as in the ledger's columns.
    pub zh: String,
    /// The English label.
    pub en: String,
    /// What offices call it in the headers of their files, beside key and Chinese label.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// The name of its icon.
    pub icon: String,
    /// Whether it is no longer offered in filters and forms.
    #[serde(default)]
    pub retired: bool,
}

/// An amenity as somebody gives it: without a bit, which the catalogue gives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GivenAmenity {
    /// Its key, which may be wrong.
    pub key: String,
    /// The Chinese label.
    pub zh: String,
    /// The English label; the Chinese one when it is left out.
    #[serde(default)]
    pub en: Option<String>,
    /// What offices call it in the headers of their files.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// The name of its icon; the key, when an icon is called so, or else [`OTHER_ICON`].
    #[serde(default)]
    pub icon: Option<String>,
    /// Whether it is no longer offered.
    #[serde(default)]
    pub retired: bool,
}

/// The icon of what has none of its own.
pub const OTHER_ICON: &str = "other";

/// What else the words of a catalogue must agree with.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The names of the icons that there are.
    pub icons: &'a [String],
    /// The header of the ledger's column that is called so in a file, if one is.
    pub column_called: fn(&str) -> Option<&'static str>,
}

/// The amenities of a district, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AmenityCatalogue {
    entries: Vec<CataloguedAmenity>,
    keys: Vec<Amenity>,
    bits: HashMap<Amenity, AmenityBit>,
}

impl AmenityCatalogue {
    /// A catalogue of entries that have their bits.
    ///
    /// # Errors
    /// What is wrong with them; words are compared among themselves only.
    pub fn new(entries: Vec<CataloguedAmenity>) -> Result<Self, Vec<CatalogueFault>> {
        let mut faults = word_faults(&entries, |_| None);
        let mut bits = HashMap::new();
        for entry in &entries {
            let is_taken = |bit: &AmenityBit| bits.values().any(|taken| taken == bit);
            match AmenityBit::new(entry.bit).filter(|bit| !is_taken(bit)) {
                Some(bit) => {
                    bits.insert(entry.amenity, bit);
                }
                None => faults.push(entry.fault(
                    "bit",
                    &entry.bit.to_string(),
                    Said::fixed("它是别的设施的，或大于 63", "it is another's, or more than 63"),
                    Said::fixed("每项设施各有一个 0 至 63 的数", "give each one of 0 to 63"),
                )),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let keys = entries.iter().map(|entry| entry.amenity).collect();
        Ok(Self { entries, keys, bits })
    }

    /// The catalogue that this one becomes when somebody gives a list: what is known keeps its bit,
    /// what is new gets the next one, and what is left out is retired and stands at the end.
    ///
    /// # Errors
    /// Everything that is wrong with the list, in its order.
    pub fn become_as(
        &self,
        given: Vec<GivenAmenity>,
        around: Surroundings<'_>,
    ) -> Result<Self, Vec<CatalogueFault>> {
        let mut faults = Vec::new();
        let mut entries = Vec::new();
        let mut next = self.entries.iter().map(|entry| usize::from(entry.bit) + 1).max();
        for given in given {
            let Ok(amenity) = given.key.parse::<Amenity>() else {
                faults.push(no_key(&given.key));
                continue;
            };
            let bit = self.bit_of(amenity).map(|bit| usize::from(bit.number()));
            let bit = bit.unwrap_or_else(|| {
                let new = next.unwrap_or(0);
                next = Some(new + 1);
                new
            });
            entries.push(given.with_bit(amenity, bit, around.icons));
        }
        let is_given = |old: &CataloguedAmenity| {
            entries.iter().any(|entry: &CataloguedAmenity| entry.amenity == old.amenity)
        };
        let left_out: Vec<_> = self.entries.iter().filter(|old| !is_given(old)).cloned().collect();
        entries.extend(left_out.into_iter().map(|old| CataloguedAmenity { retired: true, ..old }));
        faults.extend(word_faults(&entries, around.column_called));
        let without_icon = entries.iter().filter(|entry| !around.icons.contains(&entry.icon));
        faults.extend(without_icon.map(|entry| {
            entry.fault(
                "icon",
                &entry.icon,
                Said::fixed("没有这个图标", "there is no such icon"),
                Said::made(
                    format!("请在这些中选一个：{}", around.icons.join("、")),
                    format!("choose one of {}", around.icons.join(", ")),
                ),
            )
        }));
        if next.is_some_and(|next| next > AmenityBit::COUNT) {
            faults.push(too_many(next.unwrap_or_default()));
        }
        if faults.is_empty() { Self::new(entries) } else { Err(faults) }
    }

    /// Every amenity, retired ones included.
    pub fn all(&self) -> &[CataloguedAmenity] {
        &self.entries
    }

    /// Those that filters and forms offer.
    pub fn offered(&self) -> impl Iterator<Item = &CataloguedAmenity> {
        self.entries.iter().filter(|entry| !entry.retired)
    }

    /// The keys of all of them.
    pub fn keys(&self) -> &[Amenity] {
        &self.keys
    }

    /// What is known of an amenity; `None` when it is in no catalogue.
    pub fn get(&self, amenity: Amenity) -> Option<&CataloguedAmenity> {
        self.entries.iter().find(|entry| entry.amenity == amenity)
    }

    /// The amenity with this key.
    pub fn of_key(&self, key: &str) -> Option<Amenity> {
        self.keys.iter().find(|amenity| amenity.key() == key).copied()
    }

    /// The Chinese label; the key of what is in no catalogue.
    pub fn zh<'a>(&'a self, amenity: &'a Amenity) -> &'a str {
        self.get(*amenity).map_or(amenity.key(), |entry| &entry.zh)
    }

    /// The English label; the key of what is in no catalogue.
    pub fn en<'a>(&'a self, amenity: &'a Amenity) -> &'a str {
        self.get(*amenity).map_or(amenity.key(), |entry| &entry.en)
    }

    /// The bit of an amenity.
    pub fn bit_of(&self, amenity: Amenity) -> Option<AmenityBit> {
        self.bits.get(&amenity).copied()
    }

    /// The bits of some amenities. What is in no catalogue is in no set.
    pub fn set_of(&self, amenities: impl IntoIterator<Item = Amenity>) -> AmenitySet {
        amenities.into_iter().filter_map(|amenity| self.bit_of(amenity)).collect()
    }

    /// What a station provides, in the order in which amenities are shown.
    pub fn provided<'a>(
        &'a self,
        provisions: &'a Provisions,
    ) -> impl Iterator<Item = (Amenity, &'a Provision)> {
        let all = self.keys.iter();
        all.filter_map(|amenity| Some((*amenity, provisions.get(amenity)?)))
    }

    /// Those of them of which there is more to say than that they are there.
    pub fn detailed<'a>(
        &'a self,
        provisions: &'a Provisions,
    ) -> impl Iterator<Item = (Amenity, &'a Provision)> {
        // Most stations have none, and to see that is quicker than to put them in order.
        let any = provisions.values().any(Provision::is_detailed);
        let provided = any.then(|| self.provided(provisions));
        provided.into_iter().flatten().filter(|(_, provision)| provision.is_detailed())
    }

    /// The amenities of a set, in the order in which they are shown.
    pub fn in_order(&self, set: AmenitySet) -> impl Iterator<Item = Amenity> {
        let is_in =
            move |entry: &&CataloguedAmenity| set.bits().unbounded_shr(entry.bit.into()) & 1 == 1;
        self.entries.iter().filter(is_in).map(|entry| entry.amenity)
    }
}

impl CataloguedAmenity {
    /// What headers of files may call it.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let own = [self.amenity.key(), self.zh.as_str()];
        own.into_iter().chain(self.synonyms.iter().map(String::as_str))
    }
}

impl GivenAmenity {
    fn with_bit(self, amenity: Amenity, bit: usize, icons: &[String]) -> CataloguedAmenity {
        let zh = tidy(&self.zh);
        let named = icons.iter().find(|icon| *icon == amenity.key());
        let given = self.icon.filter(|icon| !icon.is_empty());
        let synonyms = self.synonyms.iter().map(|word| tidy(word)).filter(|word| !word.is_empty());
        CataloguedAmenity {
            amenity,
            // One that is too large is told of as too many.
            bit: u8::try_from(bit).unwrap_or(u8::MAX),
            en: self.en.map(|en| tidy(&en)).unwrap_or_else(|| zh.clone()),
            zh,
            synonyms: synonyms.collect(),
            icon: given.or_else(|| named.cloned()).unwrap_or_else(|| OTHER_ICON.to_owned()),
            retired: self.retired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(key: &str, zh: &str) -> GivenAmenity {
        let (key, zh) = (key.to_owned(), zh.to_owned());
        let en = Some(format!("The {key}"));
        GivenAmenity { key, zh, en, synonyms: Vec::new(), icon: None, retired: false }
    }

    fn become_as(
        before: &AmenityCatalogue,
        list: Vec<GivenAmenity>,
    ) -> Result<AmenityCatalogue, Vec<String>> {
        let icons = ["other".to_owned(), "aed".to_owned()];
        let column_called = |word: &str| (word == "编码").then_some("编码");
        let made = before.become_as(list, Surroundings { icons: &icons, column_called });
        let told = |fault: CatalogueFault| format!("{}: {}", fault.field, fault.problem.en);
        made.map_err(|faults| faults.into_iter().map(told).collect())
    }

    fn two() -> AmenityCatalogue {
        let list = vec![given("aed", "AED"), given("sofa", "沙发")];
        become_as(&AmenityCatalogue::default(), list).expect("a catalogue")
    }

    #[test]
    fn a_bit_stays_with_its_key_through_every_change() {
        let bits = |catalogue: &AmenityCatalogue| -> Vec<(String, u8, bool)> {
            let of = |each: &CataloguedAmenity| (each.amenity.to_string(), each.bit, each.retired);
            catalogue.all().iter().map(of).collect()
        };
        let of = |key: &str, bit, retired| (key.to_owned(), bit, retired);
        let first = two();
        assert_eq!(bits(&first), [of("aed", 0, false), of("sofa", 1, false)]);
        let more = vec![given("sofa", "长沙发"), given("tea", "茶"), given("aed", "AED")];
        let second = become_as(&first, more).expect("a catalogue");
        assert_eq!(
            bits(&second),
            [of("sofa", 1, false), of("tea", 2, false), of("aed", 0, false)],
            "in the order of the list"
        );
        let back = become_as(&second, vec![given("aed", "AED"), given("sofa", "沙发")]);
        let back = back.expect("a catalogue");
        assert_eq!(
            bits(&back),
            [of("aed", 0, false), of("sofa", 1, false), of("tea", 2, true)],
            "what is left out is retired"
        );
        let new = become_as(&back, vec![given("milk", "奶")]).expect("a catalogue");
        assert_eq!(new.bit_of("milk".parse().expect("a key")), AmenityBit::new(3));
        let set = back.set_of(["tea", "aed"].map(|key| key.parse().expect("a key")));
        assert_eq!(
            second.in_order(set).map(|each| each.to_string()).collect::<Vec<_>>(),
            ["tea", "aed"]
        );
    }

    #[test]
    fn what_is_wrong_with_a_list_is_told_at_its_place() {
        let with = |each: GivenAmenity| vec![given("aed", "AED"), given("sofa", "沙发"), each];
        let synonym =
            |word: &str| GivenAmenity { synonyms: vec![word.to_owned()], ..given("tea", "茶") };
        for (list, told) in [
            (with(given("sofa", "椅")), "sofa/key: this key is listed twice"),
            (with(given("Tea", "茶")), "Tea/key: it is no key"),
            (with(given("tea", " ")), "tea/zh: it has no letters"),
            (with(given("tea", &"茶".repeat(25))), "tea/zh: it is too long"),
            (with(given("tea", "沙 发")), "tea/zh: '沙发' is called so too"),
            (with(given("tea", "编码")), "tea/zh: '编码' is called so too"),
            (with(synonym("ＡＥＤ")), "tea/synonyms: 'AED' is called so too"),
            (with(synonym("sofa")), "tea/synonyms: '沙发' is called so too"),
            (
                with(GivenAmenity { en: Some("the aed".into()), ..given("tea", "茶") }),
                "tea/en: 'AED' is called so too",
            ),
            (
                with(GivenAmenity { icon: Some("cup".into()), ..given("tea", "茶") }),
                "tea/icon: there is no such icon",
            ),
        ] {
            assert_eq!(become_as(&two(), list).expect_err(told), [told]);
        }
    }

    #[test]
    fn there_are_at_most_64_and_retired_ones_count() {
        let many = |count: usize| -> Vec<GivenAmenity> {
            (0..count).map(|n| given(&format!("a{n}"), &format!("设施{n}"))).collect()
        };
        let full = become_as(&AmenityCatalogue::default(), many(64)).expect("64 are enough");
        let told = become_as(&full, vec![given("tea", "茶")]).expect_err("the 65th");
        assert_eq!(told, ["amenities: there are too many: at most 64, retired ones included"]);
        assert!(become_as(&AmenityCatalogue::default(), many(65)).is_err());
    }
}
