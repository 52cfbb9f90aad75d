import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { edge_px, pictureNamed, selectedSymbolOf, symbolOf } from "../../src/map/symbols";

describe("the picture of a station", () => {
  test.each([
    ["union_station", "open", "union_station", "open"],
    ["union_station", "temporarily_closed", "union_station", "temporarily_closed"],
    ["worker_home", "closed", "worker_home", "closed"],
    ["worker_home", "unknown", "worker_home", "unknown"],
    // A server that is newer than the page.
    ["kiosk", "open", "union_station", "open"],
    ["worker_home", "haunted", "worker_home", "unknown"],
  ])("of a %s that is %s shows a %s that is %s", (kind, state, shownKind, shownState) => {
    const shown = { what: "station", kind: shownKind, state: shownState };
    expect(pictureNamed(symbolOf({ kind, state }))).toEqual({ ...shown, isSelected: false });
    expect(pictureNamed(selectedSymbolOf({ kind, state }))).toEqual({ ...shown, isSelected: true });
  });

  test("every kind and state has a picture of its own", () => {
    const names = ["union_station", "worker_home"].flatMap((kind) =>
      ["open", "closed", "unknown", "temporarily_closed"].map((state) => symbolOf({ kind, state })),
    );
    expect(new Set(names).size).toBe(8);
  });
});

test.each(["", "townspot", "station", "station/union_station", "cluster/3", "station/x/open"])(
  "'%s' is no picture of ours",
  (name) => {
    expect(pictureNamed(name)).toBeUndefined();
  },
);

test("the selected station is larger than the others, and groups are as large as they are named", () => {
  const station = { what: "station", kind: "worker_home", state: "open" } as const;
  const selected = edge_px({ ...station, isSelected: true });
  expect(selected).toBeGreaterThan(edge_px({ ...station, isSelected: false }));
  expect(pictureNamed("cluster/7/25")).toEqual({ what: "cluster", openTwelfths: 7, radius_px: 25 });
  expect(edge_px({ what: "cluster", openTwelfths: 7, radius_px: 25 })).toBe(54);
});

describe("contrast of signs on their paper", () => {
  const tokens = readFileSync(new URL("../../src/ui/tokens.css", import.meta.url), "utf8");
  const [light = "", dark = ""] = tokens.split(':root[data-theme="dark"]');
  type Colours = Record<string, string>;
  const read = (css: string): Colours =>
    Object.fromEntries(Array.from(css.matchAll(/--([\w-]+): (#\w{6});/g), ([, name = "", colour = ""]) => [name, colour]));
  const themes: Record<string, Colours> = {
    light: read(light),
    dark: { ...read(light), ...read(dark.split("}")[0] ?? "") },
  };
  test.each(
    Object.keys(themes).flatMap((theme) =>
      ["open", "shut", "unsure", "accent", "own", "text", "text-2", "text-3"].map((colour) => [theme, colour]),
    ),
  )("in %s, %s can be told from the paper", (theme = "", colour = "") => {
    const { surface = "", [colour]: ink = "" } = themes[theme] ?? {};
    expect(contrast(ink, surface)).toBeGreaterThan(4.5);
  });
});

/** WCAG 2: relative luminances, the lighter to the darker. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
