// The marks of stations, drawn by ourselves: what kind it is by the shape, whether it is open
// by the sign in it, so that nothing depends on colour.
import type { StationMark } from "../engine/atlas";

const SIZE = 30;

type State = "open" | "closed" | "unknown";

const COLOURS = {
  light: { open: "#0a6b38", closed: "#5a6270", unknown: "#8a4b00", paper: "#ffffff" },
  dark: { open: "#6fd79b", closed: "#a7b0bd", unknown: "#ffc069", paper: "#10141a" },
};

/** The name of the picture for a station. */
export function symbolOf(mark: Pick<StationMark, "kind" | "state">): string {
  const kind = mark.kind === "worker_home" ? "home" : "station";
  return `${kind}-${stateOf(mark.state)}`;
}

function stateOf(state: string): State {
  if (state === "open") return "open";
  return state === "unknown" ? "unknown" : "closed";
}

/** Every picture by its name, at a density of pixels. */
export function symbols(theme: "light" | "dark", density: number): Map<string, ImageData> {
  const drawn = new Map<string, ImageData>();
  for (const kind of ["station", "home"] as const) {
    for (const state of ["open", "closed", "unknown"] as const) {
      const image = draw(kind, state, theme, density);
      if (image !== undefined) drawn.set(`${kind}-${state}`, image);
    }
  }
  return drawn;
}

function draw(
  kind: "station" | "home",
  state: State,
  theme: "light" | "dark",
  density: number,
): ImageData | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * density;
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  const colours = COLOURS[theme];
  context.scale(density, density);
  context.lineWidth = 2.5;
  context.lineCap = context.lineJoin = "round";
  const isFull = state === "open";
  context.fillStyle = isFull ? colours[state] : colours.paper;
  context.strokeStyle = isFull ? colours.paper : colours[state];
  const body = new Path2D(kind === "station" ? "M15 3a12 12 0 1 0 .01 0z" : "M15 3l12 9v15H3V12z");
  context.fill(body);
  context.stroke(body);
  const sign = { open: "M10 15.5l4 4 7-8", closed: "M10 16h10", unknown: "M12 12a3 3 0 1 1 3 4v1.5M15 21v.01" };
  context.stroke(new Path2D(sign[state]));
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
