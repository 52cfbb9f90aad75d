//! Lists of the words of a set, made ahead.
//!
//! A set has a bit for each word. Words whose bits stand side by side, and that are shown side by
//! side, are taken a few at a time: of these every list that can be is there, so that a set of
//! eighteen words is written in three pieces, which every answer uses and the processor has at
//! hand.

use crate::domain::access::Access;
use crate::domain::amenity_catalogue::AmenityCatalogue;

/// Words that are taken at a time: 64 lists.
const TOGETHER: usize = 6;

/// Writes the words of sets as lists of JSON.
#[derive(Debug)]
pub(super) struct WordLists(Box<[Group]>);

/// Words whose bits stand side by side.
#[derive(Debug)]
struct Group {
    first_bit: u32,
    /// By the bits from the first one on: the words in quotation marks, each with a comma.
    lists: Box<[Box<str>]>,
}

impl WordLists {
    /// Of what stations may offer.
    pub(super) fn of_amenities(catalogue: &AmenityCatalogue) -> Self {
        let words = catalogue.all().iter();
        Self::new(words.map(|entry| (u32::from(entry.bit), entry.amenity.key())))
    }

    /// Of the ways of getting in.
    pub(super) fn of_access() -> Self {
        Self::new(Access::ALL.iter().map(|access| (*access as u32, access.key())))
    }

    /// Of words with their bits, in the order in which they are shown. The words hold nothing that
    /// JSON would escape.
    fn new<'w>(words: impl Iterator<Item = (u32, &'w str)>) -> Self {
        let mut groups: Vec<(u32, Vec<&str>)> = Vec::new();
        for (bit, word) in words {
            match groups.last_mut() {
                Some((first, group))
                    if group.len() < TOGETHER && *first + group.len() as u32 == bit =>
                {
                    group.push(word);
                }
                _ => groups.push((bit, vec![word])),
            }
        }
        Self(groups.into_iter().map(|(first_bit, words)| Group::new(first_bit, &words)).collect())
    }

    /// Appends the words of a set with commas between them, without the brackets.
    pub(super) fn write(&self, bits: u64, out: &mut Vec<u8>) {
        if bits == 0 {
            return;
        }
        let empty = out.len();
        for group in &self.0 {
            let which = (bits >> group.first_bit) as usize & (group.lists.len() - 1);
            out.extend_from_slice(group.lists[which].as_bytes());
        }
        if out.len() > empty {
            out.pop();
        }
    }
}

impl Group {
    fn new(first_bit: u32, words: &[&str]) -> Self {
        let list = |bits: usize| {
            let chosen = words.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
            chosen.map(|(_, word)| format!("\"{word}\",")).collect::<String>().into()
        };
        Self { first_bit, lists: (0..1_usize << words.len()).map(list).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_written_in_the_order_in_which_words_are_shown() {
        // Bits in disorder, with gaps, and more side by side than are taken at a time.
        let words: Vec<(u32, String)> =
            [9, 3, 4, 5, 40, 0].into_iter().chain(10..25).map(|b| (b, format!("w{b}"))).collect();
        let lists = WordLists::new(words.iter().map(|(bit, word)| (*bit, word.as_str())));
        let mut bits = 1_u64;
        for _ in 0..2_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            for bits in [bits, bits & bits >> 7, 0, 1 << 40, u64::MAX] {
                let expected: Vec<String> = words
                    .iter()
                    .filter(|(bit, _)| bits >> bit & 1 == 1)
                    .map(|(_, word)| format!("\"{word}\""))
                    .collect();
                let mut out = Vec::new();
                lists.write(bits, &mut out);
                assert_eq!(String::from_utf8(out).expect("utf-8"), expected.join(","), "{bits:b}");
            }
        }
    }
}
