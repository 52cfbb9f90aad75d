//! Enumerations whose values have a word each, in files, addresses, answers and the store.

/// Such an enumeration: its values with their words and what they mean.
macro_rules! keyed {
    ($(#[$docs:meta])* $name:ident { $($variant:ident $key:literal $meaning:literal;)+ }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = $meaning] #[serde(rename = $key)] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files, addresses, answers and the store.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The value with this key.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.key() == key)
            }
        }
    };
}

pub(super) use keyed;
