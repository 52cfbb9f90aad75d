import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

// Every page is a page of its own; the program serves what lands in dist/.
export default defineConfig({
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { api: resolve(import.meta.dirname, "api.html") },
    },
  },
  test: { include: ["tests/**/*.test.ts", "src/**/*.test.ts"] },
});
