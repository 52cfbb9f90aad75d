import { AREA, unique } from "../drivers/office";
import { expect, test } from "../drivers/staff_test";
import { Visitor } from "../drivers/visitor";

test("a round is begun and handed out, a station is verified at its door, and the round tells so", async ({ office, staff, browser }) => {
  const station = await office.builds({ address: "湖边路 1 号", microwave: "yes", phone: "010-64000000", access: ["open_door"] });
  const name = unique("第四季度核验");
  const boss = await staff.hires("district_administrator");
  const editor = await staff.hires("editor", { areas: [AREA.code] });

  await boss.opens("/rounds");
  await boss.page.getByRole("button", { name: "发起核验" }).click();
  const dialog = boss.window("发起核验");
  await dialog.getByLabel("名称").fill(name);
  await boss.chooses("街道（地区）", AREA.name, dialog);
  await boss.page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "发起", exact: true }).click();
  await expect(boss.page.getByRole("heading", { name })).toBeVisible();
  await boss.chooses(`把${AREA.name}的任务交给`, editor.account.displayName, boss.section("按街道"));
  await expect(boss.saying(`已交给 ${editor.account.displayName}`)).toBeVisible();
  await expect(boss.section("按人")).toContainText(editor.account.displayName);
  const round = boss.page.url();

  const visitor = new Visitor(editor.page);
  await visitor.page.setViewportSize({ width: 390, height: 844 });
  await editor.opens();
  await expect(editor.navigation().first()).toBeVisible();
  await visitor.standsAt(Number(station.facts["lat"]) + 0.0001, Number(station.facts["lon"]));
  await visitor.scansThePlaque(station.code);
  await visitor.goesOnToTheVisit();
  await expect(visitor.page.getByText("属于 1 个核验活动")).toBeVisible();
  await visitor.takesThePhonesPosition();
  await expect(visitor.fact("位置")).toContainText("距台账上的入口 11 米");
  await visitor.findsAllRight("服务设施");
  await visitor.finds("服务设施", "不对");
  await visitor.fact("服务设施").getByRole("button", { name: "微波炉 坏了" }).click();
  await visitor.sends();
  await expect(visitor.outcome("核验已提交")).toBeVisible();
  const { facts } = await office.record(station.code);
  expect(facts["microwave"]).toBe("out_of_order");
  expect(facts["verified_on"]).not.toBeNull();

  await boss.page.goto(`${round}?state=done`);
  await expect(boss.section("任务").locator(`[data-station="${station.code}"]`)).toContainText(editor.account.displayName);
  await boss.page.getByRole("button", { name: "结束活动" }).click();
  await boss.window("结束活动").getByRole("button", { name: "结束活动" }).click();
  await expect(boss.page.getByText("已结束", { exact: true })).toBeVisible();

  const street = await browser.newContext();
  const rider = await street.newPage();
  await rider.goto(`/s/${station.code}`);
  await expect(rider.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(rider.getByRole("button", { name: "收藏" })).toBeVisible();
  await expect(rider.getByRole("link", { name: "核验", exact: true }), "riders see no difference").toHaveCount(0);
  await street.close();
});

test.describe("at the door, on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a visit without signal is kept and arrives by itself, once", async ({ office, staff }) => {
    const station = await office.builds({ address: "湖边路 2 号" });
    const { page } = await staff.hires("editor", { areas: [AREA.code] });
    const visitor = new Visitor(page);
    await visitor.visits(station.code);
    await visitor.findsAllRight();
    await visitor.losesTheNetwork();
    await visitor.sends();
    await expect(visitor.outcome("没有信号，先存在这部手机上")).toBeVisible();
    await expect(page.getByText("1 次核验等待提交")).toBeVisible();
    expect((await office.record(station.code)).version).toBe(1);
    await visitor.findsTheNetworkAgain();
    await expect(page.getByText("1 次核验等待提交")).toHaveCount(0);
    const after = await office.record(station.code);
    expect([after.version, after.facts["verified_on"] !== null]).toEqual([2, true]);
  });

  test("what somebody else has changed meanwhile is looked at once more", async ({ office, staff }) => {
    const station = await office.builds({ address: "湖边路 3 号" });
    const { page } = await staff.hires("editor", { areas: [AREA.code] });
    const visitor = new Visitor(page);
    await visitor.visits(station.code);
    await visitor.findsAllRight();
    await office.edits(station.code, { phone: "010-65000000" });
    await visitor.sends();
    await expect(page.getByText("您核验时有人改了：公开电话")).toBeVisible();
    await expect(visitor.fact("公开电话")).toContainText("010-65000000");
    await visitor.finds("公开电话", "对");
    await visitor.sends();
    await expect(visitor.outcome("核验已提交")).toBeVisible();
  });

  test("hours are corrected as the door says them, the entrance to where one stands", async ({ office, staff }) => {
    const station = await office.builds({ address: "湖边路 4 号" });
    const { page } = await staff.hires("editor", { areas: [AREA.code] });
    const visitor = new Visitor(page);
    const lat = Math.round((Number(station.facts["lat"]) + 0.0003) * 1e6) / 1e6;
    await visitor.standsAt(lat, Number(station.facts["lon"]));
    await visitor.visits(station.code);
    await visitor.findsAllRight("位置", "开放时间");
    await visitor.takesThePhonesPosition();
    await visitor.finds("位置", "不对");
    await page.getByRole("button", { name: "把入口改到我站的地方" }).click();
    await visitor.finds("开放时间", "不对");
    await visitor.fact("开放时间").getByLabel("应该是").fill("看心情");
    await visitor.sends();
    await expect(visitor.fact("开放时间").getByRole("alert")).toBeVisible();
    await visitor.fact("开放时间").getByLabel("应该是").fill("周一至周五 8:30-11:30，13:30-17:00");
    await visitor.sends();
    await expect(visitor.outcome("核验已提交")).toBeVisible();
    expect((await office.record(station.code)).facts).toMatchObject({ lat, opening_hours: "Mo-Fr 08:30-11:30,13:30-17:00" });
  });

  test("a station that is not there is said with what is there instead", async ({ office, staff }) => {
    const station = await office.builds();
    const { page } = await staff.hires("editor", { areas: [AREA.code] });
    const visitor = new Visitor(page);
    await visitor.visits(station.code);
    await page.getByRole("button", { name: "这里没有这个驿站，或进不去" }).click();
    const send = page.getByRole("button", { name: "提交：没找到" });
    await expect(send).toBeDisabled();
    await page.getByLabel("现在是什么样？").fill("已改为便利店");
    await send.click();
    await expect(visitor.outcome("已提交：没找到")).toBeVisible();
    expect((await office.record(station.code)).facts["verified_on"]).toBeNull();
  });

  test("who has not signed in does so and comes back to the station; whose it is not is told", async ({ office, staff }) => {
    const station = await office.builds({ address: "湖边路 5 号" });
    const stranger = await staff.seats(await office.hires("editor", { areas: ["110105043"] }));
    await stranger.page.goto(`/staff/check/${station.code}`);
    await stranger.typesThePassword();
    await expect(stranger.page.getByText("这个驿站不归您管理，不能核验。")).toBeVisible();
    await expect(stranger.page.getByRole("button", { name: "提交核验" })).toHaveCount(0);
  });
});

test("what is overdue is a list that is narrowed by area, and leads to the visit", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  await clerk.opens(`/rounds?tab=due&area=${AREA.code}`);
  const rows = clerk.section("待核验清单").getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  await expect(clerk.page.getByRole("status").filter({ hasText: "其中逾期" })).toBeVisible();
  await clerk.page.getByText("只看逾期").click();
  await expect(clerk.page).toHaveURL(/overdue=1/);
  await clerk.opens(`/rounds?tab=due&area=${AREA.code}&unit=${String(station.facts["unit"])}`);
  await clerk.section("待核验清单").getByRole("link", { name: "去核验" }).first().click();
  await expect(clerk.page).toHaveURL(/\/staff\/check\//);
});
