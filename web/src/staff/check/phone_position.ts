// Where the phone is, asked once and only when somebody taps for it.
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import type { Stood } from "./visit";

export interface PhonePosition {
  stood: ShallowRef<Stood | undefined>;
  state: Ref<"unasked" | "asking" | "known" | "refused" | "unavailable">;
  ask(): Promise<void>;
}

/** Indoors it takes a while. */
const PATIENCE_MS = 20_000;

export function usePhonePosition(device: Pick<Geolocation, "getCurrentPosition"> | undefined): PhonePosition {
  const stood = shallowRef<Stood>();
  const state = ref<PhonePosition["state"]["value"]>("unasked");
  return {
    stood,
    state,
    ask: () =>
      new Promise((resolve) => {
        state.value = "asking";
        const fail = (error?: GeolocationPositionError): void => {
          state.value = error?.code === error?.PERMISSION_DENIED && error !== undefined ? "refused" : "unavailable";
          resolve();
        };
        if (device === undefined) {
          fail();
          return;
        }
        device.getCurrentPosition(
          ({ coords: { latitude, longitude, accuracy } }) => {
            stood.value = { lat: six(latitude), lon: six(longitude), accuracy_m: accuracy };
            state.value = "known";
            resolve();
          },
          fail,
          { enableHighAccuracy: true, maximumAge: 0, timeout: PATIENCE_MS },
        );
      }),
  };
}

/** Six decimals, as the ledger has them. */
function six(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
