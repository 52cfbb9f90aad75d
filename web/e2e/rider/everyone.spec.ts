import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "../drivers/test";
import type { Rider } from "../drivers/rider";

/** Every view, and how somebody gets there. */
const VIEWS: [name: string, reach: (rider: Rider) => Promise<void>][] = [
  ["first view", async (rider) => { await rider.opens("/"); }],
  ["list", (rider) => rider.findsStations()],
  ["refusal", async (rider) => {
    await rider.opens("/");
    await rider.asksForTheNearest();
    await expect(rider.saying("没有定位权限").or(rider.saying("No permission"))).toBeVisible();
  }],
  ["filters", async (rider) => {
    await rider.findsStations();
    await rider.page.locator(".bar .all").click();
    await expect(rider.page.getByRole("dialog")).toBeVisible();
  }],
  ["search", async (rider) => {
    await rider.opens("/#search");
    await rider.searches("guomao");
    await expect(rider.page.getByRole("heading", { level: 2 }).first()).toBeVisible();
  }],
  ["settings", async (rider) => { await rider.opens("/#settings"); }],
  ["saved", async (rider) => { await rider.opens("/#saved"); }],
  ["reports sent", async (rider) => { await rider.opens("/#sent"); }],
  ["what is kept", async (rider) => { await rider.opens("/#kept"); }],
  ["on my way", async (rider) => { await rider.opens("/#way"); }],
  ["station", async (rider) => {
    await rider.findsStations();
    await rider.cards().first().getByRole("link").click();
    await expect(rider.page.locator(".facts table, .facts section").first()).toBeVisible();
  }],
  ["report form", async (rider) => {
    await rider.findsStations();
    await rider.cards().first().getByRole("link").click();
    await rider.page.getByRole("button", { name: /报错|Report a problem/ }).click();
    await expect(rider.page.getByRole("dialog")).toBeVisible();
  }],
];

/** What moves is looked at when it stands. */
async function rests(rider: Rider): Promise<void> {
  await rider.page.waitForTimeout(600);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const [name, reach] of VIEWS) {
      test(`axe finds nothing wrong: ${name}`, async ({ rider }) => {
        await reach(rider);
        await rests(rider);
        const { violations } = await new AxeBuilder({ page: rider.page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
      });
    }
  });
}

for (const locale of ["zh-CN", "en-GB"]) {
  test.describe(`on a small phone, in ${locale}`, () => {
    test.use({ locale, viewport: { width: 360, height: 640 } });
    for (const [name, reach] of VIEWS) {
      test(`nothing is wider than the phone, and everything can be hit with a thumb: ${name}`, async ({ rider }) => {
        await reach(rider);
        await rests(rider);
        expect(await rider.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
        const small = await rider.page.locator("button, a, [role=switch], label:has(input)").evaluateAll((all) =>
          all
            .filter((each) => each.checkVisibility() && !each.closest("[inert]"))
            // A card's link is as large as the card, and a switch reaches beyond its picture.
            .map((each) => [each, each.closest("article.station, .reach") ?? each] as const)
            .map(([each, reach]) => [each.textContent.trim(), reach.getBoundingClientRect()] as const)
            .filter(([, box]) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
            .map(([text, box]) => `${text} ${String(Math.round(box.width))}×${String(Math.round(box.height))}`),
        );
        expect(small).toEqual([]);
      });
    }
  });
}

test("English, large type and dark stay when they are chosen", async ({ rider }) => {
  await rider.opens("/#settings");
  await rider.page.getByText("English").click();
  await rider.page.getByRole("switch", { name: "Large type" }).click();
  await rider.page.getByText("Dark", { exact: true }).click();
  await rider.opens("/");
  await rider.page.reload();
  await expect(rider.page.getByRole("button", { name: "Find the nearest station" })).toBeVisible();
  await expect(rider.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(rider.page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(rider.page.locator("html")).toHaveCSS("font-size", "20px");
});

test("with large type nothing is wider than a small phone", async ({ rider }) => {
  await rider.page.setViewportSize({ width: 360, height: 640 });
  await rider.opens("/#settings");
  await rider.page.getByRole("switch", { name: "大字" }).click();
  await rider.findsStations();
  expect(await rider.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await rider.opensTheFirstStation();
  expect(await rider.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test("whoever listens hears how many were found", async ({ rider }) => {
  await rider.findsStations();
  await expect(rider.saying(/找到 \d+ 个驿站/)).toBeAttached();
});

test("on a desk the list stands on the left and the map on the right", async ({ rider }) => {
  await rider.page.setViewportSize({ width: 1280, height: 800 });
  await rider.findsStations();
  const map = rider.page.getByRole("region", { name: "驿站地图" }).first();
  await expect(map).toBeVisible();
  expect((await map.boundingBox())?.x).toBe(420);
  const list = await rider.cards().first().boundingBox();
  expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(420);
});
