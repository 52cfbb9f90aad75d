// Writes src/ui/icons/places.json, the signs of places, from Maki and Temaki (both CC0):
// `npm run place-icons`. The file is committed, because the server is compiled with it.
import { readFileSync, writeFileSync } from "node:fs";

/** Which sign of which set each kind of place has. */
const SIGNS = {
  metro_station: "@mapbox/maki/rail-metro",
  mall: "@mapbox/maki/shop",
  office: "@rapideditor/temaki/briefcase",
  hospital: "@mapbox/maki/hospital",
  neighbourhood: "@mapbox/maki/residential-community",
  park: "@mapbox/maki/park",
  school: "@mapbox/maki/school",
  landmark: "@mapbox/maki/landmark",
  transport: "@mapbox/maki/rail",
  market: "@mapbox/maki/grocery",
  hotel: "@mapbox/maki/lodging",
  culture: "@mapbox/maki/theatre",
  sport: "@mapbox/maki/stadium",
  road_junction: "@rapideditor/temaki/junction",
};

const file = new URL("../src/ui/icons/places.json", import.meta.url);

/**
 * The one path of a sign, which is to be filled, on a field of 15 by 15.
 * @param {string} sign
 */
function pathOf(sign) {
  const [scope, set, name] = sign.split("/");
  const svg = readFileSync(new URL(`../node_modules/${scope}/${set}/icons/${name}.svg`, import.meta.url), "utf8");
  const paths = [...svg.matchAll(/<path[^>]*?\sd="([^"]+)"/g)].map(([, path]) => path);
  if (!svg.includes('viewBox="0 0 15 15"') || paths.length !== 1 || /fill-rule|transform/.test(svg)) {
    throw new Error(`${sign} is not one plain path on a field of 15 by 15: choose another sign`);
  }
  return paths[0].replace(/(?:&#x[AD9];|\s)+/g, " ").trim();
}

const signs = Object.entries(SIGNS).map(([kind, from]) => [kind, { from, d: pathOf(from) }]);
const text = `${JSON.stringify(Object.fromEntries(signs), null, 2)}\n`;

if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== text) {
    throw new Error("src/ui/icons/places.json is not what the packages give: npm run place-icons");
  }
} else {
  writeFileSync(file, text);
}
