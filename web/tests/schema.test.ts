import { readFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, test } from "vitest";

const web = new URL("../", import.meta.url);

test.each([
  ["schema.ts", "openapi.json"],
  ["admin_schema.ts", "admin_openapi.json"],
])("%s is what %s says: run `npm run api` after `yizhan openapi`", async (types, description) => {
  const generated = astToString(await openapiTS(new URL(description, web)));
  const committed = readFileSync(new URL(`src/api/${types}`, web), "utf8");
  // The command line puts a notice before what the library writes.
  expect(committed.endsWith(generated)).toBe(true);
});
