// Whether whoever is signed in on this device may verify stations. The page of a station looks at
// it to offer the way there: to riders, who have no such mark, the page is as ever, and it asks
// nobody. The mark lets nobody in; the server asks for the session.
const NAME = "yizhan.verifier";

export function markVerifier(may: boolean): void {
  try {
    if (may) localStorage.setItem(NAME, "1");
    else localStorage.removeItem(NAME);
  } catch {
    // Without storage the way is typed.
  }
}

export function isVerifier(): boolean {
  try {
    return localStorage.getItem(NAME) === "1";
  } catch {
    return false;
  }
}
