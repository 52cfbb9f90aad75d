import { expect, test } from "../drivers/test";

test("the first view is there without any script", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(baseURL ?? "");
  await expect(page.getByRole("link", { name: "找最近的驿站" })).toBeVisible();
  await context.close();
});

test("the position is asked for on a tap, and the list follows", async ({ rider }) => {
  await rider.opens("/");
  await expect(rider.page.getByRole("button", { name: "找最近的驿站" })).toBeVisible();
  await expect(rider.cards()).toHaveCount(0);
  await rider.allowsPosition();
  await rider.asksForTheNearest();
  await rider.seesStations();
});

test("where the position was allowed before, the list is there at once; a step back leads away", async ({ rider }) => {
  await rider.findsStations();
  await rider.page.getByRole("button", { name: "返回" }).click();
  await expect(rider.page.getByRole("button", { name: "找最近的驿站" })).toBeVisible();
});

test("what is open on arrival comes first, then the time to get there decides", async ({ rider }) => {
  await rider.findsStations();
  const groups = rider.page.locator("section", { has: rider.page.getByRole("heading", { name: "到达时开着" }) });
  const times = await groups.locator("article.station .time strong").allTextContents();
  const minutes = times.map((time) => Number.parseInt(time, 10));
  expect(minutes.length).toBeGreaterThan(3);
  expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
  const card = rider.cards().first();
  await expect(card).toContainText(/\d+ 分钟/);
  await expect(card).toContainText(/电动车 \d+ 分钟/);
  await expect(card).toContainText(/核验|确认/);
  await expect(card).toContainText(/推门|有人值守|扫码|刷卡|刷脸|App/);
});

test("travelling by e-bike tells the times by e-bike, and that stays", async ({ rider }) => {
  await rider.findsStations();
  await rider.page.getByRole("button", { name: "电动车", exact: true }).click();
  await expect(rider.cards().first()).toContainText(/步行 \d+ 分钟/);
  await rider.page.reload();
  await expect(rider.page.getByRole("button", { name: "电动车", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("without permission a place is searched, in pinyin too, and remembered", async ({ rider }) => {
  await rider.opens("/");
  await rider.asksForTheNearest();
  await expect(rider.saying("没有定位权限")).toBeVisible();
  await rider.page.getByRole("button", { name: "搜索地点" }).click();
  await rider.searches("wangjing");
  await rider.chooses("望京");
  await rider.seesStations();
  await rider.opens("/");
  await expect(rider.page.getByRole("heading", { name: "最近用过" })).toBeVisible();
  await rider.chooses("望京");
  await rider.seesStations();
});

test("a station is found by its name and opened", async ({ rider }) => {
  await rider.opens("/#search");
  await rider.searches("芳草地");
  await rider.chooses("芳草地");
  await expect(rider.page).toHaveURL(/\/s\/|#near/);
});

test("nothing is found: a sentence that helps", async ({ rider }) => {
  await rider.opens("/#search");
  await rider.searches("xyzxyz");
  await expect(rider.page.getByText("没有找到“xyzxyz”")).toBeVisible();
});

test("filters stick, and the one that rules everything out is named and dropped", async ({ rider }) => {
  await rider.findsStations();
  const sheet = await rider.opensAllFilters();
  for (const name of ["职工之家", "换电"]) await sheet.getByRole("button", { name, exact: true }).click();
  await sheet.getByRole("button", { name: "淋浴" }).click();
  await sheet.getByRole("button", { name: "看结果" }).click();
  const offer = rider.page.getByRole("button", { name: /^去掉/ }).first();
  await expect(rider.page.getByRole("heading", { name: "没有符合的驿站" }).or(rider.cards().first())).toBeVisible();
  await rider.page.reload();
  await expect(rider.chip("换电")).toHaveAttribute("aria-pressed", "true");
  await expect(rider.page.getByRole("heading", { name: "没有符合的驿站" }).or(rider.cards().first())).toBeVisible();
  if (await offer.isVisible()) {
    await offer.click();
    await rider.seesStations();
  }
});

test("a sheet keeps the keyboard, closes with Escape and gives it back", async ({ rider }) => {
  await rider.findsStations();
  const opener = rider.page.getByRole("button", { name: "全部筛选" });
  await opener.focus();
  await rider.page.keyboard.press("Enter");
  const sheet = rider.page.getByRole("dialog");
  await expect(sheet).toBeVisible();
  await expect(sheet.locator(".sheet-body")).toBeFocused();
  for (let stop = 0; stop < 45; stop++) {
    await rider.page.keyboard.press("Tab");
    expect(await sheet.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  }
  await rider.page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(opener).toBeFocused();
});

for (const who of ["the phone", "the server"] as const) {
  test(`on my way, the smallest detour comes first, as ${who} says`, async ({ rider }) => {
    if (who === "the server") await rider.cannotFetchData();
    await rider.findsStations();
    const asked = rider.watchesRequests();
    await rider.opens("/#way");
    await rider.page.getByRole("button", { name: /选目的地/ }).click();
    await rider.searches("国贸");
    await rider.chooses("国贸");
    await rider.seesStations();
    await expect(rider.cards().first()).toContainText(/不绕路|多花 \d+ 分钟/);
    const cards = await rider.openCards().allInnerTexts();
    // What is open comes first, whatever hour it is.
    expect(cards[0]).toBe(await rider.cards().first().innerText());
    const extra_min = cards.map((card) => Number(/多花 (\d+) 分钟/.exec(card)?.[1] ?? 0));
    expect(extra_min.length).toBeGreaterThan(1);
    expect(extra_min).toEqual([...extra_min].sort((a, b) => a - b));
    if (who === "the server") expect(asked.filter((url) => url.includes("/on-the-way?")).length).toBeGreaterThan(0);
  });
}
