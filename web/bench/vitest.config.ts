import { defineConfig } from "vitest/config";

// Not among the tests: what it measures depends on the machine.
export default defineConfig({ test: { include: ["bench/**/*.bench.ts"], testTimeout: 120_000 } });
