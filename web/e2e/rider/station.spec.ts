import { expect, test } from "../drivers/test";

test("a station's page tells its week, and a step back leads to the list as it was", async ({ rider }) => {
  await rider.findsStations();
  await rider.cards().nth(5).scrollIntoViewIfNeeded();
  const before = await rider.page.evaluate(() => window.scrollY);
  await rider.cards().nth(5).getByRole("link").click();
  await rider.seesAStation();
  await expect(rider.page).toHaveURL(/\/s\/[\w-]+$/);
  await rider.goesBack();
  await expect(rider.page.getByRole("heading", { name: "开放时间" })).toHaveCount(0);
  expect(await rider.page.evaluate(() => window.scrollY)).toBe(before);
});

test("the way is handed over to a map", async ({ rider }) => {
  await rider.findsStations();
  await rider.opensTheFirstStation();
  await rider.page.getByRole("button", { name: "导航过去" }).click();
  const sheet = rider.page.getByRole("dialog");
  await expect(sheet.getByRole("link", { name: "高德地图" })).toHaveAttribute("href", /uri\.amap\.com.*mode=walk/);
  await sheet.getByRole("button", { name: "电动车" }).click();
  await expect(sheet.getByRole("link", { name: "高德地图" })).toHaveAttribute("href", /mode=ride/);
});

test("its address is a picture for another phone", async ({ rider }) => {
  await rider.findsStations();
  await rider.opensTheFirstStation();
  await rider.page.getByRole("button", { name: "二维码" }).click();
  await expect(rider.page.getByRole("dialog").getByRole("img", { name: "扫一扫，打开这个驿站" })).toBeVisible();
});

test("what is saved is found again", async ({ rider }) => {
  await rider.findsStations();
  await rider.opensTheFirstStation();
  const name = await rider.page.getByRole("main").getByRole("heading", { level: 1 }).last().textContent();
  await rider.page.getByRole("button", { name: "收藏" }).click();
  await rider.opens("/#saved");
  await rider.page.getByRole("link", { name: name ?? "?" }).click();
  await rider.seesAStation();
});

test("a station that never was says so and leads on", async ({ rider }) => {
  await rider.opens("/s/NO-SUCH");
  await expect(rider.page.getByText("没有编码为“NO-SUCH”的驿站")).toBeVisible();
  await rider.page.getByRole("button", { name: "找最近的驿站" }).click();
  await expect(rider.page.locator("button.home-find")).toBeVisible();
});

test("a link to a station opens it without anything before it", async ({ rider }) => {
  const list = await rider.page.request.get("/api/v1/stations?limit=1");
  const { stations } = (await list.json()) as { stations: { code: string; name: string }[] };
  await rider.opens(`/s/${stations[0]?.code ?? ""}`);
  await rider.seesAStation();
  await expect(rider.page).toHaveTitle(stations[0]?.name ?? "?");
  await rider.page.getByRole("button", { name: "返回" }).click();
  await expect(rider.page.locator("button.home-find")).toBeVisible();
});

test("without JavaScript the facts can be read", async ({ browser, baseURL }) => {
  test.skip(process.env["YIZHAN_E2E_PREVIEW"] === "1", "the program itself writes them");
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
  const page = await context.newPage();
  const list = await page.request.get(`${baseURL ?? ""}/api/v1/stations?limit=1`);
  const { stations } = (await list.json()) as { stations: { code: string; name: string }[] };
  await page.goto(`${baseURL ?? ""}/s/${stations[0]?.code ?? ""}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(stations[0]?.name ?? "?");
  await context.close();
});

test("what is new, smart, small or open round the clock is marked in the list and on its page", async ({ rider }) => {
  const list = await rider.page.request.get("/api/v1/stations?round_the_clock=true&limit=200");
  const { stations } = (await list.json()) as { stations: { code: string; name: string; lat: number; lon: number; tags: string[] }[] };
  const marked = stations.find(({ tags }) => tags.length === 3);
  if (!marked) throw new Error("no station of the programme");
  expect(marked.tags).toEqual(expect.arrayContaining(["round_the_clock", "smart"]));
  await rider.standsAt(marked.lat, marked.lon);
  await rider.findsStations();
  const card = rider.cards().filter({ hasText: marked.name });
  await expect(card.getByRole("listitem").filter({ hasText: "智慧" })).toBeVisible();
  await rider.opens(`/s/${marked.code}`);
  await rider.seesAStation();
  await expect(rider.page.getByRole("listitem").filter({ hasText: /^智慧$/ }).last()).toBeVisible();
});
