// How the worker answers when a station's page is opened.

/**
 * The server's page, which holds the newest facts; the kept one when there is no signal, when the
 * server is in trouble, or when it takes longer than somebody waits at a street corner.
 *
 * A page that says that a station is gone or unknown is an answer too.
 */
export async function networkUnlessSlow(
  ask: () => Promise<Response>,
  kept: () => Promise<Response>,
  wait_ms: number,
): Promise<Response> {
  const asked = ask().catch(() => undefined);
  const tooSlow = new Promise<undefined>((resolve) => setTimeout(resolve, wait_ms));
  const answer = await Promise.race([asked, tooSlow]);
  if (answer && answer.status < 500) return answer;
  try {
    return await kept();
  } catch {
    // Nothing is kept, so that whatever the server says late is the best there is.
    return (await asked) ?? Response.error();
  }
}
