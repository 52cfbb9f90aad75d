import { expect, test } from "vitest";
import { within } from "./prepare";

test.each([
  [4000, 3000, 4000, 3000],
  [8000, 6000, 4618, 3464],
  [20_000, 1000, 17_888, 894],
])("of %i by %i pixels %i by %i are within sixteen million", (width, height, fitWidth, fitHeight) => {
  expect(within(width, height, 16_000_000)).toEqual({ width: fitWidth, height: fitHeight });
});
