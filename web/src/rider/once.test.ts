import { expect, test } from "vitest";
import { once } from "./once";

test("it is made once, but for what could not be made", async () => {
  let made = 0;
  const get = once(() => (++made === 1 ? Promise.reject(new Error("no signal")) : Promise.resolve(made)));
  await expect(get()).rejects.toThrow("no signal");
  expect(await Promise.all([get(), get()])).toEqual([2, 2]);
});
