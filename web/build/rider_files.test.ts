import { expect, test } from "vitest";
import { reachedFiles, type Chunk } from "./rider_files";

const chunk = (partial: Partial<Chunk>): Chunk => ({
  isEntry: false,
  moduleIds: [],
  imports: [],
  dynamicImports: [],
  css: [],
  ...partial,
});

const chunks = new Map<string, Chunk>([
  [
    "assets/rider.js",
    chunk({
      isEntry: true,
      moduleIds: ["/web/index.html", "/web/src/rider/main.ts"],
      imports: ["assets/vue.js"],
      dynamicImports: ["assets/sheet.js", "assets/map.js"],
      css: ["assets/rider.css"],
    }),
  ],
  ["assets/vue.js", chunk({ moduleIds: ["/web/node_modules/vue/index.js"] })],
  ["assets/sheet.js", chunk({ imports: ["assets/vue.js", "assets/rider.js"], css: ["assets/sheet.css"] })],
  [
    "assets/map.js",
    chunk({ moduleIds: ["/web/src/map/rider_map.ts"], imports: ["assets/gl.js"], css: ["assets/map.css"] }),
  ],
  ["assets/gl.js", chunk({ moduleIds: ["/web/node_modules/maplibre-gl/index.js"] })],
  ["assets/api.js", chunk({ isEntry: true, moduleIds: ["/web/src/api/page.ts"], css: ["assets/api.css"] })],
]);

test("what the rider's entry leads to is kept, with style sheets; the map and other pages are not", () => {
  const reached = reachedFiles(chunks, "/src/rider/main.ts", ["/src/map/", "/node_modules/maplibre-gl/"]);
  expect([...reached].sort()).toEqual([
    "assets/rider.css",
    "assets/rider.js",
    "assets/sheet.css",
    "assets/sheet.js",
    "assets/vue.js",
  ]);
});

test("without the rider's entry nothing is kept", () => {
  expect(reachedFiles(chunks, "/src/other/main.ts", []).size).toBe(0);
});
