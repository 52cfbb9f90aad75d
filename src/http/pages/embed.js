// Puts a list of stations into every element that has the attribute `data-yizhan`:
//   <div data-yizhan data-area="110000001" data-amenities="toilet" data-open="now"></div>
//   <script src="https://HOST/embed.js" async></script>
// Each `data-` attribute becomes a parameter of the list; `data-height` is the frame's height in
// pixels (480), `data-title` its name for those who cannot see it.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const show = () => {
    for (const place of document.querySelectorAll("[data-yizhan]:empty")) {
      const { yizhan: _mark, height = "480", title = "工会驿站", ...asked } = place.dataset;
      const page = new URL("/embed", origin);
      for (const [name, value] of Object.entries(asked)) {
        // `data-round_the_clock` arrives as it was written.
        page.searchParams.set(name, value);
      }
      const frame = document.createElement("iframe");
      frame.src = page.href;
      frame.title = title;
      frame.height = height;
      frame.width = "100%";
      frame.loading = "lazy";
      frame.referrerPolicy = "no-referrer";
      frame.setAttribute("frameborder", "0");
      place.append(frame);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
