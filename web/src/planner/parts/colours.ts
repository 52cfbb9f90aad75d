// The colours of charts and of the map: those of the page.
export interface Colours {
  text: string;
  quiet: string;
  line: string;
  surface: string;
  sunken: string;
  accent: string;
  soft: string;
  shut: string;
  soon: string;
  unsure: string;
}

export function coloursNow(): Colours {
  const styles = getComputedStyle(document.documentElement);
  const named = (name: string): string => styles.getPropertyValue(`--${name}`).trim();
  return {
    text: named("text"), quiet: named("text-2"), line: named("line"), surface: named("surface"), sunken: named("sunken"),
    accent: named("accent"), soft: named("accent-soft"), shut: named("shut"), soon: named("soon"), unsure: named("unsure"),
  };
}
