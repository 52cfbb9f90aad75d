import { resolve } from "node:path";
import vue from "@vitejs/plugin-vue";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

const page = (name: string): string => resolve(import.meta.dirname, `${name}.html`);

// The pages ask a server of ours that runs beside them.
const server = process.env["YIZHAN_SERVER"] ?? "http://127.0.0.1:8080";
const proxy = { "/api/": server, "/openapi.json": server };

// Every page is a page of its own; the program serves what lands in dist/.
export default defineConfig({
  plugins: [
    vue(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      // The page registers the worker itself, late and with care: inside WeChat it may refuse.
      injectRegister: false,
      manifest: false,
      injectManifest: { globPatterns: ["index.html", "assets/*.{js,css}"] },
    }),
  ],
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1100,
    rolldownOptions: { input: { rider: page("index"), api: page("api") } },
  },
  server: { proxy },
  preview: { proxy },
  test: { include: ["tests/**/*.test.ts", "src/**/*.test.ts"] },
});
