// All text of the map is drawn by the phone with its own fonts; a style without `glyphs` asks
// no server for any. MapLibre reads the weight from the first name of a list, so that name is
// only that: no font is called so, and the next one draws.

const OWN = ["system-ui", "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Noto Sans CJK SC"];

export const FONT = ["weight regular", ...OWN];
export const STRONG_FONT = ["weight bold", ...OWN];
