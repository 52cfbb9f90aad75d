import { chromium } from "@playwright/test";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
const db = "/tmp/documents/shots.db";
for (const end of ["", "-wal", "-shm"]) rmSync(db + end, { force: true });
const run = (...args) => execFileSync("/tmp/documents/yizhan", args, { input: "four calm grey herons\n", encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
run("user", "add", "chief", "--role", "district-administrator", "--database", db);
run("user", "set-password", "chief", "--database", db);
const server = spawn("/tmp/documents/yizhan", ["serve", "--listen", "127.0.0.1:18877", "--database", db, "--rate-limit", "0", "--public-url", "http://127.0.0.1:18878"], { stdio: "ignore" });
const origin = "http://127.0.0.1:18877";
for (let i = 0; i < 100; i++) { try { if ((await fetch(origin + "/readyz")).ok) break; } catch {} await new Promise((r) => setTimeout(r, 500)); }
const pages = spawn("npx", ["vite", "preview", "--host", "127.0.0.1", "--port", "18878", "--strictPort"], { stdio: "ignore", env: { ...process.env, YIZHAN_SERVER: origin }, detached: true });
for (let i = 0; i < 100; i++) { try { if ((await fetch("http://127.0.0.1:18878/staff")).ok) break; } catch {} await new Promise((r) => setTimeout(r, 500)); }
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "zh-CN", timezoneId: "Asia/Shanghai", baseURL: "http://127.0.0.1:18878" });
  await context.request.post("/admin/v1/session", { data: { name: "chief", password: "four calm grey herons" }, headers: { origin: "http://127.0.0.1:18878" } });
  const page = await context.newPage();
  page.on("pageerror", (e) => console.log("pageerror", e.message));
  page.on("console", (m) => { if (m.type() === "error") console.log("console", m.text()); });
  const shot = async (name, fullPage = true) => { await page.waitForTimeout(600); await page.screenshot({ path: `/tmp/documents/${name}.png`, fullPage }); };
  await page.goto("/staff/district");  await page.getByTitle("元旦 放假").first().waitFor(); await shot("holidays", false);
  await page.goto("/staff/district?year=2027"); await page.getByText("还没有装入").waitFor();
  await page.getByLabel("装入文件").setInputFiles({ name: "2027.csv", mimeType: "text/csv", buffer: Buffer.from("节日,放假,上班\n元旦,1月1日~1月3日,\n春节,2月5日~2月11日,2月13日\n") });
  await page.locator("[data-day]").first().waitFor(); await shot("notice-plan");
  await page.getByRole("button", { name: "手工填写" }).click(); await shot("notice-form");
  await page.goto("/staff/district?tab=areas"); await page.locator("[data-area]").first().waitFor(); await shot("areas", false);
  // Everything a bit to the east: many stations change office.
  const file = JSON.parse(readFileSync("../data/areas.geojson", "utf8"));
  const shift = (c) => typeof c[0] === "number" ? [c[0] + 0.004, c[1] + 0.001] : c.map(shift);
  for (const f of file.features) { f.geometry.coordinates = shift(f.geometry.coordinates); f.properties.approximate = false; }
  await page.getByLabel("选择文件").setInputFiles({ name: "official.geojson", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  const t = Date.now(); await page.locator("[data-station]").first().waitFor({ timeout: 90000 }); console.log("plan ms", Date.now() - t); await shot("areas-plan"); await shot("areas-plan-top", false);
  await page.emulateMedia({ colorScheme: "dark" }); await page.goto("/staff/district?year=2026"); await page.getByTitle("元旦 放假").first().waitFor(); await shot("holidays-dark", false);
  await page.setViewportSize({ width: 390, height: 800 }); await shot("holidays-phone", false);
} finally { await browser.close(); server.kill(); process.kill(-pages.pid); }
