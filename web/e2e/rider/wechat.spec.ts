import { expect, test } from "../drivers/test";
import { WECHAT_ON_ANDROID, WeChat } from "../drivers/wechat";

test.skip(process.env["YIZHAN_E2E_PREVIEW"] === "1", "the program itself says which hosts a page may ask");

const MAP = { name: "微信地图" };

test.describe("inside WeChat", () => {
  test.use({ userAgent: WECHAT_ON_ANDROID });

  test("WeChat's own map opens at the door, with a page that WeChat takes for signed", async ({ rider, page }) => {
    const weChat = new WeChat(page);
    await weChat.isThere();
    await rider.findsStations();
    expect(weChat.asked).toBe(0);
    await rider.opensTheFirstStation();
    await page.getByRole("button", { name: "导航过去" }).click();
    await page.getByRole("dialog").getByRole("button", MAP).click();
    await expect.poll(async () => (await weChat.wasTold()).place).toBeTruthy();
    const { config, place } = await weChat.wasTold();
    if (!config || !place) throw new Error("WeChat was told nothing");
    expect(config).toMatchObject({ appId: "wxtests", jsApiList: ["openLocation"] });
    expect(weChat.takes(config, page.url())).toBe(true);
    expect(weChat.takes(config, `${page.url()}?other`)).toBe(false);

    const code = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const answer = await page.request.get(`/api/v1/stations/${code}?datum=gcj02`);
    const { station } = (await answer.json()) as { station: { name: string; lat: number; lon: number } };
    expect(place.name).toBe(station.name);
    expect(place.latitude).toBeCloseTo(station.lat, 5);
    expect(place.longitude).toBeCloseTo(station.lon, 5);
  });

  test("when WeChat's library does not load, the address is copied instead", async ({ rider, page, context }) => {
    await context.grantPermissions(["geolocation", "clipboard-write"]);
    await new WeChat(page).isOutOfReach();
    await rider.findsStations();
    await rider.opensTheFirstStation();
    await page.getByRole("button", { name: "导航过去" }).click();
    await page.getByRole("dialog").getByRole("button", MAP).click();
    await expect(rider.saying("已复制")).toBeVisible();
  });
});

test("outside WeChat its library is never asked for", async ({ rider, page }) => {
  const weChat = new WeChat(page);
  await weChat.isThere();
  await rider.findsStations();
  await rider.opensTheFirstStation();
  await page.getByRole("button", { name: "导航过去" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "高德地图" })).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("button", MAP)).toHaveCount(0);
  expect(weChat.asked).toBe(0);
});
