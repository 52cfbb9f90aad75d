// The ground under the stations: nothing but paper, a PMTiles file in the Protomaps schema, or
// tiles of another service.
import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import { layers, namedFlavor } from "@protomaps/basemaps";
import type { SiteAnswer } from "../api/types";
import type { Lang } from "../engine/question";
import { mapText } from "../i18n/map";
import { FONT } from "./fonts";
import type { Palette } from "./palette";

export type Basemap = SiteAnswer["basemap"];
export type Theme = "light" | "dark";

export interface Look {
  palette: Palette;
  theme: Theme;
  lang: Lang;
}

export interface Ground {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

/** `origin`: of our own server, because a worker has no page to which an address is relative. */
export function groundOf(basemap: Basemap, look: Look, origin: string): Ground {
  const paper: LayerSpecification = {
    id: "paper",
    type: "background",
    paint: { "background-color": look.palette.ground },
  };
  switch (basemap.kind) {
    case "none":
      return { sources: {}, layers: [paper] };
    case "pmtiles":
      return protomaps(basemap, look, origin);
    case "xyz":
      return pictures(basemap, look, paper);
  }
}

/** Who made the map and under which number it was reviewed, as plain text. */
export function credit(basemap: Basemap, lang: Lang): string {
  if (basemap.kind === "none") return "";
  const { attribution, review_number: number } = basemap;
  const parts = [attribution, number ? mapText[lang].reviewNumber(number) : ""];
  return parts.filter((part) => part !== "").map(escaped).join(" · ");
}

/** The map's library takes what is said about a source for HTML. */
function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

function protomaps(basemap: Basemap & { kind: "pmtiles" }, look: Look, origin: string): Ground {
  const base: SourceSpecification = {
    type: "vector",
    url: `pmtiles://${new URL(basemap.url, origin).href}`,
    attribution: credit(basemap, look.lang),
  };
  const drawn = layers("base", namedFlavor(look.theme), { lang: look.lang })
    .filter((layer) => !NEEDS_PICTURES.includes(layer.id))
    .map((layer) => withOwnWords(layer.id === "pois" ? landmarks(layer, look.palette) : layer, look));
  return { sources: { base }, layers: drawn };
}

/** Layers that say nothing without the pictures of the schema, which are on another host. */
const NEEDS_PICTURES = ["roads_oneway", "roads_shields"];

/** Which of a place's names is shown. The style of the schema shows two at once. */
const NAME: Record<Lang, string[]> = {
  zh: ["name:zh-Hans", "name:zh", "name"],
  en: ["name:en", "name"],
};

function withOwnWords(layer: LayerSpecification, { lang, palette }: Look): LayerSpecification {
  if (layer.type !== "symbol" || layer.layout === undefined) return layer;
  const { "icon-image": _picture, ...layout } = layer.layout;
  const isName = JSON.stringify(layout["text-field"]).includes("name");
  const field = ["coalesce", ...NAME[lang].map((key) => ["get", key])];
  return {
    ...layer,
    layout: { ...layout, ...(isName ? { "text-field": field as never } : {}), "text-font": FONT },
    // The greys of the schema are too light to be read in the sun.
    paint: { ...layer.paint, "text-color": palette["text-2"] },
  };
}

/** What people in a city find their way by. Shops and the like would hide the stations. */
const LANDMARKS = ["station", "hospital", "university", "park", "stadium", "museum", "mall", "townhall"];

/** Places as words alone: their pictures are on another host. */
function landmarks(layer: LayerSpecification, palette: Palette): LayerSpecification {
  if (layer.type !== "symbol") return layer;
  const { "text-offset": _side, "text-variable-anchor": _sides, ...layout } = layer.layout ?? {};
  return {
    ...layer,
    filter: [
      "all",
      ["in", ["get", "kind"], ["literal", LANDMARKS]],
      [">=", ["zoom"], ["coalesce", ["get", "min_zoom"], 0]],
    ],
    layout: { ...layout, "text-size": 12.5 },
    paint: { "text-halo-color": palette.ground, "text-halo-width": 1.5 },
  };
}

function pictures(basemap: Basemap & { kind: "xyz" }, look: Look, paper: LayerSpecification): Ground {
  const ground: Ground = { sources: {}, layers: [paper] };
  for (const [at, tiles] of basemap.layers.entries()) {
    const id = `base-${String(at)}`;
    const attribution = credit(basemap, look.lang);
    ground.sources[id] = { type: "raster", tiles, tileSize: 256, maxzoom: basemap.max_zoom, attribution };
    ground.layers.push({ id, type: "raster", source: id, paint: look.theme === "dark" ? DIMMED : {} });
  }
  return ground;
}

/** Pictures are drawn for daylight; at night they must not dazzle. */
const DIMMED = { "raster-brightness-max": 0.65, "raster-saturation": -0.3 };
