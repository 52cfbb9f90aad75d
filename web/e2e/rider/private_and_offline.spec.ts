import { expect, test } from "../drivers/test";

test("once the data are here no position and no request to others leaves the phone", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.waitsForDataOnThePhone();
  const asked = rider.watchesRequests();
  await rider.opens("/");
  await rider.page.reload();
  await rider.seesStations();
  await rider.chip("卫生间").click();
  await rider.opensTheFirstStation();
  await rider.opens("/#search");
  await rider.searches("guomao");
  await rider.chooses("国贸");
  await rider.seesStations();
  const own = new URL(rider.page.url()).origin;
  expect(asked.filter((each) => !each.startsWith(own))).toEqual([]);
  expect(asked.filter((each) => /nearest|39\.9|116\.4|guomao/.test(each))).toEqual([]);
});

test("without a network the page opens and finds the nearest station", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.waitsForDataOnThePhone();
  await rider.waitsForThePageOnThePhone();
  await rider.losesTheNetwork();
  await rider.opens("/");
  await rider.page.reload();
  await rider.seesStations();
  await expect(rider.page.getByText("位置没有发出")).toBeVisible();
  await rider.opensTheFirstStation();
});

test("whoever switches it off asks the server, and is told so", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.waitsForDataOnThePhone();
  await rider.page.getByRole("switch", { name: "在手机上查找" }).click();
  await expect(rider.page.getByText("每次查找会把位置发给服务器")).toBeVisible();
  const asked = rider.watchesRequests();
  await rider.opens("/");
  await rider.page.reload();
  await rider.seesStations();
  await expect(rider.page.getByText("由服务器计算")).toBeVisible();
  expect(asked.some((each) => each.includes("/nearest"))).toBe(true);
});
