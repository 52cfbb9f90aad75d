// A rider with a phone: says what is done, and knows how the page is made.
import { expect } from "@playwright/test";
import type { BrowserContext, Locator, Page } from "@playwright/test";

export class Rider {
  constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  async opens(path = "/"): Promise<void> {
    await this.page.goto(path);
  }

  async allowsPosition(): Promise<void> {
    await this.context.grantPermissions(["geolocation"]);
  }

  async asksForTheNearest(): Promise<void> {
    await this.page.getByRole("button", { name: "找最近的驿站" }).click();
  }

  async hasAllDataOnThePhone(): Promise<void> {
    await this.page.goto("/settings");
    await expect(this.page.getByText("驿站数据更新于")).toBeVisible({ timeout: 20_000 });
  }

  async hasThePageOnThePhone(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    // The worker that has just been installed answers from the next start on.
    await expect
      .poll(() => this.page.evaluate(() => navigator.serviceWorker.controller !== null))
      .toBe(true);
  }

  async losesTheNetwork(): Promise<void> {
    await this.context.setOffline(true);
  }

  answers(): Locator {
    return this.page.locator(".answers .card");
  }

  async seesAnswers(): Promise<void> {
    await expect(this.answers().first()).toBeVisible({ timeout: 15_000 });
  }

  chip(name: string): Locator {
    return this.page.getByRole("group", { name: "筛选" }).getByRole("button", { name, exact: true });
  }

  async types(words: string): Promise<void> {
    await this.page.getByRole("searchbox").fill(words);
  }
}
