import { test as base } from "@playwright/test";
import type { BrowserContext } from "@playwright/test";
import { Clerk } from "./clerk";
import { enter, Office, type Account, type Role } from "./office";

interface Staff {
  /** Somebody new of the staff, who has signed in already, at a desk of their own. */
  hires(role: Role, places?: { areas?: string[]; units?: string[] }): Promise<Clerk>;
  /** Somebody at a desk who has not signed in yet. */
  seats(account: Account): Promise<Clerk>;
}

/** Element Plus measures what has just gone with its view, on slow machines: nobody sees that. */
const POPPER_GONE = "Failed to execute 'getComputedStyle' on 'Window': parameter 1 is not of type 'Element'.";

/** A test with an office in it, whose console must not break while people work with it. */
export const test = base.extend<{ staff: Staff; viewport: { width: number; height: number } }, { office: Office }>({
  office: [
    async ({ playwright }, use, { project }) => {
      const origin = project.use.baseURL ?? "";
      const request = await playwright.request.newContext({ baseURL: origin });
      await use(await Office.open(request, origin));
      await request.dispose();
    },
    { scope: "worker" },
  ],
  viewport: { width: 1280, height: 800 },
  staff: async ({ browser, office, viewport, baseURL }, use) => {
    const desks: BrowserContext[] = [];
    const complaints: string[] = [];
    const seats = async (account: Account): Promise<Clerk> => {
      const desk = await browser.newContext({ viewport });
      const page = await desk.newPage();
      desks.push(desk);
      page.on("pageerror", (error) => {
        if (error.message !== POPPER_GONE) complaints.push(error.message);
      });
      page.on("console", (message) => {
        // What the server refuses is part of many a test; everything else is a mistake of ours.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
      });
      return new Clerk(page, account);
    };
    await use({
      seats,
      hires: async (role, places) => {
        const clerk = await seats(await office.hires(role, places));
        await enter(clerk.page.context().request, baseURL ?? "", clerk.account);
        return clerk;
      },
    });
    await Promise.all(desks.map((desk) => desk.close()));
    if (complaints.length > 0) throw new Error(`the console complained: ${complaints.join("; ")}`);
  },
});

export { expect } from "@playwright/test";
