// A planner at the desk: says what is done and seen, and alone knows how the desk is made.
import { expect } from "@playwright/test";
import type { Download, Locator, Page } from "@playwright/test";
import type { Account } from "./office";

export class Planner {
  constructor(readonly page: Page) {}

  // What they do.

  async opens(search = ""): Promise<void> {
    await this.page.goto(`/planner${search}`);
    await expect(this.tab("概览")).toBeVisible();
  }

  async looksAt(view: string): Promise<void> {
    await this.tab(view).click();
    await expect(this.tab(view)).toHaveAttribute("aria-selected", "true");
  }

  async walks(metres: number): Promise<void> {
    const other = this.page.getByLabel("其他距离（米）");
    await other.fill(String(metres));
    await other.press("Enter");
  }

  /** With the keyboard: an hour of the week, 0 for Monday 0:00. */
  async putsTheHourTo(hour: number): Promise<void> {
    await this.hour().press("Home", { timeout: 30_000 });
    for (let at = 0; at < hour; at++) await this.hour().press("ArrowRight");
  }

  async signsIn(account: Account): Promise<void> {
    await this.page.getByRole("banner").getByRole("button", { name: "登录" }).click();
    const door = this.page.getByRole("dialog", { name: "登录" });
    await door.getByLabel("账号", { exact: true }).fill(account.name);
    await door.getByLabel("密码", { exact: true }).fill(account.password);
    await door.getByRole("button", { name: "登录" }).click();
    await expect(door).toBeHidden();
  }

  async downloads(format: string): Promise<Download> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.results().getByRole("button", { name: format, exact: true }).click(),
    ]);
    return download;
  }

  // What they see.

  tab(name: string): Locator {
    return this.page.getByRole("tab", { name, exact: true });
  }

  results(): Locator {
    return this.page.getByRole("tabpanel");
  }

  /** Seen on paper only. */
  printedSheet(): Locator {
    return this.page.locator("article.sheet");
  }

  hour(): Locator {
    return this.page.getByRole("slider");
  }

  /** A figure of the overview, as it is written. */
  async figure(name: string): Promise<string> {
    const card = this.results().locator("dl.cards > div").filter({ hasText: name });
    await expect(card).toBeVisible({ timeout: 30_000 });
    return (await card.locator(".value").textContent()) ?? "";
  }

  /** The rows of the view's table. */
  rows(): Locator {
    return this.results().locator("tbody tr");
  }
}
