import { resolve } from "node:path";
import vue from "@vitejs/plugin-vue";
import { VitePWA } from "vite-plugin-pwa";
import type { Plugin, PreviewServer, ViteDevServer } from "vite";
import { defineConfig } from "vitest/config";
import { riderFiles } from "./build/rider_files.ts";

/** Styles of the first page go into it: two small files would be two more ways to the server. */
function inlineStyles(): Plugin {
  return {
    name: "yizhan:inline-styles",
    enforce: "post",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle, path }) => {
        // The styles of the desks are many, and these pages are opened again and again from a cache.
        if (path === "/staff.html" || path === "/planner.html") return html;
        return html.replace(/<link rel="stylesheet"[^>]*href="\/([^"]+)"[^>]*>/g, (link, file: string) => {
          const sheet = bundle?.[file];
          return sheet?.type === "asset" ? `<style>${String(sheet.source)}</style>` : link;
        });
      },
    },
  };
}

const page = (name: string): string => resolve(import.meta.dirname, `${name}.html`);
const rider = riderFiles();

// The pages ask a server of ours that runs beside them.
const server = process.env["YIZHAN_SERVER"] ?? "http://127.0.0.1:8080";
// The host stays as the browser asked for it: only pages of our own may write.
const proxy = Object.fromEntries(["/api/", "/admin/", "/photos/", "/openapi.json"].map((path) => [path, { target: server, changeOrigin: false }]));

/** The console answers at every address below /staff, as it does in the program. */
function staffPage(): Plugin {
  const use = ({ middlewares }: ViteDevServer | PreviewServer): void => {
    middlewares.use((request, _, next) => {
      if (/^\/staff(?![.\w])/.test(request.url ?? "")) request.url = "/staff.html";
      next();
    });
  };
  return { name: "yizhan:staff-page", configureServer: use, configurePreviewServer: use };
}

// Every page is a page of its own; the program serves what lands in dist/.
export default defineConfig({
  plugins: [
    vue(),
    rider.plugin,
    inlineStyles(),
    staffPage(),
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
    rolldownOptions: { input: { rider: page("index"), api: page("api"), staff: page("staff"), planner: page("planner") } },
  },
  server: { proxy },
  preview: { proxy },
  test: { include: ["tests/**/*.test.ts", "build/**/*.test.ts", "src/**/*.test.ts"] },
});
