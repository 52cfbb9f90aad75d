// The map beside the list: what it shows, how it is worked, and that the list does without it.
import AxeBuilder from "@axe-core/playwright";
import { RiderMap, withoutWebGl } from "../drivers/map";
import type { Rider } from "../drivers/rider";
import { expect, test } from "../drivers/test";

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = (launchOptions.args ?? []).filter((arg) => arg !== "--disable-gpu");
    await use({ ...launchOptions, args: [...args, ...RiderMap.software] });
  },
});

async function atTheMap(rider: Rider): Promise<RiderMap> {
  await rider.findsStations();
  const map = new RiderMap(rider.page);
  await map.opens();
  await map.isDrawn();
  return map;
}

test("a station on the map opens when it is touched, and nobody else is asked", async ({ rider, baseURL }) => {
  const asked = new Set<string>();
  rider.page.on("request", (request) => asked.add(new URL(request.url()).origin));
  const map = await atTheMap(rider);
  await map.touchesUntilAStationOpens();
  await rider.seesAStation();
  expect([...asked].filter((origin) => origin.startsWith("http"))).toEqual([baseURL]);
});

test("a station over the map is drawn up to show all of it, and down to be put away", async ({ rider }) => {
  const map = await atTheMap(rider);
  await map.touchesUntilAStationOpens();
  await rider.seesAStation();
  await map.drawsTheSheet(-200);
  await expect(map.sheetHandle()).toHaveAttribute("aria-expanded", "true");
  await map.drawsTheSheet(200);
  await expect(map.sheetHandle()).toHaveAttribute("aria-expanded", "false");
  await expect(map.canvas()).toBeInViewport();
  await map.drawsTheSheet(200);
  await expect(rider.page).toHaveURL(/#map$/);
});

test("where the map was moved to with keys is searched", async ({ rider }) => {
  const map = await atTheMap(rider);
  await expect(map.searchHere()).toHaveCount(0);
  await map.canvas().focus();
  for (let press = 0; press < 12; press++) await rider.page.keyboard.press("ArrowRight");
  await map.searchHere().click();
  await rider.page.getByRole("button", { name: "列表" }).click();
  await rider.seesStations();
  await expect(rider.page.getByText("地图上选的点").first()).toBeVisible();
});

test("without permission a place is chosen on the map, and the permission is not asked for again", async ({ rider }) => {
  await rider.opens("/");
  await rider.asksForTheNearest();
  await expect(rider.saying("没有定位权限")).toBeVisible();
  const map = new RiderMap(rider.page);
  await rider.opens("/#map");
  await map.isDrawn();
  for (let zoom = 0; zoom < 4; zoom++) await map.canvas().press("Equal");
  await map.searchHere().click();
  await rider.page.getByRole("button", { name: "列表" }).click();
  await rider.seesStations();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("the map has no fault that a machine can find", async ({ rider }) => {
      await atTheMap(rider);
      expect((await new AxeBuilder({ page: rider.page }).analyze()).violations).toEqual([]);
    });
  });
}

test.describe("a ledger that no phone is given whole", () => {
  test.use({ serviceWorkers: "block" });
  test("comes to the map as tiles, and a station of theirs opens", async ({ rider }) => {
    await rider.isGivenNoPack();
    const asked = rider.watchesRequests();
    const map = await atTheMap(rider);
    await map.touchesUntilAStationOpens();
    await rider.seesAStation();
    expect(asked.filter((url) => /\/tiles\/stations\/\d+\//.test(url)).length).toBeGreaterThan(0);
  });
});

test("a phone that cannot draw a map is told so and keeps its list", async ({ rider }) => {
  await withoutWebGl(rider.page);
  await rider.findsStations();
  await new RiderMap(rider.page).opens();
  await expect(rider.page.getByText("这台设备显示不了地图，列表照常使用。")).toBeVisible();
  await rider.page.getByRole("button", { name: "列表" }).click();
  await rider.seesStations();
});

test.describe("before the page is kept on the phone", () => {
  test.use({ serviceWorkers: "block" });
  test("a map that does not load is told of, and the list stays", async ({ rider }) => {
    await rider.findsStations();
    await rider.page.route("**/assets/*map*.js", (route) => route.abort());
    await new RiderMap(rider.page).opens();
    await expect(rider.page.getByText("地图没有加载出来")).toBeVisible();
    await rider.page.getByRole("button", { name: "列表" }).click();
    await rider.seesStations();
  });
});
