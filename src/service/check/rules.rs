//! The rules that look at one station at a time.

use chrono::NaiveDate;
use geo::{Closest, HaversineClosestPoint, Point};

use super::{Finding, Rule, STALE_AFTER_DAYS};
use crate::domain::area::{Area, Areas};
use crate::domain::coordinates::Wgs84;
use crate::domain::field::{Column, Field};
use crate::domain::said::Said;
use crate::domain::station::Station;
use crate::domain::status::Status;

fn finding(
    station: &Station,
    field: impl Into<Field>,
    rule: Rule,
    problem: Said,
    way_out: Said,
) -> Finding {
    Finding {
        code: station.code.clone(),
        name: station.name.clone(),
        field: field.into(),
        rule,
        problem,
        way_out,
    }
}

pub(super) fn place(station: &Station, areas: &Areas) -> Option<Finding> {
    let Some(named) = areas.get(&station.area) else {
        let area = &station.area;
        let problem = Said::made(format!("没有街道 {area}"), format!("there is no area {area}"));
        let way_out = Said::fixed("请填本区的一个街道或地区", "name one of the district's areas");
        return Some(finding(station, Column::Area, Rule::UnknownArea, problem, way_out));
    };
    let far = || match distance_m(station.position, named) {
        Some(distance_m) => (
            format!("离{} {distance_m:.0} 米", named.name),
            format!("{distance_m:.0} m from {}", named.name),
        ),
        None => (format!("在{}之外", named.name), format!("outside {}", named.name)),
    };
    match areas.at(station.position) {
        None => {
            let (zh, en) = far();
            let problem = Said::made(
                format!("不在本区任何街道内，{zh}"),
                format!("it lies in no area of the district, {en}"),
            );
            let way_out = Said::fixed(
                "请核对经纬度及其顺序和坐标系",
                "check longitude and latitude, their order and their datum",
            );
            Some(finding(station, Column::Lon, Rule::OutsideDistrict, problem, way_out))
        }
        Some(there) if there.code != named.code => {
            let is_rough = there.approximate || named.approximate;
            let roughly = if is_rough {
                ("（边界为大致范围）", " (the boundary is only roughly right)")
            } else {
                ("", "")
            };
            let (zh, en) = far();
            let problem = Said::made(
                format!("位于{}，{zh}{}", there.name, roughly.0),
                format!("it lies in {}, {en}{}", there.name, roughly.1),
            );
            let way_out = Said::made(
                format!("请核对位置，或把街道改为{}", there.name),
                format!("check its position, or name {} as its area", there.name),
            );
            Some(finding(station, Column::Area, Rule::WrongArea, problem, way_out))
        }
        Some(_) => None,
    }
}

pub(super) fn hours(station: &Station) -> Option<Finding> {
    let matters = station.hours.is_none() && station.status != Status::Planned;
    matters.then(|| {
        let problem = Said::fixed("没有登记开放时间", "nobody has said when it is open");
        let way_out = Said::fixed(
            "请向驿站询问后填写，例如 24/7 或 \"Mo-Fr 08:30-17:30; PH off\"",
            "ask the station, and write e.g. 24/7 or \"Mo-Fr 08:30-17:30; PH off\"",
        );
        finding(station, Column::Hours, Rule::MissingHours, problem, way_out)
    })
}

pub(super) fn amenities(station: &Station) -> Option<Finding> {
    let matters = station.amenities.is_empty() && station.status != Status::Planned;
    matters.then(|| {
        let problem = Said::fixed(
            "没有登记任何服务设施",
            "nobody has said what it offers: no amenity is filled in",
        );
        let way_out = Said::fixed("请填写服务设施各列", "fill in the columns of amenities");
        finding(station, Column::Seats, Rule::MissingAmenities, problem, way_out)
    })
}

pub(super) fn phones(station: &Station) -> Vec<Finding> {
    [(Column::Phone, &station.phone), (Column::ManagerPhone, &station.manager_phone)]
        .into_iter()
        .filter_map(|(column, phone)| {
            let phone = phone.as_deref().filter(|phone| !is_phone(phone))?;
            // A private number is not repeated: a check may be shown to more people.
            let shown = if column == Column::Phone { phone } else { "it" };
            let problem = Said::made(
                format!("{}不是常用的电话号码格式", shown.trim_start_matches("it")),
                format!("{shown} has no form of a telephone number here"),
            );
            let way_out = Said::fixed(
                "请写成例如 010-85551234、13800138000、400-123-4567 或 12351",
                "write e.g. 010-85551234, 13800138000, 400-123-4567 or 12351",
            );
            Some(finding(station, column, Rule::InvalidPhone, problem, way_out))
        })
        .collect()
}

pub(super) fn verification(station: &Station, today: NaiveDate) -> Option<Finding> {
    if station.status == Status::Planned {
        return None;
    }
    let problem = match station.verified_on {
        None => Said::fixed("从未核验", "nobody has ever verified it"),
        Some(day) => {
            let days = today.signed_duration_since(day).num_days();
            if days <= STALE_AFTER_DAYS {
                return None;
            }
            Said::made(
                format!("上次核验在 {days} 天前（{day}）"),
                format!("it was last verified {days} days ago, on {day}"),
            )
        }
    };
    let way_out = Said::fixed("请到现场核验并填写日期", "go and look, and write the day");
    Some(finding(station, Column::VerifiedOn, Rule::StaleVerification, problem, way_out))
}

pub(super) fn photos(station: &Station) -> Option<Finding> {
    if !station.photos.is_empty() || station.status == Status::Planned {
        return None;
    }
    let problem = Said::fixed("没有照片", "it has no photo");
    let way_out = Said::fixed(
        "请拍一张门口的照片，在控制台上传",
        "take one of the entrance, and upload it in the console",
    );
    Some(finding(station, Field::Photos, Rule::PhotoLess, problem, way_out))
}

/// From a position to the nearest edge of an area, metres.
fn distance_m(position: Wgs84, area: &Area) -> Option<f64> {
    let point = Point::new(position.lon(), position.lat());
    match area.boundary.haversine_closest_point(&point) {
        Closest::Intersection(nearest) | Closest::SinglePoint(nearest) => {
            Wgs84::new(nearest.x(), nearest.y()).ok().map(|nearest| position.geodesic_m(nearest))
        }
        Closest::Indeterminate => None,
    }
}

/// Whether a text has a form of telephone number that is in use in China: mobile, landline
/// with its area code or without, 400 and 800, and the short numbers of services.
fn is_phone(text: &str) -> bool {
    let (number, _extension) = text.split_once('转').unwrap_or((text, ""));
    let several: Vec<_> = number.split(['/', '、', ';', '；', ',', '，']).collect();
    several.into_iter().all(|number| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let national = digits.strip_prefix("0086").unwrap_or(&digits);
        let national = if number.trim().starts_with("+86") {
            national.strip_prefix("86").unwrap_or(national)
        } else {
            national
        };
        match national.len() {
            3 | 5 => national.starts_with('1') || national.starts_with('9'),
            6 => national.starts_with('9'),
            7 | 8 => !national.starts_with(['0', '1']),
            10 => national.starts_with(['4', '8', '1', '2']),
            11 => national.starts_with(['1', '0', '2']),
            12 => national.starts_with('0'),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_known_by_their_form() {
        for valid in [
            "010-85551234",
            "13800138000",
            "+86 10 8555 1234",
            "400-123-4567",
            "12351",
            "85551234",
            "010-85551234转802",
            "13800138000、010-85551234",
            "95566",
            "0315-8555123",
        ] {
            assert!(is_phone(valid), "{valid}");
        }
        for invalid in ["1234", "23800138000000", "010", "", "99"] {
            assert!(!is_phone(invalid), "{invalid}");
        }
    }
}
