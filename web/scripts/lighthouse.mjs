// What Lighthouse says of the first page and of a station's page on a cheap phone with slow 4G,
// against the real program: the middle of several runs. `npm run lighthouse`, not part of the
// tests, because what it says depends on what else the machine does.
//
// YIZHAN_BINARY is the program; YIZHAN_LIGHTHOUSE_RUNS how often; YIZHAN_LIGHTHOUSE_REPORTS a
// folder for the reports.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";

const PROGRAM = process.env["YIZHAN_BINARY"] ?? new URL("../../target/debug/yizhan", import.meta.url).pathname;
const CHROMIUM = process.env["YIZHAN_CHROMIUM"] ?? process.env["CHROME_PATH"] ?? "/usr/bin/chromium";
const RUNS = Number(process.env["YIZHAN_LIGHTHOUSE_RUNS"] ?? 3);
const REPORTS = process.env["YIZHAN_LIGHTHOUSE_REPORTS"];
const CATEGORIES = ["performance", "accessibility", "best-practices"];
/** Milliseconds, but for the last, which has no unit. */
const MEASURES = ["first-contentful-paint", "largest-contentful-paint", "speed-index", "total-blocking-time", "cumulative-layout-shift"];

const folder = mkdtempSync(join(tmpdir(), "yizhan-lighthouse-"));
const [port, debuggingPort] = [await freePort(), await freePort()];
const origin = `http://127.0.0.1:${port}`;
const program = spawn(PROGRAM, ["serve", "--listen", `127.0.0.1:${port}`, "--database", join(folder, "yizhan.db")], { stdio: "ignore" });
try {
  const stations = await (await ready()).text();
  const [, code] = /"code":"([^"]+)"/.exec(stations) ?? [];
  for (const path of ["/", `/s/${String(code)}`]) await report(path);
} finally {
  program.kill();
  rmSync(folder, { recursive: true });
}

/** @param {string} path */
async function report(path) {
  const runs = [];
  for (let run = 1; run <= RUNS; run++) runs.push(await look(path, run));
  console.log(`${path}, the middle of ${RUNS}`);
  for (const category of CATEGORIES) {
    console.log(`${String(Math.round(middle(runs.map(({ categories }) => (categories[category]?.score ?? Number.NaN) * 100)))).padStart(9)}  ${category}`);
  }
  for (const measure of MEASURES) {
    const value = middle(runs.map(({ audits }) => audits[measure]?.numericValue ?? Number.NaN));
    console.log(`${(measure === "cumulative-layout-shift" ? value.toFixed(3) : `${value.toFixed(0)} ms`).padStart(9)}  ${measure}`);
  }
  const failed = Object.values(runs[0]?.audits ?? {}).filter(
    ({ score, scoreDisplayMode }) => score !== null && score < 0.9 && !["informative", "manual"].includes(scoreDisplayMode),
  );
  for (const { id, title, displayValue } of failed) console.log(`           to mend: ${id}: ${title} ${displayValue ?? ""}`);
  console.log(`           load of the machine: ${loadavg().map((load) => load.toFixed(1)).join(", ")}`);
}

/** @param {string} path @param {number} run */
async function look(path, run) {
  // A browser of its own, so that nothing is kept from the run before.
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${debuggingPort}`],
  });
  try {
    const result = await lighthouse(`${origin}${path}`, {
      port: debuggingPort,
      onlyCategories: CATEGORIES,
      output: "html",
      locale: "en",
    });
    if (!result) throw new Error("Lighthouse says nothing");
    if (REPORTS !== undefined) {
      mkdirSync(REPORTS, { recursive: true });
      const name = `${path.replaceAll("/", "_")}.${run}`;
      writeFileSync(join(REPORTS, `${name}.html`), String(result.report));
      writeFileSync(join(REPORTS, `${name}.json`), JSON.stringify(result.lhr));
    }
    return result.lhr;
  } finally {
    await browser.close();
  }
}

/** @param {number[]} values */
function middle(values) {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** A list of the program, when it is there and has compressed its large documents ahead. */
async function ready() {
  for (let tries = 0; tries < 300; tries++) {
    try {
      const pack = await fetch(`${origin}/api/v1/stations/pack`);
      if (pack.headers.has("content-encoding")) return await fetch(`${origin}/api/v1/stations?limit=1`);
    } catch {
      // It is just starting.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${PROGRAM} does not answer: build it with \`cargo build\``);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => { resolve(typeof address === "object" && address ? address.port : 0); });
    });
  });
}
