// Demand seen in use: off until somebody agrees, and then no more than the page says.
import { expect, test } from "../drivers/test";

const sightings = (asked: string[]): string[] => asked.filter((request) => request.includes("/api/v1/usage "));

test("nothing is told of use until somebody agrees, and what is kept can be read", async ({ rider }) => {
  const asked = rider.watchesRequests();
  await rider.findsStations();
  await rider.opens("/#settings");
  await expect(rider.page.getByRole("switch", { name: "帮助规划新驿站" })).not.toBeChecked();
  await rider.page.getByRole("button", { name: "到底留下了什么" }).click();
  await expect(rider.page.getByText("现在是关闭的")).toBeVisible();
  expect(sightings(asked)).toEqual([]);
});

test("who agrees tells a cell, an hour and whether something was found, once an hour, and no position", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.opens("/#settings");
  await rider.page.getByRole("switch", { name: "帮助规划新驿站" }).press("Enter");
  const asked = rider.watchesRequests();
  const taken = rider.page.waitForResponse("**/api/v1/usage");
  await rider.opens("/");
  await rider.seesStations();
  expect((await taken).status()).toBe(204);
  await rider.opens("/#home");
  await rider.opens("/");
  await rider.seesStations();
  const [told, ...more] = sightings(asked);
  expect(more).toEqual([]);
  const body = JSON.parse(told?.slice(told.indexOf("{")) ?? "") as Record<string, unknown>;
  expect(Object.keys(body).sort()).toEqual(["cell", "found", "hour_of_week", "id"]);
  expect(body["cell"]).toMatch(/^89[0-9a-f]{13}$/);
  expect(body["id"]).toMatch(/^[0-9a-f]{32}$/);
});
