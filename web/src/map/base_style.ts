// The ground under the stations: nothing but the areas, a PMTiles file in the Protomaps schema,
// or tiles of another service. Texts are drawn with the phone's own fonts, so that no glyph
// server is needed.
import type { StyleSpecification } from "maplibre-gl";
import { layers, namedFlavor } from "@protomaps/basemaps";
import type { SiteAnswer } from "../api/types";
import type { Lang } from "../engine/question";

export type Basemap = SiteAnswer["basemap"];

export function baseStyle(basemap: Basemap, theme: "light" | "dark", lang: Lang): StyleSpecification {
  const paper = theme === "dark" ? "#10141a" : "#eef1f5";
  const bare: StyleSpecification = {
    version: 8,
    sources: {},
    layers: [{ id: "paper", type: "background", paint: { "background-color": paper } }],
  };
  if (basemap.kind === "pmtiles") {
    return {
      ...bare,
      sources: {
        base: {
          type: "vector",
          url: `pmtiles://${new URL(basemap.url, location.origin).href}`,
          attribution: credit(basemap),
        },
      },
      layers: layers("base", namedFlavor(theme), { lang: lang === "zh" ? "zh-Hans" : "en" })
        // The pictures of the schema's own sprite are on another host.
        .filter((layer) => layer.id !== "pois")
        .map((layer) => withoutPictures(layer)),
    };
  }
  if (basemap.kind === "xyz") {
    const sources: StyleSpecification["sources"] = {};
    const grounds: StyleSpecification["layers"] = [...bare.layers];
    for (const [at, tiles] of basemap.layers.entries()) {
      const id = `base-${String(at)}`;
      const maxzoom = basemap.max_zoom;
      sources[id] = { type: "raster", tiles, tileSize: 256, maxzoom, attribution: credit(basemap) };
      grounds.push({ id, type: "raster", source: id });
    }
    return { ...bare, sources, layers: grounds };
  }
  return bare;
}

function credit(basemap: { attribution: string; review_number?: string | null }): string {
  return [basemap.attribution, basemap.review_number].filter(Boolean).join(" ");
}

type Layer = StyleSpecification["layers"][number];

function withoutPictures(layer: Layer): Layer {
  if (layer.type !== "symbol") return layer;
  const { "icon-image": _picture, ...layout } = layer.layout ?? {};
  return { ...layer, layout };
}
