// A rider with a phone: says what is done and seen, and alone knows how the page is made.
import { expect } from "@playwright/test";
import type { BrowserContext, Locator, Page, Response } from "@playwright/test";

export class Rider {
  constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  // What the phone is like.

  async allowsPosition(): Promise<void> {
    await this.context.grantPermissions(["geolocation"]);
  }

  async standsAt(latitude: number, longitude: number, accuracy = 20): Promise<void> {
    await this.context.setGeolocation({ latitude, longitude, accuracy });
  }

  async losesTheNetwork(): Promise<void> {
    await this.context.setOffline(true);
  }

  async findsTheNetworkAgain(): Promise<void> {
    await this.context.setOffline(false);
  }

  /** The stations are never on the phone, so that every question goes to the server. */
  async cannotFetchData(): Promise<void> {
    await this.page.route("**/pack", (route) => route.abort());
  }

  /** The ledger is larger than what a phone is given. */
  async isGivenNoPack(): Promise<void> {
    await this.cannotFetchData();
    await this.page.route("**/api/v1/site", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), has_pack: false } });
    });
  }

  /** What the page asked for since now, with what it sent. */
  watchesRequests(): string[] {
    const asked: string[] = [];
    this.page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
    return asked;
  }

  // What they do.

  async opens(path = "/"): Promise<Response | null> {
    return this.page.goto(path);
  }

  /** Opens the page where the position is allowed, and sees the list. */
  async findsStations(): Promise<void> {
    await this.allowsPosition();
    await this.opens("/");
    await this.seesStations();
  }

  async asksForTheNearest(): Promise<void> {
    await this.page.locator("button.home-find").click();
  }

  async searches(words: string): Promise<void> {
    await this.page.getByRole("searchbox").fill(words);
  }

  async chooses(name: string): Promise<void> {
    await this.page.getByRole("listitem").getByRole("button", { name }).first().click();
  }

  /** Takes a filter of the row, or puts it back. */
  chip(name: string): Locator {
    return this.page.getByRole("group", { name: "筛选" }).getByRole("button", { name, exact: true });
  }

  async opensAllFilters(): Promise<Locator> {
    await this.page.getByRole("button", { name: "全部筛选" }).click();
    const sheet = this.page.getByRole("dialog", { name: "全部筛选" });
    await expect(sheet).toBeVisible();
    return sheet;
  }

  async opensTheFirstStation(): Promise<void> {
    await this.cards().first().getByRole("link").click();
    await this.seesAStation();
  }

  async goesBack(): Promise<void> {
    await this.page.goBack();
  }

  async waitsForDataOnThePhone(): Promise<void> {
    await this.opens("/#settings");
    await expect(this.page.getByText(/^更新于/)).toBeVisible({ timeout: 20_000 });
  }

  async waitsForThePageOnThePhone(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    // The worker that has just been installed answers from the next start on.
    await expect.poll(() => this.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  }

  // What they see.

  /** The stations of a list. */
  cards(): Locator {
    return this.page.locator("article.station");
  }

  /** Those of the list that their own line says to be open; near the centre some are at any hour. */
  openCards(): Locator {
    return this.cards().filter({ has: this.page.locator(".state.open, .state.soon") });
  }

  async seesStations(): Promise<void> {
    await expect(this.cards().first()).toBeVisible({ timeout: 15_000 });
  }

  async seesAStation(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "开放时间" })).toBeVisible({ timeout: 15_000 });
  }

  /** What is said about trouble, or about what has just been done. */
  saying(words: string | RegExp): Locator {
    return this.page.getByRole("status").filter({ hasText: words });
  }
}
