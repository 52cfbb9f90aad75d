import { expect, test } from "../drivers/test";

for (const [name, status, words] of [
  ["too many questions", 429, /查询太频繁，\d 秒后自动再试/],
  ["a server in trouble", 500, "服务器出了问题"],
] as const) {
  test(`${name}: a sentence that helps, and another try`, async ({ rider }) => {
    await rider.allowsPosition();
    await rider.cannotFetchData();
    let isWell = false;
    await rider.page.route("**/nearest?*", (route) =>
      isWell ? route.fallback() : route.fulfill({ status, headers: { "retry-after": "7" }, json: { detail: "…" } }),
    );
    await rider.opens("/");
    await expect(rider.saying(words)).toBeVisible();
    isWell = true;
    await rider.page.getByRole("button", { name: "再试一次" }).click();
    await rider.seesStations();
  });
}

test("a busy server is asked again when it said", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.cannotFetchData();
  let asked = 0;
  await rider.page.route("**/nearest?*", (route) =>
    ++asked > 2 ? route.fallback() : route.fulfill({ status: 429, headers: { "retry-after": "2" }, json: {} }),
  );
  await rider.opens("/");
  await expect(rider.saying("查询太频繁")).toBeVisible();
  await rider.seesStations();
});

test("no server at all: a sentence that helps, and the list when it is back", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.page.route("**/api/**", (route) => route.abort());
  await rider.opens("/");
  await expect(rider.saying("连不上服务器")).toBeVisible();
  await rider.page.unroute("**/api/**");
  await rider.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await rider.seesStations();
});

test("a slow server is waited for, and that is said", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.cannotFetchData();
  await rider.page.route("**/nearest?*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await route.fallback();
  });
  await rider.opens("/");
  await expect(rider.saying("还在等")).toBeVisible({ timeout: 6000 });
  await rider.seesStations();
});

test("a poor position is said, with another try", async ({ rider }) => {
  await rider.standsAt(39.92, 116.44, 800);
  await rider.findsStations();
  await expect(rider.page.getByText("定位只精确到约 800 米")).toBeVisible();
});

test("far from everything, the list says how far", async ({ rider }) => {
  await rider.standsAt(31.23, 121.47);
  await rider.findsStations();
  await expect(rider.page.getByText("附近没有驿站")).toBeVisible();
});

test("a clock that is hours wrong is noticed and does not count", async ({ rider }) => {
  await rider.page.clock.setFixedTime(new Date(Date.now() + 7 * 3_600_000));
  await rider.allowsPosition();
  await rider.waitsForDataOnThePhone();
  await rider.opens("/");
  await rider.page.reload();
  await expect(rider.page.getByText("手机时间差了约 7 小时")).toBeVisible();
});

test("a storage that is full takes nothing away but the next time", async ({ rider }) => {
  await rider.page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    IDBFactory.prototype.open = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await rider.allowsPosition();
  await rider.waitsForDataOnThePhone();
  await expect(rider.page.getByText("手机存储空间不够")).toBeVisible();
  await rider.opens("/#near");
  await rider.page.getByRole("button", { name: "找最近的驿站" }).click();
  await rider.seesStations();
});

test("a browser that refuses the worker goes on without", async ({ rider }) => {
  await rider.page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError"));
  });
  await rider.allowsPosition();
  await rider.waitsForDataOnThePhone();
  await expect(rider.page.getByText("这个浏览器不能离线打开本页")).toBeVisible();
});
