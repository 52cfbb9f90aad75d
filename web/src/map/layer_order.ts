// Every layer of ours, from the ground up. A layer that is not named here is a mistake.

export const LAYERS = [
  "areas-fill",
  "areas-line",
  "areas-name",
  "own-accuracy",
  "clusters",
  "clusters-count",
  "stations",
  "selected",
  "destination",
  "own-position",
] as const;

export type LayerId = (typeof LAYERS)[number];

/** Before which of the layers that are there a layer belongs; undefined for the top. */
export function before(layer: LayerId, isThere: (layer: LayerId) => boolean): LayerId | undefined {
  const at = LAYERS.indexOf(layer);
  if (at < 0) throw new Error(`no such layer: ${layer}`);
  return LAYERS.slice(at + 1).find(isThere);
}
