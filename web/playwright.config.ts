// Browser tests against the real program with the data that ship. The browser is the system's
// own Chromium; nothing is downloaded.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const port = process.env.YIZHAN_E2E_PORT ?? "18471";
const program = process.env.YIZHAN_BINARY ?? "../target/debug/yizhan";
const database = join(mkdtempSync(join(tmpdir(), "yizhan-e2e-")), "yizhan.db");

export default defineConfig({
  testDir: "e2e",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 45_000,
  reporter: "list",
  outputDir: "../target/e2e",
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 390, height: 844 },
    geolocation: { latitude: 39.9219, longitude: 116.4435, accuracy: 20 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.YIZHAN_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    },
  },
  webServer: {
    command: `${program} serve --listen 127.0.0.1:${port} --database ${database} --rate-limit 0`,
    url: `http://127.0.0.1:${port}/readyz`,
    timeout: 60_000,
  },
});
