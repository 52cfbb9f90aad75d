//! What stands on the pictures of a station, in words: its public facts as they hold tomorrow.

use crate::domain::amenity::Amenity;
use crate::domain::coordinates::{Datum, Wgs84};
use crate::domain::station::{Provenance, StationKind};
use crate::domain::status::Status;
use crate::http::Language;
use crate::http::api;
use crate::http::api::schema::{FullStation, StationDetail};
use crate::http::error::HttpError;
use crate::http::pages::{hours as dates, site_name, station::path};
use crate::http::site::Call;
use crate::index::{RowId, Snapshot};
use crate::pictures::card::Card;
use crate::pictures::plaque::Plaque;
use crate::pictures::{Facts, Offer};

use super::hours;
use super::trouble::PictureTrouble;

/// A station that has pictures, and everything public about it.
pub(super) struct Pictured<'a> {
    snapshot: &'a Snapshot,
    id: RowId,
    pub(super) station: FullStation,
}

impl<'a> Pictured<'a> {
    /// Reads a station. One that is gone for good has no pictures any more.
    pub(super) fn read(
        call: &Call<'_>,
        snapshot: &'a Snapshot,
        id: RowId,
    ) -> Result<Self, HttpError> {
        let document = api::station::document(call, snapshot, id, Datum::Wgs84);
        let detail: StationDetail =
            serde_json::from_slice(&document).map_err(|_defect| HttpError::Internal)?;
        let station = detail.station;
        if station.status == Status::Retired.key() {
            return Err(PictureTrouble::Retired { code: station.code }.into());
        }
        Ok(Self { snapshot, id, station })
    }

    /// What its card tells, in a language.
    pub(super) fn card(&self, call: &Call<'_>) -> Card {
        let notices = [sample(call.language, &self.station), closed(call.language, &self.station)];
        let notices: Vec<String> = notices.into_iter().flatten().collect();
        let notice = (!notices.is_empty()).then(|| notices.join(" · "));
        let pick = |zh, en| call.language.pick(zh, en).to_owned();
        Card {
            facts: Facts { notice, ..self.facts(call, call.language) },
            link: self.link(call),
            map: None,
            invitation: [
                pick("长按识别或扫码", "Scan for more"),
                pick("现在开没开 · 怎么走", "Open now? · the way there"),
            ],
        }
    }

    /// What its plaque tells: Chinese, with English where strangers need it.
    pub(super) fn plaque(&self, call: &Call<'_>) -> Result<Plaque, HttpError> {
        let link = self.link(call).ok_or(PictureTrouble::NoAddress)?;
        let both = |zh: &str, en: &str| [zh.to_owned(), en.to_owned()];
        let kind = match StationKind::from_word(&self.station.kind) {
            Some(StationKind::WorkerHome) => both(StationKind::WorkerHome.zh(), "HOME FOR WORKERS"),
            _ => both(StationKind::UnionStation.zh(), "UNION SERVICE STATION"),
        };
        let is_sample = self.station.provenance == Provenance::Synthetic.key();
        let notice =
            is_sample.then(|| "示例数据，请勿张贴 · A sample: do not put it up".to_owned());
        let publisher = call.app().district.publisher.as_ref();
        let hotline = publisher.and_then(|publisher| publisher.hotline.as_ref());
        Ok(Plaque {
            facts: Facts { notice, ..self.facts(call, Language::Zh) },
            kind,
            hours_title: both("开放时间", "Opening hours"),
            offers_title: both("这里有", "What is here"),
            link,
            map: None,
            invitation: both(
                "扫码看现在开没开",
                "Scan: open now? the way here; tell us what is wrong",
            ),
            promise: "怎么走 · 有什么 · 有问题请告诉我们".to_owned(),
            code_title: "驿站编码".to_owned(),
            hotline: hotline.map(|number| format!("工会服务热线 {number}")),
            publisher: publisher.map(|publisher| publisher.name.zh.clone()),
        })
    }

    /// Where it is.
    pub(super) fn position(&self) -> Wgs84 {
        self.snapshot.row(self.id).position()
    }

    /// The full address of its page.
    fn link(&self, call: &Call<'_>) -> Option<String> {
        call.public_url().map(|url| url.of(&path(&self.station.code)))
    }

    fn facts(&self, call: &Call<'_>, language: Language) -> Facts {
        let station = &self.station;
        let schedule = self.snapshot.schedule_of(self.snapshot.row(self.id));
        let (context, today) = (self.snapshot.hours(), self.snapshot.first_day());
        let parts = [station.address.as_str(), station.area_name.as_str()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let offer = |amenity: &Amenity| {
            let entry = self.snapshot.amenities().get(*amenity)?;
            Some(Offer {
                icon: entry.icon.clone(),
                label: language.pick(&entry.zh, &entry.en).to_owned(),
                second: language.pick(&entry.en, &entry.zh).to_owned(),
            })
        };
        Facts {
            site: site_name(&Call { language, ..*call }),
            name: station.name.clone(),
            code: station.code.clone(),
            place: parts.collect::<Vec<_>>().join(" · "),
            hours: hours::lines(language, schedule, context, today),
            offers: station.amenities.iter().filter_map(offer).collect(),
            notice: None,
            colour: call.app().district.colours.theme.as_str().to_owned(),
        }
    }
}

fn sample(language: Language, station: &FullStation) -> Option<String> {
    let is_sample = station.provenance == Provenance::Synthetic.key();
    is_sample
        .then(|| language.pick("示例数据，并非真实地点", "Sample data: no real place").to_owned())
}

fn closed(language: Language, station: &FullStation) -> Option<String> {
    if station.status == Status::Planned.key() {
        return Some(language.pick("筹建中，尚未开放", "Planned, not open yet").to_owned());
    }
    let closed = station.closed.as_ref()?;
    let word = match (closed.from, language) {
        (None, _) => language.pick("暂停开放", "Temporarily closed").to_owned(),
        (Some(from), Language::Zh) => format!("{}起暂停开放", dates::date(language, from)),
        (Some(from), Language::En) => format!("Closed from {}", dates::date(language, from)),
    };
    Some(match closed.until {
        Some(last) => {
            let until = language.pick("，最后一天 ", ", last day ");
            format!("{word}{until}{}", dates::date(language, last))
        }
        None => word,
    })
}
