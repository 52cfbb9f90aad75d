import { test as base } from "@playwright/test";
import { Rider } from "./rider";

/** A test with a rider in it, whose page must not break while they use it. */
export const test = base.extend<{ rider: Rider }>({
  rider: async ({ page, context }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // What cannot be fetched is part of many a test; everything else is a mistake of ours.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
    });
    await use(new Rider(page, context));
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join("; ")}`);
  },
});

export { expect } from "@playwright/test";
