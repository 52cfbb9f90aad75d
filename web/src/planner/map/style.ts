// What the desk's map shows, from the ground up: gaps, offices, stations, sites, and what a
// scenario changes. Pure, so that it can be checked without a map.
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { FONT, STRONG_FONT } from "../../map/fonts";
import { NOTHING } from "../../map/geometry";
import { groundOf, type Basemap, type Look } from "../../map/ground";
import { coloursNow, type Colours } from "../parts/colours";

export const SOURCES = ["areas", "gaps", "difference", "stations", "sites", "place"] as const;
export type SourceId = (typeof SOURCES)[number];

export function styleOf(basemap: Basemap, look: Look, origin: string, colours: Colours = coloursNow()): StyleSpecification {
  const ground = groundOf(basemap, look, origin);
  const empty = { type: "geojson", data: NOTHING } as const;
  return {
    version: 8,
    sources: { ...ground.sources, ...Object.fromEntries(SOURCES.map((id) => [id, empty])) },
    layers: [...ground.layers, ...overlay(basemap.kind === "none", colours)],
  };
}

/** From the bottom to the top. */
function overlay(isBare: boolean, colours: Colours): LayerSpecification[] {
  // A base map has a ground and names of its own.
  const paper: LayerSpecification = { id: "areas-fill", type: "fill", source: "areas", paint: { "fill-color": colours.surface } };
  const names: LayerSpecification = {
    id: "areas-name", type: "symbol", source: "areas",
    layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["zoom"], 10, 10, 14, 15] },
    paint: { "text-color": colours.text, "text-halo-color": colours.surface, "text-halo-width": 1.4 },
  };
  return [
    ...(isBare ? [paper] : []),
    {
      id: "gaps-fill", type: "fill", source: "gaps",
      paint: {
        "fill-color": colours.shut,
        // By people a square kilometre: what is dark is where people are without.
        "fill-opacity": ["interpolate", ["linear"], ["get", "density"], 0, 0.06, 1000, 0.22, 8000, 0.5, 20000, 0.7],
      },
    },
    { id: "gaps-line", type: "line", source: "gaps", paint: { "line-color": colours.shut, "line-opacity": 0.5, "line-width": 0.8 } },
    {
      id: "difference-fill", type: "fill", source: "difference",
      paint: { "fill-color": ["match", ["get", "change"], "gained", colours.accent, colours.soon], "fill-opacity": 0.5 },
    },
    { id: "areas-line", type: "line", source: "areas", paint: { "line-color": colours.quiet, "line-opacity": 0.6, "line-width": 1 } },
    {
      id: "stations", type: "circle", source: "stations",
      paint: {
        "circle-color": colours.accent,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 1.3, 12, 2.6, 15, 6],
        "circle-stroke-color": colours.surface,
        "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 10, 0, 13, 1],
      },
    },
    ...(isBare ? [names] : []),
    {
      id: "sites", type: "circle", source: "sites",
      paint: { "circle-color": colours.soon, "circle-radius": 9, "circle-stroke-color": colours.surface, "circle-stroke-width": 1.5 },
    },
    {
      id: "sites-rank", type: "symbol", source: "sites",
      layout: { "text-field": ["get", "rank"], "text-font": STRONG_FONT, "text-size": 10.5, "text-overlap": "always" },
      paint: { "text-color": colours.surface },
    },
    {
      id: "place", type: "circle", source: "place",
      paint: { "circle-color": "transparent", "circle-radius": 16, "circle-stroke-color": colours.shut, "circle-stroke-width": 3 },
    },
  ];
}
