// A link may lead to one fact of a station's form: it is brought into view, and one can type.
import { nextTick } from "vue";

/** The part of the form that holds a fact: its field, its amenity, or the section that is made of it. */
export function partOf(field: string): string {
  if (field === "lon" || field === "lat") return "[data-part='position']";
  if (field === "opening_hours") return "[data-part='hours']";
  if (field === "amenities") return "[data-part='amenities']";
  return `[data-field='${CSS.escape(field)}'], [data-amenity='${CSS.escape(field)}']`;
}

/** Seen for so long that the eye finds it. */
const MARKED_MS = 2500;

export async function showField(field: string): Promise<void> {
  await nextTick();
  const part = document.querySelector<HTMLElement>(partOf(field));
  if (part === null) return;
  part.scrollIntoView({ block: "center" });
  part.querySelector<HTMLElement>("input, textarea, button")?.focus({ preventScroll: true });
  part.classList.add("here");
  setTimeout(() => { part.classList.remove("here"); }, MARKED_MS);
}
