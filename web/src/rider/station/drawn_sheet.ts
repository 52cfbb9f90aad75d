// A sheet over the map shows half of itself or all; a finger draws it up, down and away.
import { computed, ref, type ComputedRef, type Ref } from "vue";

export type Height = "half" | "whole";

/** What a finger must move, in CSS pixels, before it is more than a touch. */
const TOUCH_PX = 8;
/** How far it must draw the sheet for the sheet to go on by itself. */
const FAR_PX = 56;

/** How high a sheet stays that was drawn so far, downwards positive; undefined when it was drawn away. */
export function heightAfter(height: Height, drawn_px: number): Height | undefined {
  if (Math.abs(drawn_px) < FAR_PX) return height;
  if (drawn_px < 0) return "whole";
  return height === "whole" ? "half" : undefined;
}

export interface DrawnSheet {
  height: Ref<Height>;
  /** Moves the sheet with the finger. */
  style: ComputedRef<{ transform?: string }>;
  /** What the sheet's handle hears. */
  handle: {
    pointerdown(event: PointerEvent): void;
    pointermove(event: PointerEvent): void;
    pointerup(): void;
    pointercancel(): void;
    click(): void;
  };
}

export function useDrawnSheet(close: () => void): DrawnSheet {
  const height = ref<Height>("half");
  const drawn_px = ref(0);
  let from_px: number | undefined;
  let wasDrawn = false;

  function letGo(): void {
    if (from_px === undefined) return;
    const stays = heightAfter(height.value, drawn_px.value);
    wasDrawn = Math.abs(drawn_px.value) >= TOUCH_PX;
    from_px = undefined;
    drawn_px.value = 0;
    if (stays === undefined) close();
    else height.value = stays;
  }

  return {
    height,
    style: computed(() => (drawn_px.value === 0 ? {} : { transform: `translateY(${String(drawn_px.value)}px)` })),
    handle: {
      pointerdown(event) {
        (event.currentTarget as Element | null)?.setPointerCapture(event.pointerId);
        from_px = event.clientY;
        wasDrawn = false;
      },
      pointermove(event) {
        if (from_px !== undefined) drawn_px.value = event.clientY - from_px;
      },
      pointerup: letGo,
      pointercancel: letGo,
      // A touch, or a key: the end of a drawing is none.
      click() {
        if (!wasDrawn) height.value = height.value === "half" ? "whole" : "half";
        wasDrawn = false;
      },
    },
  };
}
