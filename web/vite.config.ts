import { resolve } from "node:path";
import vue from "@vitejs/plugin-vue";
import { VitePWA } from "vite-plugin-pwa";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { riderFiles } from "./build/rider_files.ts";

/** Styles of the first page go into it: two small files would be two more ways to the server. */
function inlineStyles(): Plugin {
  return {
    name: "yizhan:inline-styles",
    enforce: "post",
    transformIndexHtml: {
      order: "post",
      // Those of the desk are many, and it is opened again and again from a cache.
      handler: (html, { bundle, path }) => path === "/planner.html" ? html :
        html.replace(/<link rel="stylesheet"[^>]*href="\/([^"]+)"[^>]*>/g, (link, file: string) => {
          const sheet = bundle?.[file];
          return sheet?.type === "asset" ? `<style>${String(sheet.source)}</style>` : link;
        }),
    },
  };
}

const page = (name: string): string => resolve(import.meta.dirname, `${name}.html`);
const rider = riderFiles();

// The pages ask a server of ours that runs beside them.
const server = process.env["YIZHAN_SERVER"] ?? "http://127.0.0.1:8080";
const proxy = { "/api/": server, "/admin/": server, "/openapi.json": server };

// Every page is a page of its own; the program serves what lands in dist/.
export default defineConfig({
  plugins: [
    vue(),
    rider.plugin,
    inlineStyles(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      // The page registers the worker itself, late and with care: inside WeChat it may refuse.
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ["index.html", "assets/*.{js,css}"],
        manifestTransforms: [
          (entries) => ({
            manifest: entries
              .filter(({ url }) => url === "index.html" || rider.has(url))
              // The page is asked for as people ask for it: the server fills in its head.
              .map((entry) => (entry.url === "index.html" ? { ...entry, url: "/" } : entry)),
            warnings: [],
          }),
        ],
      },
    }),
  ],
  worker: { format: "es" },
  build: {
    target: "es2022",
    // Browsers that do not know modulepreload load the page as well, only later.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1100,
    rolldownOptions: { input: { rider: page("index"), api: page("api"), planner: page("planner") } },
  },
  server: { proxy },
  preview: { proxy },
  test: { include: ["tests/**/*.test.ts", "build/**/*.test.ts", "src/**/*.test.ts"] },
});
