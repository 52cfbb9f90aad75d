// How stations, areas and one's own position look: pure, so that it can be checked without a
// map.
import type {
  ExpressionSpecification,
  LayerSpecification,
  StyleSpecification,
} from "maplibre-gl";
import { FONT, STRONG_FONT } from "./fonts";
import { NOTHING } from "./geometry";
import { groundOf } from "./ground";
import type { Basemap, Look } from "./ground";
import { inOrder } from "./layer_order";
import type { LayerId } from "./layer_order";
import type { Palette } from "./palette";
import type { StationSource } from "./station_source";
import { DESTINATION } from "./symbols";

/** Sources that are filled when there is something to show. */
export const FILLED = ["areas", "selected", "destination", "own", "own-accuracy"] as const;
export type FilledId = (typeof FILLED)[number];

type Layer = LayerSpecification & { id: LayerId };

/** The whole map. `origin`: of our own server. */
export function styleOf(
  basemap: Basemap,
  stations: StationSource,
  look: Look,
  origin: string,
): StyleSpecification {
  const ground = groundOf(basemap, look, origin);
  const empty = { type: "geojson", data: NOTHING } as const;
  const overlay = [
    ...areaLayers(basemap, look.palette),
    ...stationLayers(stations, basemap, look.palette),
    ...personLayers(look.palette),
  ];
  return {
    version: 8,
    sources: {
      ...ground.sources,
      [stations.id]: stations.specification,
      ...Object.fromEntries(FILLED.map((id) => [id, empty])),
      // A circle stays one.
      "own-accuracy": { ...empty, tolerance: 0 },
    },
    layers: [...ground.layers, ...inOrder(overlay)],
  };
}

function areaLayers({ kind }: Basemap, palette: Palette): Layer[] {
  const isBare = kind === "none";
  const line: Layer = {
    id: "areas-line",
    type: "line",
    source: "areas",
    paint: {
      "line-color": palette["text-2"],
      "line-opacity": isBare ? 0.6 : 0.35,
      "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.6, 14, 1.6],
      ...(isBare ? {} : { "line-dasharray": [3, 2] }),
    },
  };
  // A base map has names of its own; over it only the limits are drawn.
  if (!isBare) return [line];
  return [
    { id: "areas-fill", type: "fill", source: "areas", paint: { "fill-color": palette.surface } },
    line,
    {
      id: "areas-name",
      type: "symbol",
      source: "areas",
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 10, 11, 14, 16],
        "text-letter-spacing": 0.1,
        // Stations may lie over it: without a base map it is all there is to find one's way by.
        "text-overlap": "always",
      },
      paint: {
        "text-color": palette["text-2"],
        // Among the names of stations it steps back.
        "text-opacity": ["interpolate", ["linear"], ["zoom"], 13.5, 1, 15, 0.4],
        ...halo(palette),
      },
    },
  ];
}

/** A ring that is filled by twelfths: empty and full only when none and all are open. */
export const CLUSTER_PICTURE: ExpressionSpecification = [
  "concat",
  "cluster/",
  [
    "case",
    ["==", ["get", "open"], 0],
    0,
    ["==", ["get", "open"], ["get", "point_count"]],
    12,
    ["max", 1, ["min", 11, ["round", ["/", ["*", 12, ["get", "open"]], ["get", "point_count"]]]]],
  ],
  "/",
  ["step", ["get", "point_count"], 20, 10, 25, 100, 31],
];

/** How many are open, of how many; of thousands the ring alone tells how many there are. */
const OPEN_COUNT: ExpressionSpecification = [
  "case",
  ["<", ["get", "open"], 1000],
  ["to-string", ["get", "open"]],
  ["concat", ["to-string", ["round", ["/", ["get", "open"], 1000]]], "k"],
];
const OF_HOW_MANY: ExpressionSpecification = [
  "case",
  ["<", ["get", "point_count"], 1000],
  ["concat", "/", ["get", "point_count"]],
  "",
];

/** Where stations overlap, those that are open lie above. */
const OPEN_LAST: ExpressionSpecification = ["match", ["get", "state"], "open", 2, "unknown", 1, 0];
/** Where there is not room for every name, those that are open have theirs. */
const OPEN_FIRST: ExpressionSpecification = ["-", 0, OPEN_LAST];

function stationLayers(stations: StationSource, { kind }: Basemap, palette: Palette): Layer[] {
  // Without a base map there is room for names, and nothing else to find one's way by.
  const firstNamedZoom = kind === "none" ? 14 : 15.5;
  return [
    {
      id: "clusters",
      type: "symbol",
      source: stations.id,
      ...stations.layer,
      filter: stations.isCluster,
      layout: {
        "icon-image": CLUSTER_PICTURE,
        "icon-overlap": "always",
        "text-field": [
          "format",
          OPEN_COUNT,
          { "text-font": ["literal", STRONG_FONT] },
          OF_HOW_MANY,
          { "font-scale": 0.72 },
        ],
        "text-font": FONT,
        "text-size": 14,
        "text-overlap": "always",
      },
      paint: { "text-color": palette.text },
    },
    {
      id: "stations",
      type: "symbol",
      source: stations.id,
      ...stations.layer,
      filter: ["!", stations.isCluster],
      layout: {
        "icon-image": stations.symbol,
        "icon-overlap": "always",
        "symbol-sort-key": OPEN_LAST,
      },
    },
    {
      id: "stations-name",
      type: "symbol",
      source: stations.id,
      ...stations.layer,
      filter: ["!", stations.isCluster],
      minzoom: firstNamedZoom,
      layout: {
        "symbol-sort-key": OPEN_FIRST,
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 12.5,
        "text-max-width": 9,
        "text-variable-anchor-offset": ["top", [0, 1.3], "left", [1.5, 0], "right", [-1.5, 0], "bottom", [0, -1.3]],
        "text-justify": "auto",
      },
      paint: { "text-color": palette.text, ...halo(palette) },
    },
    {
      id: "selected",
      type: "symbol",
      source: "selected",
      layout: {
        "icon-image": ["get", "symbol"],
        "icon-overlap": "always",
        "text-field": ["get", "name"],
        "text-font": STRONG_FONT,
        "text-size": 14,
        "text-max-width": 10,
        "text-anchor": "top",
        "text-offset": [0, 1.8],
        "text-overlap": "always",
      },
      paint: { "text-color": palette.text, ...halo(palette) },
    },
  ];
}

function personLayers(palette: Palette): Layer[] {
  return [
    {
      id: "own-accuracy",
      type: "fill",
      source: "own-accuracy",
      paint: { "fill-color": palette.own, "fill-opacity": 0.12, "fill-antialias": false },
    },
    {
      id: "own-accuracy-line",
      type: "line",
      source: "own-accuracy",
      paint: { "line-color": palette.own, "line-opacity": 0.7, "line-width": 1.5 },
    },
    {
      id: "destination",
      type: "symbol",
      source: "destination",
      layout: { "icon-image": DESTINATION, "icon-anchor": "bottom", "icon-overlap": "always" },
    },
    {
      id: "own-position",
      type: "circle",
      source: "own",
      paint: {
        "circle-color": palette.own,
        "circle-radius": 8,
        "circle-stroke-color": palette.surface,
        "circle-stroke-width": 3,
      },
    },
  ];
}

function halo(palette: Palette): { "text-halo-color": string; "text-halo-width": number } {
  return { "text-halo-color": palette.surface, "text-halo-width": 1.8 };
}
