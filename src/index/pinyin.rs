//! How the characters of names are read, for phones that search by themselves: they need no
//! dictionary of their own, only the readings of the few thousand characters that occur.

use std::collections::{BTreeMap, BTreeSet};

use ib_pinyin::pinyin::{PinyinData, PinyinNotation};

use super::snapshot::Snapshot;

impl Snapshot {
    /// Every reading of every character in the names and other names of listed stations and
    /// places: the reading without its tone, and the characters that are read so.
    pub fn readings(&self) -> BTreeMap<String, String> {
        let names = self.search.names().chain(self.places.names());
        let characters: BTreeSet<char> = names.flat_map(str::chars).collect();
        let dictionary = PinyinData::new(PinyinNotation::Ascii);
        let mut readings: BTreeMap<String, String> = BTreeMap::new();
        for character in characters {
            let spoken: BTreeSet<String> = dictionary
                .get_pinyins(character)
                .filter_map(|pinyin| pinyin.notation(PinyinNotation::Ascii).map(str::to_owned))
                .collect();
            for reading in spoken {
                readings.entry(reading).or_default().push(character);
            }
        }
        readings
    }
}
