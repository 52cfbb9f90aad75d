// How stations, areas and one's own position look.
import type { LayerSpecification, Map } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import type { AreasAnswer } from "../api/types";
import { before } from "./layer_order";
import type { LayerId } from "./layer_order";
import type { Shift } from "./features";

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

const COLOURS = {
  light: { ink: "#14181f", soft: "#4c5563", paper: "#ffffff", line: "#a9b2c0", accent: "#0b57c9", open: "#0a6b38" },
  dark: { ink: "#eef1f5", soft: "#aab3c0", paper: "#10141a", line: "#4a5565", accent: "#8ab4ff", open: "#6fd79b" },
};

export function addSources(map: Map, areas: AreasAnswer | undefined, shift: Shift): void {
  map.addSource("areas", { type: "geojson", data: areas === undefined ? NOTHING : moved(areas, shift) });
  map.addSource("stations", {
    type: "geojson",
    data: NOTHING,
    cluster: true,
    clusterRadius: 44,
    clusterMaxZoom: 13,
    clusterProperties: { open: ["+", ["get", "open"]] },
  });
  for (const id of ["selected", "destination", "own", "own-accuracy"]) {
    map.addSource(id, { type: "geojson", data: NOTHING });
  }
}

export function addLayers(map: Map, look: { theme: "light" | "dark"; hasBase: boolean }): void {
  const c = COLOURS[look.theme];
  const halo = { "text-halo-color": c.paper, "text-halo-width": 1.5 };
  add(map, { id: "areas-line", type: "line", source: "areas", paint: { "line-color": c.line, "line-width": 1.2 } });
  if (!look.hasBase) {
    add(map, { id: "areas-fill", type: "fill", source: "areas", paint: { "fill-color": c.line, "fill-opacity": 0.12 } });
    add(map, {
      id: "areas-name",
      type: "symbol",
      source: "areas",
      layout: { "text-field": ["get", "name"], "text-size": 14 },
      paint: { "text-color": c.soft, ...halo },
    });
  }
  add(map, { id: "own-accuracy", type: "fill", source: "own-accuracy", paint: { "fill-color": c.accent, "fill-opacity": 0.15 } });
  add(map, {
    id: "clusters",
    type: "circle",
    source: "stations",
    filter: ["has", "point_count"],
    paint: {
      // Full where most are open, empty where most are closed.
      "circle-color": ["case", [">=", ["*", 2, ["get", "open"]], ["get", "point_count"]], c.open, c.paper],
      "circle-stroke-color": c.open,
      "circle-stroke-width": 2.5,
      "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 15, 100, 26],
    },
  });
  add(map, {
    id: "clusters-count",
    type: "symbol",
    source: "stations",
    filter: ["has", "point_count"],
    layout: { "text-field": ["concat", ["get", "open"], "/", ["get", "point_count"]], "text-size": 12, "text-allow-overlap": true },
    paint: {
      "text-color": ["case", [">=", ["*", 2, ["get", "open"]], ["get", "point_count"]], c.paper, c.ink],
    },
  });
  add(map, {
    id: "stations",
    type: "symbol",
    source: "stations",
    filter: ["!", ["has", "point_count"]],
    layout: {
      "icon-image": ["get", "symbol"],
      "icon-allow-overlap": true,
      "text-field": ["step", ["zoom"], "", 15.5, ["get", "name"]],
      "text-size": 12,
      "text-anchor": "top",
      "text-offset": [0, 1.3],
      "text-optional": true,
    },
    paint: { "text-color": c.ink, ...halo },
  });
  const ring = { "circle-color": "transparent", "circle-radius": 20, "circle-stroke-color": c.accent, "circle-stroke-width": 4 };
  add(map, { id: "selected", type: "circle", source: "selected", paint: ring });
  add(map, {
    id: "own-position",
    type: "circle",
    source: "own",
    paint: { "circle-color": c.accent, "circle-radius": 8, "circle-stroke-color": c.paper, "circle-stroke-width": 3 },
  });
}

function add(map: Map, layer: LayerSpecification & { id: LayerId }): void {
  map.addLayer(layer, before(layer.id, (id) => map.getLayer(id) !== undefined));
}

type Coordinates = number[] | Coordinates[];

/** The areas where the base map draws them. */
function moved(areas: AreasAnswer, shift: Shift): FeatureCollection {
  const move = (coordinates: Coordinates): Coordinates => {
    const [lon, lat] = coordinates;
    if (typeof lon === "number" && typeof lat === "number") {
      const position = shift({ lat, lon });
      return [position.lon, position.lat];
    }
    return (coordinates as Coordinates[]).map(move);
  };
  const features = (areas as unknown as FeatureCollection).features.map((feature) => {
    const geometry = structuredClone(feature.geometry);
    if ("coordinates" in geometry) geometry.coordinates = move(geometry.coordinates) as never;
    return { ...feature, geometry };
  });
  return { type: "FeatureCollection", features };
}
