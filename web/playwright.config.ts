// Browser tests against the real program with the data that ship. The browser is the system's
// own Chromium; nothing is downloaded.
//
// YIZHAN_BINARY is the program; YIZHAN_E2E_PREVIEW=1 tests what `npm run build` left in dist/
// instead of the pages inside the program, which then answers the API only.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

// This file is read by every worker too: what is chosen once is handed on in the environment.
const { env } = process;
env["YIZHAN_E2E_PORT"] ??= String(18_000 + (process.pid % 2000));
env["YIZHAN_E2E_FOLDER"] ??= mkdtempSync(join(tmpdir(), "yizhan-e2e-"));
const port = Number(env["YIZHAN_E2E_PORT"]);
const program = env["YIZHAN_BINARY"] ?? "../target/debug/yizhan";
const database = join(env["YIZHAN_E2E_FOLDER"], "yizhan.db");
// What the operator's own job would leave there, so that pages can be signed for WeChat.
const ticket = join(env["YIZHAN_E2E_FOLDER"], "jsapi_ticket");
writeFileSync(ticket, "a-ticket-of-the-tests\n");
const isPreview = env["YIZHAN_E2E_PREVIEW"] === "1";
const previewPort = port + 2000;
const api = `http://127.0.0.1:${port}`;
const pages = isPreview ? `http://127.0.0.1:${previewPort}` : api;

export default defineConfig({
  testDir: "e2e",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // What passes the second time is told of as flaky: others slow a machine of continuous
  // integration down by as much as they like.
  retries: env["CI"] ? 1 : 0,
  timeout: 180_000,
  // A list of two thousand stations takes its time on a busy machine.
  expect: { timeout: 15_000 },
  reporter: "list",
  outputDir: "../target/e2e",
  use: {
    baseURL: pages,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 390, height: 844 },
    geolocation: { latitude: 39.9219, longitude: 116.4435, accuracy: 20 },
    // Names what was waited for before the whole test has run out of time.
    actionTimeout: 60_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: env["YIZHAN_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    },
  },
  webServer: [
    {
      command:
        `${program} serve --listen 127.0.0.1:${port} --database ${database} --rate-limit 0 --write-limit 0` +
        ` --public-url ${pages} --wechat-app-id wxtests --wechat-ticket ${ticket}`,
      url: `${api}/readyz`,
      timeout: 60_000,
    },
    ...(isPreview
      ? [
          {
            command: `npx vite preview --host 127.0.0.1 --port ${previewPort} --strictPort`,
            url: pages,
            env: { YIZHAN_SERVER: api },
          },
        ]
      : []),
  ],
});
