// The service worker keeps the page on the phone. Where it is refused (in WeChat, in a private
// window) the page works as before, with a network.
export async function register(): Promise<void> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  try {
    await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  } catch {
    // Offline use is a bonus.
  }
}
