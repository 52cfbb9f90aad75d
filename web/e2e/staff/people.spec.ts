import { AREA, OTHER_AREA, unique } from "../drivers/office";
import { expect, test } from "../drivers/staff_test";

test("each role sees what it may do, and nothing else", async ({ office, staff }) => {
  const station = await office.builds();
  for (const [role, pages, mayWrite] of [
    ["editor", ["驿站", "纠错", "核验", "质量", "单位", "导入导出", "基础数据"], true],
    ["planner", ["驿站", "核验", "质量", "单位", "导入导出", "基础数据"], false],
    ["auditor", ["驿站", "纠错", "核验", "质量", "单位", "导入导出", "基础数据", "审计", "人员"], false],
  ] as const) {
    const clerk = await staff.hires(role, role === "editor" ? { areas: [AREA.code] } : {});
    await clerk.opensStation(station.code);
    expect((await clerk.navigation().allTextContents()).map((title) => title.replace(/\d+$/, "")), role).toEqual(pages);
    await expect(clerk.page.getByRole("button", { name: "暂停开放" }), role).toHaveCount(mayWrite ? 1 : 0);
    await (mayWrite ? expect(clerk.field("名称")).toBeEnabled() : expect(clerk.field("名称")).toBeDisabled());
    await expect(clerk.page.getByRole("button", { name: "恢复到这一版" })).toHaveCount(0);
    await clerk.opens("/imports");
    await expect(clerk.page.getByText("上传台账文件"), role).toHaveCount(mayWrite ? 1 : 0);
    if (role !== "auditor") {
      await clerk.opens("/people");
      await expect(clerk.page.getByText("您的角色不能打开这一页")).toBeVisible();
    }
  }
});

test("an editor reads the stations of others and is told that they are not theirs", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [OTHER_AREA.code] });
  await clerk.opensStation(station.code);
  await expect(clerk.page.getByText("这个驿站不归您管理，只能查看。")).toBeVisible();
  await expect(clerk.field("名称")).toBeDisabled();
  await expect(clerk.field("管理员电话")).toHaveCount(0);
});

test("somebody new is added, sets a password with the link, and works in the area given to them", async ({ office, staff }) => {
  const chief = await staff.hires("district_administrator");
  const { page } = chief;
  const name = unique("new.");
  await chief.opens("/people");
  await page.getByRole("button", { name: "添加人员" }).click();
  const window = chief.window("添加人员");
  await window.getByLabel("账号").fill(name);
  await window.getByLabel("姓名").fill("新来的");
  await chief.chooses("街道（地区）", AREA.name, window);
  await page.keyboard.press("Escape");
  await window.getByRole("button", { name: "保存" }).click();
  const link = chief.window("设置密码的链接").locator("code, input").first();
  const address = (await link.textContent()) || (await link.inputValue());
  const fresh = await staff.seats({ id: "", name, displayName: "新来的", password: "seven slow green snails" });
  await fresh.page.goto(address.replace(/^https?:\/\/[^/]+/, ""));
  await fresh.page.getByLabel("新密码").fill("seven slow green snails");
  await fresh.page.getByLabel("再输一次").fill("seven slow green snails");
  await fresh.page.getByRole("button", { name: "设置密码" }).click();
  await fresh.signsIn();
  await expect(fresh.navigation().first()).toBeVisible();
  const station = await office.builds();
  await fresh.opensStation(station.code);
  await expect(fresh.field("名称")).toBeEnabled();
});

test("a token is shown once and revoked", async ({ staff }) => {
  const clerk = await staff.hires("planner");
  const tokens = clerk.section("接口令牌");
  await clerk.opens("/account");
  await tokens.getByRole("button", { name: "新建令牌" }).click();
  await tokens.getByPlaceholder("用途").fill("月报");
  await tokens.getByRole("button", { name: "新建", exact: true }).click();
  await expect(tokens.locator("code")).not.toBeEmpty();
  await clerk.page.reload();
  await expect(tokens.getByText("月报")).toBeVisible();
  await expect(tokens.locator("code")).toHaveCount(0);
  await tokens.getByRole("button", { name: "吊销 月报" }).click();
  await expect(tokens.getByText("没有令牌")).toBeVisible();
});

test("the audit log is searched by station, opened and taken out", async ({ office, staff }) => {
  const station = await office.builds({ seats: 3 });
  await office.edits(station.code, { seats: 8, reason: "加了五把椅子" });
  const clerk = await staff.hires("auditor");
  const { page } = clerk;
  await clerk.opens("/audit");
  await page.getByLabel("驿站编码").fill(station.code);
  await page.getByRole("button", { name: "查询" }).click();
  await expect(page.locator("[data-revision]")).toHaveCount(2);
  const entry = page.locator("[data-revision]").filter({ hasText: "加了五把椅子" });
  await entry.getByRole("button", { name: "展开" }).click();
  await expect(page.locator("dl.changes")).toContainText("3");
  await expect(page.locator("dl.changes")).toContainText("8");
  await expect(page.getByRole("button", { name: "撤销这次修改" })).toHaveCount(0);
  const file = await clerk.downloads(() => page.getByRole("button", { name: "导出 CSV" }).click());
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
});
