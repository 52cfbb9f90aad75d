// Work that is too long for a slow phone is done in turns: between two of them it answers a tap.

/** The next turn, in which the browser has first done what waited. */
export function nextTurn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  // Where it is known, the work goes on before what others have put off.
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
