// Somebody of the staff at the console: says what is done and seen, and alone knows how the
// console is made.
import { expect } from "@playwright/test";
import type { Download, Locator, Page } from "@playwright/test";
import type { Account } from "./office";

export class Clerk {
  constructor(
    readonly page: Page,
    readonly account: Account,
  ) {}

  // What they do.

  async opens(path = "/stations"): Promise<void> {
    await this.page.goto(`/staff${path}`);
  }

  async opensStation(code: string): Promise<void> {
    await this.opens(`/stations/${code}`);
    await expect(this.page.getByText(code, { exact: true }).first()).toBeVisible();
  }

  async signsIn(code?: string): Promise<void> {
    await this.typesThePassword();
    if (code !== undefined) {
      await this.page.getByLabel("动态验证码").fill(code);
      await this.page.getByRole("button", { name: "登录" }).click();
    }
  }

  async typesThePassword(): Promise<void> {
    const name = this.page.getByLabel("账号", { exact: true });
    if (await name.isEnabled()) await name.fill(this.account.name);
    await this.page.getByLabel("密码", { exact: true }).fill(this.account.password);
    await this.page.getByRole("button", { name: "登录" }).click();
  }

  async leaves(): Promise<void> {
    await this.page.getByRole("button", { name: this.account.displayName }).click();
    await this.page.getByRole("menuitem", { name: "退出登录" }).click();
  }

  /** ⌘K, words, and the first hit. */
  async goesTo(words: string, title: string): Promise<void> {
    // Nobody listens for keys before the console stands.
    await expect(this.navigation().first()).toBeVisible();
    await this.page.keyboard.press("Control+k");
    await this.page.getByRole("combobox", { name: "搜索或跳转" }).fill(words);
    await expect(this.page.getByRole("option", { name: title }).first()).toBeVisible();
    await this.page.keyboard.press("Enter");
  }

  /** Fills a field of the form, as text. */
  async writes(field: string, text: string): Promise<void> {
    await this.field(field).fill(text);
  }

  /** Chooses in a list of a form or a filter. */
  async chooses(list: string, choice: string, inside: Page | Locator = this.page): Promise<void> {
    await inside.getByRole("combobox", { name: list, exact: true }).press("ArrowDown");
    await this.page.getByRole("option", { name: choice, exact: true }).click();
  }

  /** Searches in a list that is asked from the server, and takes what is found. */
  async searches(list: string, words: string, choice: string, inside: Page | Locator = this.page): Promise<void> {
    // A window that has not quite opened takes the focus back, and what was typed goes with it.
    await expect(async () => {
      await inside.getByRole("combobox", { name: list, exact: true }).fill(words);
      await this.page.getByRole("option", { name: choice }).click({ timeout: 5_000 });
    }).toPass();
  }

  /** Types a time of the form of hours. */
  async sets(clock: string, time: string): Promise<void> {
    await this.field(clock).fill(time);
    await this.field(clock).press("Enter");
  }

  async switches(amenity: string): Promise<void> {
    await this.page.getByRole("switch", { name: amenity, exact: true }).press("Enter");
  }

  async saves(): Promise<void> {
    await this.page.getByRole("button", { name: "保存", exact: true }).click();
  }

  /** Takes back what has just been done. */
  async undoes(): Promise<void> {
    await this.page.locator(".toasts").getByRole("button", { name: /^撤销/ }).click();
    await expect(this.saying("已撤销")).toBeVisible();
  }

  /** Does something to the station as a whole; `fill` is what its window asks for. */
  async acts(action: string, fill: (window: Locator) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const direct = this.page.getByRole("button", { name: action, exact: true });
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
    if (await direct.isVisible()) await direct.click();
    else {
      await this.page.locator(".view-head").getByRole("button", { name: "更多" }).click();
      await this.page.getByRole("menuitem", { name: action }).click();
    }
    const window = this.window(action);
    await fill(window);
    await window.getByRole("button", { name: action, exact: true }).click();
  }

  async downloads(what: () => Promise<void>): Promise<Download> {
    const download = this.page.waitForEvent("download");
    await what();
    return download;
  }

  // What they see.

  field(name: string): Locator {
    return this.page.getByRole("textbox", { name, exact: true });
  }

  window(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name });
  }

  section(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  /** The whole list is there, however long it takes. */
  async seesRows(number: number): Promise<void> {
    await expect(this.rows()).toHaveCount(number, { timeout: 60_000 });
  }

  /** The rows of the table of stations, without its head. */
  rows(): Locator {
    return this.page.getByRole("grid").getByRole("row").filter({ has: this.page.getByRole("gridcell") });
  }

  navigation(): Locator {
    return this.page.getByRole("navigation", { name: "主导航" }).getByRole("link");
  }

  /** What is said at the foot of the page about what has just been done. */
  saying(words: string | RegExp): Locator {
    return this.page.locator(".toasts").filter({ hasText: words });
  }

  async seesVersion(number: number): Promise<void> {
    await expect(this.page.getByText(`第 ${String(number)} 版 ·`)).toBeVisible();
  }
}
