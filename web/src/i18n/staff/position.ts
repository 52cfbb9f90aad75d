// Where a station is: pasted, searched or put on the map.
import { byKey, texts } from "../index";

export const positionText = texts({
  zh: {
    title: "入口位置", unset: "还没有位置。粘贴坐标或链接、搜索地点，或在地图上点一下。",
    paste: "粘贴坐标、地图链接或 JSON", pasteHint: "经纬度、度分秒、高德／百度／腾讯／谷歌链接都可以",
    notFound: "没有认出坐标。百度的短链接和米制坐标请先在地图里打开，再复制经纬度。",
    found: "识别为", lonFirst: "经度在前", latFirst: "纬度在前",
    forms: byKey({ decimal: "十进制度", dms: "度分秒", json: "JSON", wkt: "WKT", amap: "高德链接", baidu: "百度链接", tencent: "腾讯链接", google: "谷歌链接", apple: "苹果地图链接", osm: "OSM 链接", geo: "geo 链接" }),
    datum: "坐标系", datums: byKey({ wgs84: "WGS-84（GPS、天地图）", gcj02: "GCJ-02（高德、腾讯）", bd09: "BD-09（百度）" }),
    sure: "来自原文", chooseDatum: "原文没有说明坐标系，选错会偏约五百米，请选择：",
    usePosition: "用这个位置", search: "搜索地点", searchNothing: "没有找到这个地点",
    map: "地图", centre: "放到地图中心", mapHint: "在地图上点一下放图钉；方向键移动地图",
    noMap: "这台设备画不出地图，坐标照样可以保存。",
    here: (area: string) => `位于${area}`, outside: "不在本区任何街道（地区）内，请核对", otherArea: (area: string, chosen: string) => `位于${area}，而所选街道是${chosen}`, useArea: (area: string) => `改为${area}`,
    near: "附近的驿站", nobodyNear: "1 公里内没有其他驿站", tooNear: (name: string, m: string) => `与“${name}”相距 ${m} 米，可能是同一个`,
    moved: (m: string) => `比原来移动 ${m} 米`, revert: "回到原位置", metres: (m: string) => `${m} 米`,
    lat: "纬度", lon: "经度", confirmOutside: "确认位置无误", mustChoose: "请先选定位置：新驿站没有默认位置",
  },
  en: {
    title: "Position of the door", unset: "No position yet. Paste one or a link, search for a place, or touch the map.",
    paste: "Paste a position, a map link or JSON", pasteHint: "Degrees, minutes and seconds, links of Amap, Baidu, Tencent, Google",
    notFound: "No position was recognised. Open short links in the map first and copy the degrees.",
    found: "Recognised", lonFirst: "longitude first", latFirst: "latitude first",
    forms: byKey({ decimal: "decimal degrees", dms: "degrees and minutes", json: "JSON", wkt: "WKT", amap: "Amap link", baidu: "Baidu link", tencent: "Tencent link", google: "Google link", apple: "Apple Maps link", osm: "OSM link", geo: "geo link" }),
    datum: "Datum", datums: byKey({ wgs84: "WGS-84 (GPS, Tianditu)", gcj02: "GCJ-02 (Amap, Tencent)", bd09: "BD-09 (Baidu)" }),
    sure: "from the text", chooseDatum: "The text does not tell the datum; the wrong one is half a kilometre off. Choose:",
    usePosition: "Use this position", search: "Search for a place", searchNothing: "No such place",
    map: "Map", centre: "Put it at the map's centre", mapHint: "Touch the map to put the pin; arrow keys move the map",
    noMap: "This device cannot draw the map; positions can be saved all the same.",
    here: (area: string) => `In ${area}`, outside: "In none of the district's areas: check it", otherArea: (area: string, chosen: string) => `In ${area}, but the area chosen is ${chosen}`, useArea: (area: string) => `Change to ${area}`,
    near: "Stations nearby", nobodyNear: "No other station within 1 km", tooNear: (name: string, m: string) => `${m} m from “${name}”: perhaps the same`,
    moved: (m: string) => `Moved by ${m} m`, revert: "Back to where it was", metres: (m: string) => `${m} m`,
    lat: "Latitude", lon: "Longitude", confirmOutside: "The position is right", mustChoose: "Choose a position: a new station has none by default",
  },
});
