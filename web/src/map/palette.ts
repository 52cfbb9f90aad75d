// The colours of the map: those of the page around it, so that ui/tokens.css stays the only
// file that names any.

const NAMES = [
  "text",
  "text-2",
  "text-3",
  "surface",
  "ground",
  "line",
  "accent",
  "open",
  "shut",
  "unsure",
  "own",
] as const;

export type Palette = Readonly<Record<(typeof NAMES)[number], string>>;

/** The colours that hold for an element now, in light or in dark. */
export function paletteOf(element: Element): Palette {
  const styles = getComputedStyle(element);
  const colours = NAMES.map((name) => [name, styles.getPropertyValue(`--${name}`).trim()]);
  return Object.fromEntries(colours) as Palette;
}
