// The rider's map. All positions that go in and come out are WGS-84; where the base map is drawn
// in another datum they are shifted here and nowhere else. Nothing but our own server and the
// hosts of the configured base map is asked.
import { AttributionControl, Map, NavigationControl, addProtocol, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import type { FeatureCollection } from "geojson";
import type { AreasAnswer, SiteAnswer } from "../api/types";
import type { StationMark } from "../engine/atlas";
import type { Lang, Wgs84 } from "../engine/question";
import { NOTHING, areaFeatures, boundsOf, circle, collection, datumNamed, moved, pair, point } from "./geometry";
import { labelControls } from "./labels";
import { styleOf } from "./overlay";
import type { FilledId } from "./overlay";
import { paletteOf } from "./palette";
import { stationsOf } from "./station_source";
import { draw, pictureNamed, selectedSymbolOf } from "./symbols";
import { listenTo } from "./touch";
import type { Theme } from "./ground";

export interface MapOptions {
  site: SiteAnswer;
  /** Without them the map begins at the district's centre and names nothing. */
  areas: AreasAnswer | undefined;
  lang: Lang;
  theme: Theme;
  onPick: (code: string) => void;
  /** Somebody has touched a place where no station is. */
  onTap: (position: Wgs84) => void;
  /** A person has moved the map to here; not told when the map moved by itself. */
  onMoved: (centre: Wgs84) => void;
}

export interface OwnPosition extends Wgs84 {
  accuracy_m?: number | undefined;
}

export interface RiderMap {
  setMarks(marks: readonly StationMark[]): void;
  /** Makes one station stand out; one that is not among the marks waits until it is. */
  select(code: string | undefined): void;
  setOwnPosition(position: OwnPosition | undefined): void;
  setDestination(position: Wgs84 | undefined): void;
  show(position: Wgs84, zoom?: number): void;
  /** Shows all of these, as near as possible; nothing happens for none. */
  fit(positions: readonly Wgs84[]): void;
  /** Draws anew in the colours that the page has by now. */
  setTheme(theme: Theme): void;
  setLang(lang: Lang): void;
  destroy(): void;
}

/** Streets can be told apart. */
const NEAR_ZOOM = 15;
/** Nearer than this a fitted view shows too little around what is fitted. */
const FIT_MAX_ZOOM = 15.8;
const FIT_PADDING_PX = { top: 72, bottom: 88, left: 44, right: 60 };
/** A whole district, where there are no areas to fit. */
const FAR_ZOOM = 11;

/** The map in a container; undefined where it cannot be drawn (there is no WebGL 2). */
export async function createRiderMap(
  container: HTMLElement,
  options: MapOptions,
): Promise<RiderMap | undefined> {
  if (!hasWebGl2()) return undefined;
  const { basemap } = options.site;
  const { there, back } = datumNamed(basemap.kind === "none" ? undefined : basemap.datum);
  const stations = stationsOf(options.site, location.origin);
  const areas = options.areas === undefined ? NOTHING : areaFeatures(options.areas, there);
  const look = { theme: options.theme, lang: options.lang };
  let palette = paletteOf(container);
  const style = () => styleOf(basemap, stations, { ...look, palette }, location.origin);
  let map: Map;
  try {
    map = begun(container, style(), boundsOf(areas), pair(there(options.site.centre)));
  } catch {
    // The browser has WebGL 2 by name, and refused it.
    return undefined;
  }
  const density = Math.min(3, Math.ceil(window.devicePixelRatio));
  map.setMissingStyleImageResolver((name) => {
    const picture = pictureNamed(name);
    const image = picture && draw(picture, palette, density);
    if (image !== undefined) map.addImage(name, image, { pixelRatio: density });
  });
  const shown: Shown = { marks: [], selected: undefined, own: undefined, destination: undefined };
  const pour = (...ids: (FilledId | "stations")[]): void => {
    const has = (id: FilledId | "stations") => ids.length === 0 || ids.includes(id);
    if (has("stations")) stations.show(map, shown.marks, there);
    for (const [id, data] of Object.entries(filled(shown, areas, there))) {
      if (has(id as FilledId)) void map.getSource<GeoJSONSource>(id)?.setData(data);
    }
  };
  const restyle = (): void => {
    palette = paletteOf(container);
    map.setStyle(style(), { diff: false });
  };
  // A new style is empty, and so is one that has lost its context and got it back.
  map.on("style.load", () => { pour(); });
  map.on("webglcontextrestored", restyle);
  listenTo(map, { ...options, stations, back });
  labelControls(map, options.lang);
  await new Promise<void>((resolve) => void map.once("style.load", () => { resolve(); }));
  return {
    setMarks: (marks) => {
      shown.marks = marks;
      pour("stations", "selected");
    },
    select: (code) => {
      shown.selected = code;
      pour("selected");
    },
    setOwnPosition: (position) => {
      shown.own = position;
      pour("own", "own-accuracy");
    },
    setDestination: (position) => {
      shown.destination = position;
      pour("destination");
    },
    show: (position, zoom) => {
      map.easeTo({ center: pair(there(position)), zoom: zoom ?? Math.max(map.getZoom(), NEAR_ZOOM) });
    },
    fit: (positions) => {
      const bounds = boundsOf(collection(positions.map((position) => point(there(position)))));
      if (bounds === undefined) return;
      map.fitBounds(bounds, { padding: FIT_PADDING_PX, maxZoom: FIT_MAX_ZOOM, linear: true });
    },
    setTheme: (theme) => {
      look.theme = theme;
      restyle();
    },
    setLang: (lang) => {
      look.lang = lang;
      labelControls(map, lang);
      restyle();
    },
    destroy: () => { map.remove(); },
  };
}

function hasWebGl2(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  // Phones have few contexts; the one that was only tried is given back.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

function begun(
  container: HTMLElement,
  style: ReturnType<typeof styleOf>,
  bounds: [number, number, number, number] | undefined,
  center: [number, number],
): Map {
  setWorkerUrl(workerUrl);
  addProtocol("pmtiles", new Protocol().tile);
  const view = bounds === undefined ? { center, zoom: FAR_ZOOM } : { bounds, fitBoundsOptions: { padding: 16 } };
  const map = new Map({
    container,
    style,
    ...view,
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    maxZoom: 19,
    fadeDuration: 0,
  });
  // North is up: a map that turns under a thumb is a map to get lost on.
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new AttributionControl({ compact: false }));
  return map;
}

/** What is shown, kept so that a new style can be filled again. */
interface Shown {
  marks: readonly StationMark[];
  selected: string | undefined;
  own: OwnPosition | undefined;
  destination: Wgs84 | undefined;
}

function filled(
  { marks, selected, own, destination }: Shown,
  areas: FeatureCollection,
  there: (position: Wgs84) => Wgs84,
): Record<FilledId, FeatureCollection> {
  const mark = selected === undefined ? undefined : marks.find(({ code }) => code === selected);
  const at = (position: Wgs84 | undefined): FeatureCollection =>
    position === undefined ? NOTHING : collection([point(there(position))]);
  const doubt_m = own?.accuracy_m;
  const doubt =
    own === undefined || doubt_m === undefined
      ? []
      : [{ type: "Feature" as const, geometry: moved(circle(own, doubt_m), there), properties: {} }];
  return {
    areas,
    selected: collection(
      mark === undefined
        ? []
        : [point(there(mark), { code: mark.code, name: mark.name, symbol: selectedSymbolOf(mark) })],
    ),
    destination: at(destination),
    own: at(own),
    "own-accuracy": collection(doubt),
  };
}
