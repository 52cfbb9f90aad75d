// The browser's offer to put the page on the home screen, kept until somebody wants it.
import { shallowRef } from "vue";

interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

/** Undefined when the browser makes none, or when it is installed. */
export const installOffer = shallowRef<InstallOffer>();

/** To be called at the start: the browser offers once. */
export function awaitInstallOffer(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installOffer.value = event as InstallOffer;
  });
  window.addEventListener("appinstalled", () => (installOffer.value = undefined));
}
