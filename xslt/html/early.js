// What the reader has chosen, before the first line is drawn. The pages are whole without any script.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripts");
  try {
    const chosen = JSON.parse(localStorage.getItem("edition-reading")) || {};
    for (const name of ["scheme", "size", "without", "names"]) if (typeof chosen[name] === "string" && chosen[name]) root.dataset[name] = chosen[name];
  } catch { /* a browser that keeps nothing */ }
  // The embedded font is there in a moment: what is drawn before would move when it comes.
  if (document.fonts && document.fonts.load) {
    root.classList.add("waiting");
    const go = () => root.classList.remove("waiting");
    setTimeout(go, 250);
    // Of the font those pieces are wanted whose letters the page begins with.
    addEventListener("DOMContentLoaded", () => {
      const letters = [...new Set((document.title + document.body.textContent).slice(0, 20000))].join("");
      Promise.all(["", "italic "].map((style) => document.fonts.load(`${style}1rem "Edition Serif"`, letters))).then(go, go);
    });
  }
})();
