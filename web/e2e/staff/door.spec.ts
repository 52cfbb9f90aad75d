import { createHmac } from "node:crypto";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "../drivers/staff_test";

/** RFC 6238 once more, so that the server's codes are not compared with themselves. */
function totp(key: string, at_ms: number): string {
  const bits = Array.from(key, (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at_ms / 30_000)));
  const hash = createHmac("sha1", bytes).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("the first administrator comes in through the link that a new server prints, once", async ({ staff }) => {
  const folder = mkdtempSync(join(tmpdir(), "yizhan-first-"));
  const port = 23_000 + (process.pid % 2000);
  const address = `http://127.0.0.1:${String(port)}`;
  const server = spawn(process.env["YIZHAN_BINARY"] ?? "../target/debug/yizhan", ["serve", "--listen", `127.0.0.1:${String(port)}`, "--database", join(folder, "first.db")]);
  try {
    const link = await new Promise<string>((resolve) => {
      let said = "";
      const hear = (text: Buffer): void => {
        said += text.toString();
        const found = /http\S+#setup=\S+/.exec(said)?.[0];
        if (found !== undefined && said.includes("ready to serve")) resolve(found);
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
    });
    const first = await staff.seats({ id: "", name: "wang.li", displayName: "王丽", password: "three red paper kites" });
    const { page } = first;
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "建立第一个管理员账号" })).toBeVisible();
    await first.field("账号").fill("wang.li");
    await first.field("姓名").fill("王丽");
    await page.getByLabel("新密码").fill("three red paper kites");
    await page.getByLabel("再输一次").fill("three red paper kite");
    await expect(page.getByText("两次输入不一样")).toBeVisible();
    await page.getByLabel("再输一次").fill("three red paper kites");
    await page.getByRole("button", { name: "设置密码" }).click();
    await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
    expect(page.url()).not.toContain("setup");
    await first.signsIn();
    await expect(page.getByRole("heading", { name: /^驿站/ })).toBeVisible();
    await expect(first.navigation()).toHaveText(["驿站", "纠错", "核验", "质量", "单位", "导入导出", "基础数据", "审计", "人员"]);
    await page.goto("about:blank");
    await page.goto(link);
    await expect(page.getByText("这个链接已用过或已过期")).toBeVisible();
    expect(page.url().startsWith(address)).toBe(true);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a wrong password is said to be wrong, and says no more", async ({ office, staff }) => {
  const account = await office.hires("auditor");
  const clerk = await staff.seats({ ...account, password: "not the right password" });
  await clerk.opens();
  await clerk.signsIn();
  await expect(clerk.page.getByRole("alert")).toContainText("密码错误");
  });

test("with a second factor the password alone lets nobody in", async ({ staff }) => {
  const clerk = await staff.hires("planner");
  const { page } = clerk;
  await clerk.opens("/account");
  const factor = clerk.section("双重验证");
  await factor.getByRole("button", { name: "开启" }).click();
  const key = (await factor.locator("code").textContent()) ?? "";
  await factor.getByLabel("现在的密码").fill(clerk.account.password);
  await factor.getByLabel("动态验证码").fill(totp(key, Date.now()));
  await factor.getByRole("button", { name: "确认开启" }).click();
  await expect(clerk.saying("双重验证已开启")).toBeVisible();
  await clerk.leaves();
  await clerk.typesThePassword();
  await expect(page.getByLabel("动态验证码")).toBeFocused();
  await page.getByLabel("动态验证码").fill("000000");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  // A code counts once: the one that turned the factor on does not let anybody in.
  await page.getByLabel("动态验证码").fill(totp(key, Date.now() + 30_000));
  await page.getByRole("button", { name: "登录" }).click();
  await expect(clerk.navigation().first()).toBeVisible();
});

test("when the session is over, what was typed stays and is saved after signing in again", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("editor", { areas: [String(station.facts["area"])] });
  await clerk.opensStation(station.code);
  await clerk.writes("地址", "过期之前写的地址 1 号");
  await office.endsSessionsOf(clerk.account);
  await clerk.saves();
  await expect(clerk.window("请重新登录")).toBeVisible();
  await expect(clerk.page.getByLabel("账号", { exact: true })).toBeDisabled();
  await clerk.signsIn();
  await expect(clerk.saying("已保存 1 项修改")).toBeVisible();
  expect((await office.record(station.code)).facts["address"]).toBe("过期之前写的地址 1 号");
});

test("nobody leaves a form that is not saved without being asked", async ({ office, staff }) => {
  const station = await office.builds();
  const clerk = await staff.hires("district_administrator");
  await clerk.opensStation(station.code);
  await clerk.writes("地址", "没保存的地址");
  await clerk.navigation().filter({ hasText: "审计" }).click();
  await clerk.window("还有没保存的修改").getByRole("button", { name: "留下继续" }).click();
  await expect(clerk.field("地址")).toHaveValue("没保存的地址");
  await clerk.navigation().filter({ hasText: "审计" }).click();
  await clerk.window("还有没保存的修改").getByRole("button", { name: "放弃修改" }).click();
  await expect(clerk.page.getByRole("heading", { name: "审计" })).toBeVisible();
  expect((await office.record(station.code)).version).toBe(1);
});
