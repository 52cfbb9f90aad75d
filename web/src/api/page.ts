// The page that shows the OpenAPI document, follows the reader's choice of a dark page, and
// asks nobody but our own server.
import "rapidoc";

const page = document.querySelector("rapi-doc");
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function follow(): void {
  page?.setAttribute("theme", dark.matches ? "dark" : "light");
  page?.setAttribute("nav-bg-color", dark.matches ? "#1d2421" : "#f4f6f5");
}

dark.addEventListener("change", follow);
follow();
