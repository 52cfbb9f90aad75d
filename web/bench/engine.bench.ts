// How long a cheap phone takes to answer by itself: Chromium, its processor slowed down four
// times, the pack of the district that ships, the questions of tests/vectors. `npm run bench`
import { loadavg } from "node:os";
import { chromium } from "@playwright/test";
import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";
import { nearestVectors, packText, placesText, searchVectors } from "../tests/engine/vectors";
import type { measure, Times, Work } from "./on_phone";

const SLOWER = 4;
/** The aim for the nearest stations with filters. */
const AIM_MS = 5;

test("the nearest stations take at most 5 ms on a phone four times as slow as this machine", async () => {
  const work: Work = {
    pack: packText(),
    places: placesText(),
    questions: nearestVectors.map(({ nearest, now }) => ({ question: nearest, now })),
    searches: searchVectors.map(({ search }) => search),
  };
  const times = await onPhone(await bundled("bench/on_phone.ts"), work);
  for (const [what, list] of Object.entries(times)) {
    const [median, late] = [at(list, 0.5), at(list, 0.99)].map((ms) => `${ms.toFixed(2)} ms`);
    process.stdout.write(`${what}: median ${String(median)}, p99 ${String(late)}, of ${list.length}\n`);
  }
  process.stdout.write(`load of the machine: ${loadavg().map((load) => load.toFixed(1)).join(", ")}\n`);
  expect(at(times["nearest"] ?? [], 0.99)).toBeLessThan(AIM_MS);
});

function at(sorted: number[], part: number): number {
  return sorted[Math.floor(part * sorted.length)] ?? Number.NaN;
}

/** A module and all that it needs, as one script. */
async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, target: "es2022", lib: { entry, formats: ["iife"], name: "engine" } },
  });
  const [output] = built as Rolldown.RolldownOutput[];
  return output?.output[0].code ?? "";
}

async function onPhone(script: string, work: Work): Promise<Times> {
  const browser = await chromium.launch({
    executablePath: process.env["YIZHAN_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    type Global = typeof globalThis & { engine: { measure: typeof measure } };
    return await page.evaluate((asked) => (globalThis as Global).engine.measure(asked), work);
  } finally {
    await browser.close();
  }
}
