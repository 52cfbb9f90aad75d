import { expect, it } from "vitest";
import { percentUp } from "./certificate";

it("never promises more than was proved", () => {
  expect([0, 0.0001, 0.00011, 0.0123, 0.01231].map(percentUp)).toEqual(["0.00", "0.01", "0.02", "1.23", "1.24"]);
});
