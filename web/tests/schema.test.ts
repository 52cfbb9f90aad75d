import { readFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, test } from "vitest";

const web = new URL("../", import.meta.url);

test("schema.ts is what openapi.json says: run `npm run api` after `yizhan openapi`", async () => {
  const generated = astToString(await openapiTS(new URL("openapi.json", web)));
  const committed = readFileSync(new URL("src/api/schema.ts", web), "utf8");
  // The command line puts a notice before what the library writes.
  expect(committed.endsWith(generated)).toBe(true);
});
