import gcoord from "gcoord";
import { AREA, OTHER_AREA, unique } from "../drivers/office";
import { expect, test } from "../drivers/staff_test";

test("a station is found from anywhere with ⌘K, by a few letters of pinyin", async ({ staff }) => {
  const clerk = await staff.hires("auditor");
  await clerk.opens("/audit");
  await clerk.goesTo("gongrenwenhuagong", "朝阳工人文化宫工会驿站");
  await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText("朝阳工人文化宫工会驿站");
  await expect(clerk.page).toHaveURL(/\/staff\/stations\/CY-003-0001$/);
});

test("the list is narrowed, sorted and opened with the keyboard, and its address can be sent", async ({ staff }) => {
  const clerk = await staff.hires("planner");
  const { page } = clerk;
  await clerk.opens();
  await expect(page.getByRole("status").first()).toHaveText(/^\d{4,} 个$/);
  await clerk.chooses("街道（地区）", OTHER_AREA.name);
  await page.getByRole("button", { name: "名称", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "名称" })).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/area=110105043&sort=name/);
  const names = await clerk.rows().locator(".name").allTextContents();
  expect(names).toEqual([...names].sort(new Intl.Collator("zh-CN", { numeric: true }).compare));
  await clerk.rows().first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(names[1] ?? "");
  await page.goBack();
  await expect(clerk.rows().locator(".name").first()).toHaveText(names[0] ?? "");
});

test("an edit reaches riders, and stands in the history", async ({ office, staff }) => {
  const station = await office.builds({ phone: "010-84990000" });
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  await clerk.opensStation(station.code);
  await clerk.writes("公开电话", "010-84991234");
  await clerk.switches("微波炉");
  await expect(clerk.page.getByText("2 项修改未保存")).toBeVisible();
  await clerk.saves();
  await expect(clerk.saying("已保存 2 项修改")).toBeVisible();
  await office.tellsRiders(station.code, { phone: "010-84991234", amenities: ["microwave"] });
  await clerk.seesVersion(2);
  await clerk.page.getByRole("button", { name: "历史" }).click();
  await expect(clerk.page.locator("[data-version='2']")).toContainText("010-84990000");
});

test("what has just been saved can be taken back by an administrator", async ({ office, staff }) => {
  const station = await office.builds({ seats: 4 });
  const clerk = await staff.hires("district_administrator");
  await clerk.opensStation(station.code);
  await clerk.page.getByLabel("座位", { exact: true }).fill("12");
  await clerk.page.keyboard.press("Tab");
  await clerk.saves();
  await expect(clerk.saying("已保存")).toBeVisible();
  await clerk.undoes();
  await expect(clerk.page.getByLabel("座位", { exact: true })).toHaveValue("4");
});

test("a fact that cannot be taken is marked where it stands, with the way out", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  await clerk.opensStation(station.code);
  await clerk.writes("公开电话", "不是电话");
  await clerk.saves();
  await expect(clerk.page.getByText("有 1 项不合要求")).toBeVisible();
  await expect(clerk.page.locator("[data-field=phone]").getByRole("alert")).not.toBeEmpty();
  await expect(clerk.field("公开电话")).toHaveAttribute("aria-invalid", "true");
  expect((await office.record(station.code)).version).toBe(1);
});

test("two people at one station: each fact is chosen, and nothing is lost", async ({ office, staff }) => {
  const station = await office.builds({ phone: "010-84990001", address: "旧地址" });
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  await clerk.opensStation(station.code);
  await clerk.writes("公开电话", "010-84990002");
  await clerk.writes("地址", "我的地址");
  await office.edits(station.code, { phone: "010-84990003", seats: 9 });
  await clerk.saves();
  const window = clerk.window("有人同时修改了这个驿站");
  const phone = window.locator("[data-clash=phone]");
  await expect(phone).toContainText("010-84990001");
  await expect(phone).toContainText("010-84990003");
  await expect(phone).toContainText("010-84990002");
  await expect(window.locator("[data-clash=seats]")).toContainText("9");
  await expect(window.getByRole("button", { name: "保存所选" })).toBeDisabled();
  await phone.getByLabel("用对方的").check();
  await window.getByRole("button", { name: "保存所选" }).click();
  await expect(clerk.saying("已保存 1 项修改")).toBeVisible();
  expect((await office.record(station.code)).facts).toMatchObject({ phone: "010-84990003", address: "我的地址", seats: 9 });
});

test("a new station has no position until somebody gives it one", async ({ office, staff }) => {
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  const { page } = clerk;
  const name = unique("新驿站");
  await clerk.opens("/stations/new");
  await clerk.writes("名称", name);
  const create = page.getByRole("button", { name: "新建驿站", exact: true });
  await expect(page.getByText("请先选定位置")).toBeVisible();
  await expect(create).toBeDisabled();
  const [lon, lat] = gcoord.transform([AREA.lon + 0.004, AREA.lat - 0.004], gcoord.WGS84, gcoord.GCJ02);
  await page.getByLabel("粘贴坐标、地图链接或 JSON").fill(`${lat.toFixed(6)}, ${lon.toFixed(6)}`);
  await expect(page.getByText("纬度在前")).toBeVisible();
  // The text does not tell the datum: a person says it, or nothing can be taken.
  await expect(page.getByRole("button", { name: "用这个位置" })).toBeDisabled();
  await page.getByLabel(/^GCJ-02/).check();
  await page.getByRole("button", { name: "用这个位置" }).click();
  await expect(page.getByText(`位于${AREA.name}`)).toBeVisible();
  await create.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  const code = page.url().split("/").at(-1) ?? "";
  const { facts } = await office.record(code);
  expect(Math.abs(Number(facts["lon"]) - AREA.lon - 0.004)).toBeLessThan(2e-6);
  expect(Math.abs(Number(facts["lat"]) - AREA.lat + 0.004)).toBeLessThan(2e-6);
});

test("a pin on the map moves the station, shows by how much, and can be put back", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  const { page } = clerk;
  await clerk.opensStation(station.code);
  const map = page.locator(".pin-map canvas");
  const centre = page.getByRole("button", { name: "放到地图中心" });
  await map.scrollIntoViewIfNeeded();
  // The map's first centre is nobody's choice: it cannot be taken before somebody has moved it.
  await expect(centre).toBeDisabled();
  await expect(async () => {
    await map.press("ArrowRight");
    await expect(centre).toBeEnabled({ timeout: 1000 });
  }).toPass();
  await centre.click();
  await expect(page.getByText(/比原来移动 \d+ 米/)).toBeVisible();
  await page.getByRole("button", { name: "回到原位置" }).click();
  // A map that is still on its way back takes no touch.
  await expect(async () => {
    await map.click({ position: { x: 60, y: 60 } });
    await expect(page.getByText(/比原来移动 \d+ 米/)).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.getByRole("button", { name: "回到原位置" }).click();
  await expect(page.getByText(/项修改未保存/)).toBeHidden();
});

test("a position outside the district is saved only when somebody says that it is right", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  const { page } = clerk;
  await clerk.opensStation(station.code);
  await page.getByLabel("粘贴坐标、地图链接或 JSON").fill('{"lng": 116.1, "lat": 39.5}');
  await page.getByLabel(/^WGS-84/).check();
  await page.getByRole("button", { name: "用这个位置" }).click();
  await expect(page.getByText("不在本区任何街道")).toBeVisible();
  await expect(page.getByRole("button", { name: "保存", exact: true })).toBeDisabled();
  await page.getByLabel("确认位置无误").check();
  await expect(page.getByRole("button", { name: "保存", exact: true })).toBeEnabled();
});

test("hours are filled in by weekday, and the strip shows what riders will be told", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  const hours = clerk.section("开放时间");
  await clerk.opensStation(station.code);
  await clerk.sets("周一 开 1", "8:30");
  await clerk.sets("周一 关 1", "1200");
  await hours.getByRole("button", { name: "周一 加一段" }).click();
  await clerk.sets("周一 关 2", "17:00");
  await hours.getByRole("button", { name: "用于周一至周五" }).click();
  await clerk.sets("周六 关 1", "2:00");
  await expect(hours.getByText("次日")).toBeVisible();
  await hours.getByRole("button", { name: "周日 删除这段 1" }).click();
  await hours.getByLabel("不开放").check();
  await expect(hours.locator("code")).toHaveText("Mo-Fr 08:30-12:00,13:00-17:00; Sa 09:00-02:00; PH off");
  await clerk.saves();
  await expect(clerk.saying("已保存")).toBeVisible();
  await office.tellsRiders(station.code, { opening_hours: (await office.record(station.code)).facts["opening_hours"] });
  const { days } = (await office.toldToRiders(station.code)) as { days: { date: string; spans: { from: string; to: string }[] }[] };
  const told = days.map(({ date, spans }) => [date, spans.map(({ from, to }) => `${from}–${to}`).join("，") || "不开放"]);
  // The strip follows what has been saved, and looks farther ahead than riders need to.
  const shown = () => clerk.section("今后两周").locator("li").evaluateAll((days) => days.map((day) => [day.getAttribute("data-date"), day.querySelector(".words")?.textContent ?? ""]));
  await expect.poll(async () => (await shown()).slice(0, told.length)).toEqual(told);
  expect(await shown()).toHaveLength(14);
});

test("hours that the form cannot hold are opened as text, and nothing of them is lost", async ({ office, staff }) => {
  const hours = "Apr-Oct 08:00-20:00; Nov-Mar 09:00-17:00";
  const station = await office.builds({ opening_hours: hours });
  const clerk = await staff.hires("editor", { areas: [AREA.code] });
  await clerk.opensStation(station.code);
  await expect(clerk.field("OSM 原文")).toHaveValue(hours);
  await clerk.field("OSM 原文").fill(`${hours}; Su off; nonsense`);
  await expect(clerk.section("今后两周").getByRole("alert")).toBeVisible();
  await expect(clerk.page.getByRole("button", { name: "保存", exact: true })).toBeDisabled();
  await clerk.field("OSM 原文").fill(`${hours}; Su off`);
  await clerk.saves();
  await expect(clerk.saying("已保存 1 项修改")).toBeVisible();
  expect((await office.record(station.code)).facts["opening_hours"]).toBe(`${hours}; Su off`);
});

test("a station is closed for a while, reopened, retired and restored", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("district_administrator");
  const status = clerk.page.locator(".view-head .badge");
  await clerk.opensStation(station.code);
  await clerk.acts("暂停开放", (window) => window.getByLabel("原因（骑手可见）").fill("内部装修"));
  await expect(status).toHaveText("暂停开放");
  await office.tellsRiders(station.code, { status: "temporarily_closed", closed: { reason: "内部装修" } });
  await clerk.acts("恢复开放");
  await expect(status).toHaveText("开放");
  await clerk.acts("撤销驿站", (window) => window.getByLabel("修改原因（选填）").fill("拆除"));
  await expect(status).toHaveText("已撤销");
  await expect(clerk.field("名称")).toBeDisabled();
  await clerk.acts("恢复驿站");
  await expect(status).toHaveText("开放");
  await clerk.page.getByRole("button", { name: "历史" }).click();
  await expect(clerk.page.locator("[data-version='4']")).toContainText("拆除");
  await expect(clerk.page.locator("[data-version]")).toHaveCount(5);
});

test("a duplicate is merged, and its old address leads to the one that stays", async ({ office, staff }) => {
  const [one, other] = [await office.builds(), await office.builds()];
  const clerk = await staff.hires("district_administrator");
  await clerk.opensStation(one.code);
  await clerk.acts("并入另一个驿站", (window) => clerk.searches("并入", other.name, other.code, window));
  await expect(clerk.saying("已并入")).toBeVisible();
  expect((await office.record(one.code)).facts["merged_into"]).toBe(other.code);
  await office.tellsRiders(one.code, { status: "retired" });
  await clerk.page.goto(`/s/${one.code}`);
  await expect(clerk.page.getByText(other.name).first()).toBeVisible();
});

test("several stations are changed at once, after a preview, and taken back as one", async ({ office, staff }) => {
  const mark = unique("成批");
  const all = [await office.builds({ name: `${mark}一` }), await office.builds({ name: `${mark}二`, stars: 4 }), await office.builds({ name: `${mark}三` })];
  const clerk = await staff.hires("district_administrator");
  const { page } = clerk;
  await clerk.opens(`/stations?q=${encodeURIComponent(mark)}`);
  await clerk.seesRows(3);
  await page.getByLabel("全选").check();
  await page.getByRole("button", { name: "批量修改" }).click();
  const window = clerk.window("批量修改 3 个驿站");
  await clerk.chooses("修改哪一项", "星级", window);
  await window.getByLabel("星级").fill("4");
  await page.keyboard.press("Tab");
  await expect(window.getByText("1 个本来就是这样")).toBeVisible();
  await window.getByRole("button", { name: "修改 2 个" }).click();
  await expect(clerk.saying("已修改 2 个")).toBeVisible();
  await clerk.undoes();
  const stars = await Promise.all(all.map(async ({ code }) => (await office.record(code)).facts["stars"]));
  expect(stars).toEqual([null, 4, null]);
});
