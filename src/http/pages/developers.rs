//! `/developers`: how to use what is open here, a line for each tool.

use maud::{Markup, html};

use crate::http::error::HttpError;
use crate::http::ogc::{Base, document};
use crate::http::reply::Reply;
use crate::http::site::Call;

/// The page.
pub(in crate::http) fn answer(call: &Call<'_>) -> Result<Reply, HttpError> {
    call.query(&[])?;
    let base = Base::of(call);
    let title = call.language.pick("给开发者", "For developers");
    let snapshot = call.snapshot();
    let area = snapshot.areas().iter().next();
    let area = area.map(|area| area.code.to_string()).unwrap_or_default();
    let content = html! {
        p {
            (call.language.pick(
                "驿站数据对所有人开放，不需要密钥。位置为 WGS-84，除非另行指定。",
                "The stations' data are open to everybody, without a key. Positions are WGS-84 unless you ask otherwise.",
            ))
        }
        (one_liners(call, &base))
        (tiles(call, &base))
        (embed(call, &base, &area))
    };
    Ok(document(call, &base, title, &[], content).in_language(call.language))
}

fn recipe(title: &str, text: &str) -> Markup {
    html! { h2 { (title) } pre tabindex="0" { code { (text) } } }
}

fn one_liners(call: &Call<'_>, base: &Base) -> Markup {
    let pick = |zh, en| call.language.pick(zh, en);
    let nearest = base.site("/api/v1/stations/nearest");
    let centre = call.app().district.centre;
    let snapshot = call.snapshot();
    let station = snapshot.rows().find(|(_, row)| row.is_listed());
    let code = station.map_or("CODE", |(id, _)| snapshot.code(id));
    let ogc = base.ogc("");
    let qgis = match pick("zh", "en") {
        "zh" => format!(
            "图层 → 添加图层 → 添加 WFS / OGC API – Features 图层 → 新建：URL 填 {ogc}，版本选 OGC API – Features → 连接，选 stations"
        ),
        _ => format!(
            "Layer → Add Layer → Add WFS / OGC API – Features Layer → New: URL {ogc}, version OGC API – Features → Connect, pick stations"
        ),
    };
    let excel = match pick("zh", "en") {
        "zh" => format!(
            "数据 → 自网站 → {}（或直接下载 {}）",
            base.site("/feeds/stations.csv"),
            base.ogc("/collections/stations/items?f=xlsx")
        ),
        _ => format!(
            "Data → From Web → {} (or download {})",
            base.site("/feeds/stations.csv"),
            base.ogc("/collections/stations/items?f=xlsx")
        ),
    };
    html! {
        (recipe(pick("最近的驿站（curl）", "The nearest stations (curl)"), &format!(
            "curl '{nearest}?lat={}&lon={}&limit=5&open=arrival'", centre.lat(), centre.lon()
        )))
        p { a href="/api" { (pick("全部接口", "The whole API")) } " · " a href=(ogc) { "OGC API – Features" } }
        (recipe("QGIS", &qgis))
        (recipe("GDAL", &format!("ogr2ogr stations.gpkg OAPIF:{ogc} stations")))
        (recipe("CQL2", &format!(
            "curl -G '{}' --data-urlencode \"filter=a_contains(working,('toilet')) AND round_the_clock\"",
            base.ogc("/collections/stations/items")
        )))
        (recipe(pick("Excel 自网站", "Excel, from the web"), &excel))
        (recipe(pick("整份文件", "Everything as one file"), &[
            "stations.geojson", "stations.csv", "stations.fgb", "station_status.json", "changes.atom",
        ].map(|file| base.site(&format!("/feeds/{file}"))).join("\n")))
        (recipe(pick("驿站的图片：分享卡片、门牌（A4、A5）", "Pictures of a station: a card to share, a plaque for the door"), &[
            "card.png", "plaque.pdf", "plaque.pdf?size=a5", "plaque.svg",
        ].map(|file| base.site(&format!("/s/{code}/{file}"))).join("\n")))
        (recipe(pick("地图图片", "A map as a picture"), &[
            format!("?station={code}&size=640x400@2x"),
            format!("?center={:.4},{:.4}&zoom=14", centre.lon(), centre.lat()),
        ].map(|query| base.site(&format!("/static-map.png{query}"))).join("\n")))
    }
}

fn tiles(call: &Call<'_>, base: &Base) -> Markup {
    let pick = |zh, en| call.language.pick(zh, en);
    let style = base.site("/style.json");
    html! {
        (recipe(pick("地图（MapLibre）", "Maps (MapLibre)"), &format!(
            "new maplibregl.Map({{ container: \"map\", style: \"{style}\" }})"
        )))
        (recipe(
            pick("矢量瓦片，叠加在高德、腾讯底图上", "Vector tiles, over a base map in GCJ-02"),
            &base.site("/tiles/stations.json?datum=gcj02"),
        ))
    }
}

fn embed(call: &Call<'_>, base: &Base, area: &str) -> Markup {
    let pick = |zh, en| call.language.pick(zh, en);
    let address = format!("/embed?area={area}&limit=5");
    html! {
        (recipe(pick("放进自己的网页", "Inside a page of your own"), &format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"480\"></iframe>",
            base.site(&address), pick("工会驿站", "Service stations")
        )))
        p { (pick("或者：", "Or:")) }
        pre tabindex="0" { code {
            (format!(
                "<div data-yizhan data-area=\"{area}\" data-limit=\"5\"></div>\n<script src=\"{}\" async></script>",
                base.site("/embed.js")
            ))
        } }
        h2 { (pick("它看上去是这样", "What it looks like")) }
        iframe src=(address) title=(pick("工会驿站", "Service stations")) width="100%" height="480" {}
    }
}
