// The whole style, checked by the rules of its own specification: no browser is needed.
import { createExpression, validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, test } from "vitest";
import { LAYERS, inOrder } from "../../src/map/layer_order";
import { credit } from "../../src/map/ground";
import type { Basemap, Look } from "../../src/map/ground";
import { CLUSTER_PICTURE, styleOf } from "../../src/map/overlay";
import type { Palette } from "../../src/map/palette";
import { stationFeatures, stationsOf, stationsOfTheServer, stationsOnThePhone } from "../../src/map/station_source";
import { KINDS, STATES, symbolOf } from "../../src/map/symbols";

const ORIGIN = "https://yizhan.example";
const PALETTE: Palette = {
  text: "#000001", "text-2": "#000002", surface: "#000003", ground: "#000004", line: "#000005",
  accent: "#000006", open: "#000007", unsure: "#000008", "text-3": "#000009", shut: "#00000a", own: "#00000b",
};
const NONE: Basemap = { kind: "none" };
const FILE: Basemap = { kind: "pmtiles", url: "/basemap.pmtiles", datum: "wgs84", attribution: "© OSM" };
const TILES = {
  kind: "xyz",
  layers: [["https://t0.example/v/{z}/{x}/{y}", "https://t1.example/v/{z}/{x}/{y}"], ["https://t0.example/c/{z}/{x}/{y}"]],
  datum: "gcj02",
  max_zoom: 17,
  attribution: "© 天地图",
  review_number: "GS(2024)0650",
} satisfies Basemap;

function style(basemap: Basemap, look: Partial<Look> = {}) {
  return styleOf(basemap, stationsOnThePhone, { palette: PALETTE, theme: "light", lang: "zh", ...look }, ORIGIN);
}

describe.each([["no base map", NONE], ["a file", FILE], ["tiles of a service", TILES]] as const)(
  "the map over %s",
  (_name, basemap) => {
    test.each([["light", "zh"], ["dark", "en"]] as const)("is valid in %s and %s", (theme, lang) => {
      expect(validateStyleMin(style(basemap, { theme, lang }))).toEqual([]);
    });

    test("asks nobody for glyphs or pictures, and only configured hosts for tiles", () => {
      const made = style(basemap);
      expect(made).not.toHaveProperty("glyphs");
      expect(made).not.toHaveProperty("sprite");
      const hosts = new Set([...JSON.stringify(made).matchAll(/https?:\/\/([^/"]+)/g)].map(([, host]) => host));
      const allowed = { none: [], pmtiles: ["yizhan.example"], xyz: ["t0.example", "t1.example"] };
      expect([...hosts].sort()).toEqual(allowed[basemap.kind]);
    });

    test("draws all stations above all ground, and the one that is selected above them", () => {
      const ids = style(basemap).layers.map(({ id }) => id);
      const ours = ids.filter((id) => (LAYERS as readonly string[]).includes(id));
      expect(ids.slice(-ours.length)).toEqual(ours);
      expect(ours.slice(-4)).toEqual(["stations", "destination", "selected", "own-position"]);
    });

    test("draws every word with the phone's own fonts", () => {
      for (const layer of style(basemap).layers) {
        if (layer.type !== "symbol" || layer.layout?.["text-field"] === undefined) continue;
        expect(layer.layout["text-font"], layer.id).toContain("system-ui");
      }
    });
  },
);

describe("what is on the map", () => {
  const ids = (basemap: Basemap) => style(basemap).layers.map(({ id }) => id);

  test("without a base map areas have names, over one they have only limits", () => {
    expect(ids(NONE)).toContain("areas-name");
    expect(ids(FILE)).not.toContain("areas-name");
    expect(ids(FILE)).toContain("areas-line");
  });

  test("names of the ground are in the language that was chosen", () => {
    for (const [lang, first] of [["zh", "name:zh-Hans"], ["en", "name:en"]] as const) {
      const roads = style(FILE, { lang }).layers.find(({ id }) => id === "roads_labels_major");
      expect(JSON.stringify(roads?.layout)).toContain(`"text-field":["coalesce",["get","${first}"]`);
    }
  });

  test("the tiles of every layer come from all of its hosts, up to the zoom that there is", () => {
    const { sources } = style(TILES);
    expect(sources["base-0"]).toMatchObject({ type: "raster", tiles: TILES.layers[0], maxzoom: 17 });
    expect(sources["base-1"]).toMatchObject({ type: "raster" });
  });
});

describe("what is said of the maker", () => {
  test.each([
    [TILES, "zh", "© 天地图 · 审图号：GS(2024)0650"],
    [TILES, "en", "© 天地图 · Map approval: GS(2024)0650"],
    [{ ...TILES, review_number: "审图号：GS(2024)0650" }, "zh", "© 天地图 · 审图号：GS(2024)0650"],
    [{ ...TILES, review_number: "审图号：GS(2024)0650" }, "en", "© 天地图 · Map approval: GS(2024)0650"],
    [{ ...FILE, attribution: '<img src="x">' }, "zh", "&lt;img src=&quot;x&quot;&gt;"],
    [NONE, "zh", ""],
  ] as const)("%o in %s is %s", (basemap, lang, told) => {
    expect(credit(basemap, lang)).toBe(told);
  });
});

describe("the order of layers", () => {
  const layers = (...ids: string[]) => ids.map((id) => ({ id }));

  test("is that of the one list", () => {
    expect(inOrder(layers("own-position", "areas-fill", "stations"))).toEqual(layers("areas-fill", "stations", "own-position"));
  });

  test.each([
    [["stations", "stattions"], "layer 'stattions' has no place"],
    [["stations", "stations"], "twice"],
  ])("%j is a mistake", (ids, told) => {
    expect(() => inOrder(layers(...ids))).toThrow(told);
  });
});

describe("stations that come as tiles", () => {
  const tiled = (basemap: Basemap) => styleOf(basemap, stationsOfTheServer(ORIGIN, "wgs84"), { palette: PALETTE, theme: "light", lang: "zh" }, ORIGIN);

  test("are drawn by the same layers, of the server's layer, from our own server", () => {
    const made = tiled(NONE);
    expect(validateStyleMin(made)).toEqual([]);
    expect(made.sources["stations"]).toMatchObject({ type: "vector", tiles: [`${ORIGIN}/tiles/stations/{z}/{x}/{y}.mvt?datum=wgs84`], maxzoom: 14 });
    const drawn = made.layers.filter((layer) => "source" in layer && layer.source === "stations");
    expect(drawn.map(({ id }) => id).sort()).toEqual(["clusters", "stations", "stations-name"]);
    for (const layer of drawn) expect(layer).toMatchObject({ "source-layer": "stations" });
  });

  test("look as those on the phone do, a kind or state that is new as well", () => {
    const { symbol } = stationsOfTheServer(ORIGIN, "wgs84");
    for (const kind of [...KINDS, "library"]) {
      for (const state of [...STATES, "moved"]) {
        expect(evaluated(symbol, { kind, state }), `${kind} ${state}`).toBe(symbolOf({ kind, state }));
      }
    }
  });

  test("are asked for again when a minute is over, and not before", () => {
    let now_ms = 30_000;
    const source = stationsOfTheServer(ORIGIN, "wgs84", () => now_ms);
    let asked = 0;
    const map = { getSource: () => ({ setTiles: () => void (asked += 1) }) } as unknown as Parameters<typeof source.show>[0];
    const show = () => { source.show(map, [], (position) => position); return asked; };
    expect(show()).toBe(0);
    now_ms = 60_000;
    expect(show()).toBe(1);
    now_ms = 119_999;
    expect(show()).toBe(1);
  });

  test("are for ledgers that no phone is given whole, in the datum of the ground", () => {
    const sourceFor = (has_pack: boolean, basemap: Basemap) => stationsOf({ has_pack, basemap }, ORIGIN).specification;
    expect(sourceFor(true, NONE).type).toBe("geojson");
    const tiles = (datum: string) => [`${ORIGIN}/tiles/stations/{z}/{x}/{y}.mvt?datum=${datum}`];
    expect(sourceFor(false, NONE)).toMatchObject({ type: "vector", tiles: tiles("wgs84") });
    expect(sourceFor(false, FILE)).toMatchObject({ type: "vector", tiles: tiles("wgs84") });
    expect(sourceFor(false, TILES)).toMatchObject({ type: "vector", tiles: tiles("gcj02") });
  });
});

describe("groups of stations", () => {
  const [station] = stationFeatures(
    [{ code: "A-1", name: "甲", kind: "worker_home", state: "open", lat: 2, lon: 1 }],
    ({ lon, lat }) => ({ lon: lon + 10, lat }),
  ).features;

  test("a station tells its kind, state and picture, where the base map draws it", () => {
    expect(station?.geometry.coordinates).toEqual([11, 2]);
    expect(station?.properties).toEqual({
      code: "A-1", name: "甲", kind: "worker_home", state: "open", symbol: "station/worker_home/open",
    });
  });

  test("a group counts kinds and states", () => {
    const { specification } = stationsOnThePhone;
    if (specification.type !== "geojson") throw new Error("no GeoJSON");
    const counts = Object.entries(specification.clusterProperties ?? {}).map(([name, rule]) => {
      const [operator, one] = rule as [string, unknown];
      return [name, operator, evaluated(one, station?.properties ?? {})];
    });
    expect(counts).toEqual([
      ["open", "+", 1], ["closed", "+", 0], ["unknown", "+", 0], ["temporarily_closed", "+", 0],
      ["union_station", "+", 0], ["worker_home", "+", 1],
    ]);
  });

  test.each([
    [0, 5, "cluster/0/20"],
    [5, 5, "cluster/12/20"],
    [1, 60, "cluster/1/25"],
    [59, 60, "cluster/11/25"],
    [30, 60, "cluster/6/25"],
    [100, 400, "cluster/3/31"],
  ])("%d open of %d look like %s", (open, point_count, picture) => {
    expect(evaluated(CLUSTER_PICTURE, { open, point_count })).toBe(picture);
  });

  test.each([
    [7, 25, "7/25"],
    [999, 999, "999/999"],
    [34, 4_700, "34"],
    [1_480, 2_600, "1k"],
    [33_211, 48_470, "33k"],
  ])("%d open of %d fit into the ring as %s", (open, point_count, words) => {
    const field = style(NONE).layers.find(({ id }) => id === "clusters")?.layout;
    expect(String(evaluated((field as { "text-field": unknown })["text-field"], { open, point_count }))).toBe(words);
  });
});

function evaluated(rule: unknown, properties: Record<string, unknown>): unknown {
  const expression = createExpression(rule, "rule");
  if (expression.result === "error") throw new Error(expression.value.map(String).join("; "));
  return expression.value.evaluate({ zoom: 12 }, { type: 1, properties });
}
