import { expect, test } from "../drivers/test";

test("one tap leads to stations, the open ones first", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.opens("/settings");
  await rider.opens("/");
  await rider.seesAnswers();
  const states = await rider.answers().locator(".pill").evaluateAll((pills: Element[]) =>
    pills.map((pill) => ["closed", "unknown"].find((look) => pill.classList.contains(look)) ?? "open"),
  );
  expect(states.length).toBeGreaterThan(5);
  expect(states.lastIndexOf("open")).toBeLessThan(
    states.includes("closed") ? states.indexOf("closed") : states.length,
  );
  const card = rider.answers().first();
  await expect(card).toContainText(/步行 \d+ 分钟/);
  await expect(card).toContainText(/骑车 \d+ 分钟/);
  await expect(card).toContainText(/核验于|尚未核验/);
});

test("the position is asked for on a tap only", async ({ rider }) => {
  await rider.opens("/");
  await expect(rider.page.getByRole("button", { name: "找最近的驿站" })).toBeVisible();
  await expect(rider.answers()).toHaveCount(0);
  await rider.asksForTheNearest();
  await expect(rider.page.getByRole("alert")).toContainText("没有定位权限");
});

test("without permission a place is searched, in pinyin too", async ({ rider }) => {
  await rider.opens("/");
  await rider.page.getByRole("link", { name: "搜索地点或驿站" }).click();
  await rider.types("wangjing");
  await rider.page.getByRole("button", { name: "望京", exact: true }).click();
  await rider.seesAnswers();
  await rider.opens("/");
  await expect(rider.page.getByRole("navigation", { name: "最近用过" })).toContainText("望京");
});

test("chips stick, and the one that rules everything out is named", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.opens("/");
  await rider.seesAnswers();
  await rider.chip("更多设施").click();
  for (const name of ["淋浴", "母婴室", "法律咨询", "AED", "换电", "24小时"]) {
    await rider.chip(name).click();
  }
  await expect(rider.page.getByRole("heading", { name: "附近没有符合全部条件的驿站" })).toBeVisible();
  await rider.page.reload();
  await expect(rider.chip("淋浴")).toHaveAttribute("aria-pressed", "true");
  await rider.page.getByRole("button", { name: "清除全部筛选" }).click();
  await rider.seesAnswers();
});

test("on my way, the stations with the least detour come first", async ({ rider }) => {
  await rider.allowsPosition();
  await rider.opens("/way");
  await rider.types("国贸");
  await rider.page.getByRole("button", { name: "国贸", exact: true }).first().click();
  const notes = rider.page.locator(".card .note");
  await expect(notes.first()).toBeVisible({ timeout: 15_000 });
  await expect(notes.first()).toContainText("几乎不绕路");
});
