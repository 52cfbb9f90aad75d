//! Links that open a place in a map's web page, each in the datum that the map takes.
//!
//! They work without a script, inside chats and on a desk. The web app has links of its own
//! that open the maps' apps (`web/src/handover`).

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::coordinates::Wgs84;
use crate::http::Language;

/// How we name ourselves to the maps, which ask for it.
const OURSELVES: &str = "yizhan";

/// Links to a place: what each is called, and its address.
pub(super) fn links(language: Language, name: &str, place: Wgs84) -> [(&'static str, String); 4] {
    let gcj02 = place.to_gcj02();
    let bd09 = gcj02.to_bd09();
    // A comma would end the name in the first map's list, and a bar in others'.
    let name = name.replace([',', '|', ';'], " ");
    let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    [
        (
            language.pick("高德地图", "Amap"),
            format!(
                "https://uri.amap.com/navigation?to={:.6},{:.6},{name}&mode=walk&src={OURSELVES}",
                gcj02.lon(),
                gcj02.lat()
            ),
        ),
        (
            language.pick("百度地图", "Baidu Maps"),
            format!(
                "https://api.map.baidu.com/marker?location={:.6},{:.6}&title={name}&content={name}\
                 &output=html&coord_type=bd09ll&src=webapp.{OURSELVES}.{OURSELVES}",
                bd09.lat(),
                bd09.lon()
            ),
        ),
        (
            language.pick("腾讯地图", "Tencent Maps"),
            format!(
                "https://apis.map.qq.com/uri/v1/routeplan?type=walk&to={name}\
                 &tocoord={:.6},{:.6}&coord_type=2&referer={OURSELVES}",
                gcj02.lat(),
                gcj02.lon()
            ),
        ),
        (
            language.pick("其他地图 App", "Another map app"),
            format!(
                "geo:{lat:.6},{lon:.6}?q={lat:.6},{lon:.6}({name})",
                lat = place.lat(),
                lon = place.lon()
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_map_gets_its_own_datum_and_a_name_that_cannot_break_out() {
        // By gcoord 1.0.7: 116.461363,39.910344 in GCJ-02 and 116.467973,39.915992 in BD-09.
        let place = Wgs84::new(116.4552, 39.909).expect("position");
        let links = links(Language::Zh, "国贸,\"驿站\"&x", place);
        let name = "%E5%9B%BD%E8%B4%B8%20%22%E9%A9%BF%E7%AB%99%22%26x";
        for (link, expected) in links.iter().zip([
            format!("to=116.461363,39.910344,{name}&"),
            format!("location=39.915992,116.467973&title={name}&"),
            format!("to={name}&tocoord=39.910344,116.461363&coord_type=2&"),
            format!("geo:39.909000,116.455200?q=39.909000,116.455200({name})"),
        ]) {
            assert!(link.1.contains(&expected), "{expected} is not in {}", link.1);
        }
    }
}
