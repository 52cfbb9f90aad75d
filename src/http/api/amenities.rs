//! `/api/v1/amenities`: the words of the filters, with labels and counts.

use serde_json::{Value, json};

use super::schema::WordsAnswer;
use crate::domain::access::Access;
use crate::domain::amenity::AmenityBit;
use crate::domain::amenity_catalogue::CataloguedAmenity;
use crate::domain::station::StationKind;
use crate::domain::travel_time::Mode;
use crate::http::error::HttpError;
use crate::http::reply::Reply;
use crate::http::site::Call;

/// Every amenity, way of access and kind of station, in the order in which they are shown,
/// with Chinese and English labels and the number of stations that have it (working ones, for
/// amenities).
#[utoipa::path(
    get,
    path = "/api/v1/amenities",
    tag = "district",
    operation_id = "list_amenities",
    responses(
        (status = 200, description = "The words.", body = WordsAnswer),
        (status = 304, description = "The answer that `If-None-Match` names still holds."),
    )
)]
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    let snapshot = call.snapshot();
    let (mut amenities, mut access, mut kinds) = (
        [0_u32; AmenityBit::COUNT],
        [0_u32; Access::ALL.len()],
        vec![0_u32; StationKind::ALL.len()],
    );
    for (_, row) in snapshot.rows().filter(|(_, row)| row.is_listed()) {
        for bit in row.working().iter() {
            amenities[usize::from(bit.number())] += 1;
        }
        for way in row.access().iter() {
            access[way as usize] += 1;
        }
        kinds[row.kind() as usize] += 1;
    }
    let word = |key: &str, zh: &str, en: &str, stations: u32| json!({ "key": key, "zh": zh, "en": en, "stations": stations });
    let amenity = |each: &CataloguedAmenity| {
        let stations = amenities[usize::from(each.bit)];
        json!({
            "key": each.amenity, "zh": each.zh, "en": each.en, "stations": stations,
            "icon": each.icon, "retired": each.retired,
        })
    };
    let amenities: Value = snapshot.amenities().all().iter().map(amenity).collect();
    let access: Value = Access::ALL
        .iter()
        .map(|each| word(each.key(), each.zh(), each.en(), access[*each as usize]))
        .collect();
    let kinds: Value = StationKind::ALL
        .iter()
        .map(|each| word(each.key(), each.zh(), kind_en(*each), kinds[*each as usize]))
        .collect();
    let modes: Value = Mode::ALL.iter().map(|mode| mode_word(*mode)).collect();
    let document =
        json!({ "amenities": amenities, "access": access, "kinds": kinds, "modes": modes });
    Ok(Reply::json(document.to_string().into_bytes()))
}

fn kind_en(kind: StationKind) -> &'static str {
    match kind {
        StationKind::UnionStation => "Union station",
        StationKind::WorkerHome => "Worker home",
    }
}

fn mode_word(mode: Mode) -> Value {
    let (zh, en) = match mode {
        Mode::Walk => ("步行", "On foot"),
        Mode::Ebike => ("电动自行车", "E-bike"),
    };
    json!({ "key": mode.key(), "zh": zh, "en": en, "speed_m_s": mode.speed_m_s() })
}
