import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commonText } from "../src/i18n/common";
import { homeText } from "../src/i18n/home";
import { interfaceIcons } from "../src/ui/icons/interface";

const shell = readFileSync(new URL("../index.html", import.meta.url), "utf8");

test("the plain first view says what the app says, so that nothing changes when it takes over", () => {
  const { title, lead, find, findHint, search } = homeText.zh;
  for (const words of [commonText.zh.app, title, lead, find, findHint, search]) expect(shell).toContain(words);
  for (const icon of ["locate", "search"] as const) expect(shell).toContain(interfaceIcons[icon]);
});
