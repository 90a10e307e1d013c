// What the reader has chosen, before the first line is drawn. The pages are whole without any script.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripts");
  try {
    const chosen = JSON.parse(localStorage.getItem("edition-reading")) || {};
    for (const name of ["scheme", "size", "without", "names"]) if (typeof chosen[name] === "string" && chosen[name]) root.dataset[name] = chosen[name];
  } catch { /* a browser that keeps nothing */ }
})();
