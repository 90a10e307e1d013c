// Light or dark, remembered where the browser allows it. The pages are whole without this script.
(() => {
  "use strict";
  const root = document.documentElement;
  const button = document.querySelector("button.scheme");
  const read = () => { try { return localStorage.getItem("scheme"); } catch { return null; } };
  const keep = (scheme) => { try { localStorage.setItem("scheme", scheme); } catch { /* a browser that keeps nothing */ } };
  const dark = () => (root.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(dark()));
  const scheme = read();
  if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  if (!button) return;
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    keep(root.dataset.scheme);
    show();
  });
})();
