//! The ledger's columns (台账): one table of every fact, its key, its Chinese header and how it
//! is written as text.
//!
//! The same table serves change logs, CSV, XLSX and GeoJSON, so that a fact reads the same
//! everywhere. Reading the text back is the work of `exchange`.

use std::fmt;

use serde::{Serialize, Serializer};

use super::amenity::{Amenity, Provision};
use super::amenity_catalogue::AmenityCatalogue;
use super::station::Station;
use super::status::Status;

macro_rules! columns {
    ($($variant:ident $key:literal $zh:literal;)+) => {
        /// A column that is not an amenity.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Column {
            $(#[doc = $zh] $variant,)+
        }

        impl Column {
            /// Every one, in the order of the ledger.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in files, URLs and answers.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The ledger's header.
            pub fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }
        }
    };
}

columns! {
    Code "code" "编码";
    Name "name" "名称";
    Aliases "aliases" "别名";
    Kind "kind" "类别";
    Area "area" "街道";
    Unit "unit" "管理单位";
    Address "address" "地址";
    Lon "lon" "入口经度";
    Lat "lat" "入口纬度";
    Builder "builder" "建设类型";
    Host "host" "共建单位";
    Hours "opening_hours" "开放时间";
    Access "access" "进入方式";
    FloorArea "floor_area_m2" "面积";
    Seats "seats" "座位";
    Serves "serves" "服务对象";
    Stars "stars" "星级";
    OpenedOn "opened_on" "启用日期";
    Phone "phone" "公开电话";
    Manager "manager" "管理员";
    ManagerPhone "manager_phone" "管理员电话";
    Status "status" "状态";
    ClosedReason "closed_reason" "停用原因";
    ClosedFrom "closed_from" "停用自";
    ClosedUntil "closed_until" "停用至";
    VerifiedOn "verified_on" "最近核验";
    Tags "tags" "标签";
    Note "note" "备注";
    Provenance "provenance" "数据来源";
    MergedInto "merged_into" "并入";
}

/// One fact of a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// A column of its own.
    Column(Column),
    /// One of the columns that say what is offered.
    Amenity(Amenity),
    /// The photos, which are no column: files of the ledger leave them alone.
    Photos,
}

impl Field {
    /// Every column, in the order of the ledger: the amenities stand behind the seats.
    pub fn all(amenities: impl IntoIterator<Item = Amenity>) -> impl Iterator<Item = Self> {
        let (head, tail) = Column::ALL.split_at(Column::Serves as usize);
        let column = |column: &Column| Self::Column(*column);
        head.iter()
            .map(column)
            .chain(amenities.into_iter().map(Self::Amenity))
            .chain(tail.iter().map(column))
    }

    /// Every fact that a change may be about.
    pub fn all_that_change(
        amenities: impl IntoIterator<Item = Amenity>,
    ) -> impl Iterator<Item = Self> {
        Self::all(amenities).chain([Self::Photos])
    }

    /// Those that lists for the public have a column for. Only retired stations, which no such
    /// list holds, are merged into another.
    pub fn public(amenities: impl IntoIterator<Item = Amenity>) -> impl Iterator<Item = Self> {
        Self::all(amenities)
            .filter(|field| !field.is_private() && *field != Self::Column(Column::MergedInto))
    }

    /// The word used in files, URLs and answers.
    pub fn key(&self) -> &str {
        match self {
            Self::Column(column) => column.key(),
            Self::Amenity(amenity) => amenity.key(),
            Self::Photos => "photos",
        }
    }

    /// The ledger's header.
    pub fn zh<'a>(&'a self, amenities: &'a AmenityCatalogue) -> &'a str {
        match self {
            Self::Column(column) => column.zh(),
            Self::Amenity(amenity) => amenities.zh(amenity),
            Self::Photos => "照片",
        }
    }

    /// Whether it may be shown to staff only.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Column(Column::Manager | Column::ManagerPhone | Column::Note))
    }

    /// The column with this key.
    pub fn from_key(key: &str, amenities: &AmenityCatalogue) -> Option<Self> {
        let column = Column::ALL.iter().find(|column| column.key() == key);
        let amenity = || amenities.of_key(key).map(Self::Amenity);
        column.map(|column| Self::Column(*column)).or_else(amenity)
    }

    /// The fact as text, with keys for words; empty when nothing is known.
    pub fn text(self, station: &Station) -> String {
        match self {
            Self::Column(column) => column_text(column, station),
            Self::Amenity(amenity) => {
                station.amenities.get(&amenity).map_or_else(String::new, provision_text)
            }
            Self::Photos => {
                let photos: Vec<String> = station.photos.iter().map(ToString::to_string).collect();
                photos.join(LIST_SEPARATOR)
            }
        }
    }
}

impl From<Column> for Field {
    fn from(column: Column) -> Self {
        Self::Column(column)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.key())
    }
}

/// What stands between the items of a list in one cell.
pub const LIST_SEPARATOR: &str = "|";

fn column_text(column: Column, station: &Station) -> String {
    let list = |items: Vec<&str>| items.join(LIST_SEPARATOR);
    let texts = |items: &[String]| items.join(LIST_SEPARATOR);
    let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        Column::Code => station.code.to_string(),
        Column::Name => station.name.clone(),
        Column::Aliases => texts(&station.aliases),
        Column::Kind => station.kind.key().to_owned(),
        Column::Area => station.area.to_string(),
        Column::Unit => maybe(&station.unit),
        Column::Address => station.address.clone(),
        Column::Lon => format!("{:.6}", station.position.lon()),
        Column::Lat => format!("{:.6}", station.position.lat()),
        Column::Builder => station.builder.map_or("", |builder| builder.key()).to_owned(),
        Column::Host => station.host.clone(),
        Column::Hours => shown(station.hours.as_ref()),
        Column::Access => list(station.access.iter().map(|access| access.key()).collect()),
        Column::FloorArea => shown(station.floor_area_m2),
        Column::Seats => shown(station.seats),
        Column::Serves => texts(&station.serves),
        Column::Stars => shown(station.stars),
        Column::OpenedOn => shown(station.opened_on),
        Column::Phone => maybe(&station.phone),
        Column::Manager => maybe(&station.manager),
        Column::ManagerPhone => maybe(&station.manager_phone),
        Column::VerifiedOn => shown(station.verified_on),
        Column::Tags => list(station.tags.iter().map(|tag| tag.key()).collect()),
        Column::Note => station.note.clone(),
        Column::Provenance => station.provenance.key().to_owned(),
        Column::MergedInto => shown(station.merged_into.as_ref()),
        Column::Status | Column::ClosedReason | Column::ClosedFrom | Column::ClosedUntil => {
            status_text(column, &station.status)
        }
    }
}

fn status_text(column: Column, status: &Status) -> String {
    match (column, status) {
        (Column::ClosedReason, Status::TemporarilyClosed { reason, .. }) => reason.clone(),
        (Column::ClosedFrom, Status::TemporarilyClosed { from, .. }) => shown(*from),
        (Column::ClosedUntil, Status::TemporarilyClosed { until, .. }) => shown(*until),
        (Column::Status, status) => status.key().to_owned(),
        _ => String::new(),
    }
}

/// `yes`, or its own hours, then `out_of_order`, the day and the reason while it does not work.
fn provision_text(provision: &Provision) -> String {
    let mut words = Vec::new();
    if let Some(hours) = &provision.hours {
        words.push(hours.to_string());
    }
    if let Some(broken) = &provision.out_of_order {
        words.push("out_of_order".to_owned());
        words.extend(broken.since.map(|day| day.to_string()));
        words.extend((!broken.reason.is_empty()).then(|| broken.reason.clone()));
    }
    if words.is_empty() { "yes".to_owned() } else { words.join(" ") }
}

fn shown<T: fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
