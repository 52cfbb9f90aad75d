//! What keeps a list of amenities from being a catalogue, told at its place.

use std::collections::HashMap;

use super::CataloguedAmenity;
use crate::domain::said::Said;
use crate::domain::text::search_key;

/// The longest label or synonym, characters.
pub const MAX_LABEL_CHARS: usize = 24;

/// The most synonyms of one amenity.
pub const MAX_SYNONYMS: usize = 24;

/// One thing that keeps a list from being a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFault {
    /// What it is about: the key, and after a slash the member.
    pub field: String,
    /// What was given.
    pub value: String,
    /// What is wrong.
    pub problem: Said,
    /// What to do.
    pub way_out: Said,
}

impl CataloguedAmenity {
    pub(super) fn fault(
        &self,
        member: &str,
        value: &str,
        problem: Said,
        way_out: Said,
    ) -> CatalogueFault {
        let field = format!("{}/{member}", self.amenity);
        CatalogueFault { field, value: value.chars().take(80).collect(), problem, way_out }
    }
}

pub(super) fn no_key(given: &str) -> CatalogueFault {
    let key: String = given.chars().take(80).collect();
    CatalogueFault {
        field: format!("{key}/key"),
        value: key,
        problem: Said::fixed("不能用作代号", "it is no key"),
        way_out: Said::fixed(
            "请用 1 至 32 个小写字母、数字和下划线，以字母开头，例如 sewing_kit",
            "write 1 to 32 of a to z, 0 to 9 and _, a letter first, e.g. sewing_kit",
        ),
    }
}

pub(super) fn too_many(count: usize) -> CatalogueFault {
    CatalogueFault {
        field: "amenities".to_owned(),
        value: count.to_string(),
        problem: Said::fixed(
            "设施太多：连同已停用的最多 64 项",
            "there are too many: at most 64, retired ones included",
        ),
        way_out: Said::fixed(
            "请改用已停用的一项，或不再新增",
            "use one that was retired, or add none",
        ),
    }
}

/// What is wrong with the words of a list: empty, too long, or the same as another's.
pub(super) fn word_faults(
    entries: &[CataloguedAmenity],
    column_called: impl Fn(&str) -> Option<&'static str>,
) -> Vec<CatalogueFault> {
    let mut faults = Vec::new();
    let mut owners: HashMap<String, &CataloguedAmenity> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if entries.iter().take(at).any(|before| before.amenity == entry.amenity) {
            faults.push(entry.fault(
                "key",
                entry.amenity.key(),
                Said::fixed("这个代号列了两次", "this key is listed twice"),
                Said::fixed("每项设施只列一次", "list each amenity once"),
            ));
            continue;
        }
        faults.extend(shape_faults(entry));
        let members = ["key", "zh"].into_iter().chain(std::iter::repeat("synonyms"));
        for (member, word) in members.zip(entry.words()).filter(|(_, word)| !word.is_empty()) {
            let whose = match owners.insert(search_key(word), entry) {
                Some(other) if other.amenity != entry.amenity => Some(other.zh.as_str()),
                _ => column_called(word),
            };
            faults.extend(whose.map(|whose| same_word(entry, member, word, whose)));
        }
        let same_en = |before: &&CataloguedAmenity| search_key(&before.en) == search_key(&entry.en);
        if let Some(before) = entries.iter().take(at).find(same_en) {
            faults.push(same_word(entry, "en", &entry.en, &before.zh));
        }
    }
    faults
}

fn same_word(entry: &CataloguedAmenity, member: &str, word: &str, whose: &str) -> CatalogueFault {
    entry.fault(
        member,
        word,
        Said::made(format!("“{whose}”也叫这个"), format!("'{whose}' is called so too")),
        Said::fixed(
            "请换一个词，导入时才分得清各列",
            "choose another word: columns of files are told apart by them",
        ),
    )
}

/// What is wrong with the labels and synonyms of one entry by themselves.
fn shape_faults(entry: &CataloguedAmenity) -> Vec<CatalogueFault> {
    let mut faults = Vec::new();
    let labels = [("zh", entry.zh.as_str()), ("en", entry.en.as_str())];
    let synonyms = entry.synonyms.iter().map(|word| ("synonyms", word.as_str()));
    for (member, word) in labels.into_iter().chain(synonyms) {
        let problem = if search_key(word).is_empty() {
            Said::fixed("没有字", "it has no letters")
        } else if word.chars().count() > MAX_LABEL_CHARS {
            Said::fixed("太长", "it is too long")
        } else {
            continue;
        };
        let way_out = Said::made(
            format!("请写 1 至 {MAX_LABEL_CHARS} 个字"),
            format!("write 1 to {MAX_LABEL_CHARS} characters"),
        );
        faults.push(entry.fault(member, word, problem, way_out));
    }
    if entry.synonyms.len() > MAX_SYNONYMS {
        faults.push(entry.fault(
            "synonyms",
            &entry.synonyms.len().to_string(),
            Said::fixed("太多", "there are too many"),
            Said::made(format!("最多 {MAX_SYNONYMS} 个"), format!("give at most {MAX_SYNONYMS}")),
        ));
    }
    faults
}
