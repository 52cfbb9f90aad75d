import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { transform, BD09, GCJ02, WGS84 } from "gcoord";
import { toWgs84 } from "./datums";
import { recognise } from "./recognise";

const NEAR = { lat: 39.95, lon: 116.48 };

/** What is pasted, and what it is: longitude, latitude, form, order, datum, whether that is sure. */
const CASES: [string, number, number, string, string, string | undefined, boolean][] = [
  ["116.448538,39.908239", 116.448538, 39.908239, "decimal", "lon_lat", undefined, false],
  ["39.908239, 116.448538", 116.448538, 39.908239, "decimal", "lat_lon", undefined, false],
  ["１１６.４４８５，３９.９０８２", 116.4485, 39.9082, "decimal", "lon_lat", undefined, false],
  ["116.448538\t39.908239", 116.448538, 39.908239, "decimal", "lon_lat", undefined, false],
  ["经度116.448538 纬度39.908239", 116.448538, 39.908239, "decimal", "lon_lat", undefined, false],
  ["纬度：39.9082，经度：116.4485", 116.4485, 39.9082, "json", "lat_lon", undefined, false],
  ["高德坐标 116.448538,39.908239", 116.448538, 39.908239, "decimal", "lon_lat", "gcj02", true],
  ["百度：116.4612,39.9155", 116.4612, 39.9155, "decimal", "lon_lat", "bd09", true],
  ["GPS 39.9082 116.4485", 116.4485, 39.9082, "decimal", "lat_lon", "wgs84", true],
  ["建国门外大街73号 116.4485,39.9082", 116.4485, 39.9082, "decimal", "lon_lat", undefined, false],
  ["39°54′29.7″N 116°26′54.7″E", 116.448528, 39.908250, "dms", "lat_lon", undefined, false],
  ["北纬39度54分29.7秒，东经116度26分54.7秒", 116.448528, 39.908250, "dms", "lat_lon", undefined, false],
  ["E116°26'54.7\" N39°54'29.7\"", 116.448528, 39.908250, "dms", "lon_lat", undefined, false],
  ["39°54.495′N, 116°26.912′E", 116.448533, 39.908250, "dms", "lat_lon", undefined, false],
  ["https://uri.amap.com/marker?position=116.4546,39.9096&name=x", 116.4546, 39.9096, "amap", "lon_lat", "gcj02", true],
  ["https://uri.amap.com/navigation?to=116.4546,39.9096,%E9%A9%BF%E7%AB%99&mode=walk", 116.4546, 39.9096, "amap", "lon_lat", "gcj02", true],
  ["https://uri.amap.com/marker?position=116.4485,39.9082&coordinate=wgs84", 116.4485, 39.9082, "amap", "lon_lat", "wgs84", true],
  ["我在这里：https://wb.amap.com/?p=B000A83M61,39.9096,116.4546,%E5%BB%BA%E5%A4%96 快来", 116.4546, 39.9096, "amap", "lat_lon", "gcj02", true],
  ["amapuri://route/plan/?dlat=39.9096&dlon=116.4546&dev=0&t=3", 116.4546, 39.9096, "amap", "lat_lon", "gcj02", true],
  ["androidamap://navi?lat=39.9082&lon=116.4485&dev=1", 116.4485, 39.9082, "amap", "lat_lon", "wgs84", true],
  ["https://api.map.baidu.com/marker?location=39.9155,116.4612&title=x&output=html", 116.4612, 39.9155, "baidu", "lat_lon", "bd09", true],
  ["http://api.map.baidu.com/direction?destination=latlng:39.9096,116.4546|name:a&coord_type=gcj02", 116.4546, 39.9096, "baidu", "lat_lon", "gcj02", true],
  ["https://apis.map.qq.com/uri/v1/marker?marker=coord:39.9096,116.4546;title:a", 116.4546, 39.9096, "tencent", "lat_lon", "gcj02", true],
  ["https://apis.map.qq.com/uri/v1/routeplan?type=walk&tocoord=39.9082,116.4485&coord_type=1", 116.4485, 39.9082, "tencent", "lat_lon", "wgs84", true],
  ["https://www.google.com/maps/place/x/@39.90,116.44,17z/data=!3d39.9096!4d116.4546", 116.4546, 39.9096, "google", "lat_lon", undefined, false],
  ["https://www.google.com/maps/@39.9082,116.4485,17z", 116.4485, 39.9082, "google", "lat_lon", undefined, false],
  ["https://maps.apple.com/?ll=39.9082,116.4485&q=x", 116.4485, 39.9082, "apple", "lat_lon", undefined, false],
  ["https://www.openstreetmap.org/#map=17/39.9082/116.4485", 116.4485, 39.9082, "osm", "lat_lon", "wgs84", true],
  ["geo:39.9082,116.4485?z=17", 116.4485, 39.9082, "geo", "lat_lon", "wgs84", true],
  ['{"lng": 116.4485, "lat": 39.9082}', 116.4485, 39.9082, "json", "lon_lat", undefined, false],
  ['{"latitude":"39.9082","longitude":"116.4485","coord":"bd09ll"}', 116.4485, 39.9082, "json", "lat_lon", "bd09", true],
  ['"location":"116.4546,39.9096"', 116.4546, 39.9096, "json", "lon_lat", "gcj02", false],
  ['{"type":"Point","coordinates":[116.4485,39.9082]}', 116.4485, 39.9082, "json", "lon_lat", "wgs84", false],
  ["POINT(116.4485 39.9082)", 116.4485, 39.9082, "wkt", "lon_lat", "wgs84", false],
];

test.each(CASES)("%s", (text, lon, lat, form, order, datum, sure) => {
  const found = recognise(text, NEAR);
  expect(found).toMatchObject({ form, order, datum, sure });
  expect(found?.lon).toBeCloseTo(lon, 5);
  expect(found?.lat).toBeCloseTo(lat, 5);
});

test.each(["", "建国门外大街73号", "2026-11-21 10:30", "12351", "116.4", "1.23 4.56 7.89", "https://example.org/?a=1", "200.123,95.456"])(
  "there is no position in: %s",
  (text) => {
    expect(recognise(text, NEAR)).toBeUndefined();
  },
);

const inChina = fc.record({
  lon: fc.double({ min: 100, max: 120, noNaN: true }),
  lat: fc.double({ min: 22, max: 45, noNaN: true }),
});

describe("whatever datum it is written in, the place is the same", () => {
  test("as another library shifts it", () => {
    fc.assert(
      fc.property(inChina, ({ lon, lat }) => {
        for (const [datum, target] of [["gcj02", GCJ02], ["bd09", BD09]] as const) {
          const [x, y] = transform([lon, lat], WGS84, target);
          const back = toWgs84({ lon: x, lat: y }, datum);
          expect(back.lon).toBeCloseTo(lon, 5);
          expect(back.lat).toBeCloseTo(lat, 5);
        }
      }),
    );
  });

  test("two decimal numbers are told apart wherever the district is in China", () => {
    fc.assert(
      fc.property(inChina, fc.boolean(), ({ lon, lat }, lonFirst) => {
        const [x, y] = [lon.toFixed(6), lat.toFixed(6)];
        const found = recognise(lonFirst ? `${x},${y}` : `${y} ${x}`, { lon: lon + 0.05, lat: lat - 0.05 });
        expect(found?.lon).toBeCloseTo(lon, 5);
        expect(found?.order).toBe(lonFirst ? "lon_lat" : "lat_lon");
      }),
    );
  });
});
