// The pictures on the map, drawn by ourselves: the shape says what kind a station is and the
// sign in it whether it is open, so that nothing depends on colour. Each has a name by which
// layers ask for it, and is drawn when it is first asked for.
import type { StationMark } from "../engine/atlas";
import shapes from "../ui/icons/stations.json";
import type { Palette } from "./palette";

// What has a picture. A kind that is new to this page looks like a station, a state like unknown.
export const KINDS = ["union_station", "worker_home"] as const;
export const STATES = ["open", "closed", "unknown", "temporarily_closed"] as const;
export type Kind = (typeof KINDS)[number];
export type State = (typeof STATES)[number];

export type Picture =
  | { what: "station"; kind: Kind; state: State; isSelected: boolean }
  | { what: "cluster"; openTwelfths: number; radius_px: number }
  | { what: "destination" };

export const DESTINATION = "destination";

/** The name of a station's picture. */
export function symbolOf({ kind, state }: Pick<StationMark, "kind" | "state">): string {
  return `station/${isKind(kind) ? kind : "union_station"}/${isState(state) ? state : "unknown"}`;
}

/** The same, as it looks when it is the one that is spoken of. */
export function selectedSymbolOf(mark: Pick<StationMark, "kind" | "state">): string {
  return `${symbolOf(mark)}/selected`;
}

/** What a name stands for; undefined for a name that is not ours. */
export function pictureNamed(name: string): Picture | undefined {
  const [what, ...rest] = name.split("/");
  if (name === DESTINATION) return { what: "destination" };
  if (what === "cluster") {
    const [openTwelfths, radius_px] = rest.map(Number);
    const isOurs = openTwelfths !== undefined && radius_px !== undefined;
    return isOurs ? { what, openTwelfths, radius_px } : undefined;
  }
  const [kind, state, selected] = rest;
  if (what !== "station" || !isKind(kind) || !isState(state)) return undefined;
  return { what, kind, state, isSelected: selected === "selected" };
}

function isKind(text: string | undefined): text is Kind {
  return KINDS.some((kind) => kind === text);
}

function isState(text: string | undefined): text is State {
  return STATES.some((state) => state === text);
}

/** A picture's edge, in pixels of the page. */
export function edge_px(picture: Picture): number {
  switch (picture.what) {
    case "station":
      return picture.isSelected ? 48 : 30;
    case "cluster":
      return 2 * picture.radius_px + 4;
    case "destination":
      return 48;
  }
}

/** The picture at a density of pixels; undefined where a canvas is refused. */
export function draw(picture: Picture, palette: Palette, density: number): ImageData | undefined {
  const canvas = document.createElement("canvas");
  const edge = edge_px(picture);
  canvas.width = canvas.height = edge * density;
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  context.scale(density, density);
  context.lineCap = context.lineJoin = "round";
  switch (picture.what) {
    case "station":
      drawStation(context, picture, palette);
      break;
    case "cluster":
      drawCluster(context, picture, palette);
      break;
    case "destination":
      drawDestination(context, palette);
      break;
  }
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Outlines in a square of 30: a round sign, and a house. The server's sprite has the same. */
const BODIES: Record<Kind, string> = shapes.bodies;

/** A tick, a bar, a question mark, and a stroke through the whole. */
const SIGNS: Record<State, string> = shapes.signs;

const COLOURS: Record<State, keyof Palette> = {
  open: "open",
  closed: "text-3",
  unknown: "unsure",
  temporarily_closed: "shut",
};

function drawStation(
  context: CanvasRenderingContext2D,
  { kind, state, isSelected }: Picture & { what: "station" },
  palette: Palette,
): void {
  const body = new Path2D(BODIES[kind]);
  if (isSelected) {
    context.scale(48 / 30, 48 / 30);
    context.translate(15, 15);
    context.scale(0.86, 0.86);
    context.translate(-15, -15);
    outline(context, body, palette.surface, 8.5);
    outline(context, body, palette.accent, 6);
  }
  // A rim of paper, so that it stands out from whatever ground it is on.
  outline(context, body, palette.surface, isSelected ? 3 : 5);
  const colour = palette[COLOURS[state]];
  const isFull = state === "open";
  context.fillStyle = isFull ? colour : palette.surface;
  context.fill(body);
  outline(context, body, colour, 2.2);
  outline(context, new Path2D(SIGNS[state]), isFull ? palette.surface : colour, 2.6);
}

function drawCluster(
  context: CanvasRenderingContext2D,
  { openTwelfths, radius_px }: Picture & { what: "cluster" },
  palette: Palette,
): void {
  const middle = radius_px + 2;
  const ring = radius_px - 3;
  const disc = new Path2D();
  disc.arc(middle, middle, radius_px, 0, 2 * Math.PI);
  context.fillStyle = palette.surface;
  context.fill(disc);
  // The share that is open is the thick part, so that it is seen without colour.
  const closed = new Path2D();
  closed.arc(middle, middle, ring, 0, 2 * Math.PI);
  outline(context, closed, palette["text-3"], 1.5);
  if (openTwelfths === 0) return;
  const open = new Path2D();
  const top = -Math.PI / 2;
  open.arc(middle, middle, ring, top, top + (openTwelfths / 12) * 2 * Math.PI);
  context.lineCap = "butt";
  outline(context, open, palette.open, 5);
}

/** A pin whose point is in the middle of the lower edge. */
function drawDestination(context: CanvasRenderingContext2D, palette: Palette): void {
  const pin = new Path2D("M24 46C16 34 10 28 10 19a14 14 0 1 1 28 0c0 9-6 15-14 27z");
  outline(context, pin, palette.surface, 4);
  context.fillStyle = palette.accent;
  context.fill(pin);
  // A flag: where one is going.
  outline(context, new Path2D("M20 27V12h9l-2.5 4 2.5 4h-9"), palette.surface, 2.4);
}

function outline(
  context: CanvasRenderingContext2D,
  path: Path2D,
  colour: string,
  width_px: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width_px;
  context.stroke(path);
}
