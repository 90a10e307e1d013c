// A card for a name: who or where, with the years. Its facts are fetched from a script beside the pages when first wanted.
(() => {
  "use strict";
  const root = document.documentElement;
  const main = document.querySelector("main");
  const source = document.body.dataset.cards;
  if (!main || !source || !main.querySelector("a.name")) return;
  let card = null;
  let facts = null;
  let wanted = null;
  let timer = 0;
  window.editionCards = (made) => { facts = made; if (wanted) show(wanted); };
  const load = () => {
    if (load.asked) return;
    load.asked = true;
    const script = document.createElement("script");
    script.src = source;
    document.head.append(script);
  };
  const hide = () => {
    clearTimeout(timer);
    if (wanted) wanted.removeAttribute("aria-describedby");
    wanted = null;
    if (card) card.hidden = true;
  };
  const line = (parent, cls, text) => {
    if (!text) return;
    const node = document.createElement(cls === "what" ? "p" : "span");
    node.className = cls; node.textContent = text;
    parent.append(node, " ");
  };
  const show = (name) => {
    wanted = name;
    if (!facts) { load(); return; }
    const [file, id] = name.getAttribute("href").split("#");
    const fact = facts[decodeURIComponent(id || file.replace(/\.html$/, ""))] || facts[decodeURIComponent(file.replace(/\.html$/, ""))];
    if (!fact) return;
    if (!card) {
      card = document.createElement("div");
      card.className = "card"; card.id = "name-card"; card.setAttribute("role", "tooltip");
      card.addEventListener("pointerenter", () => clearTimeout(timer));
      card.addEventListener("pointerleave", hide);
      document.body.append(card);
    }
    card.replaceChildren();
    const head = document.createElement("p");
    line(head, "who", fact[0]); line(head, "years", fact[1]); line(head, "kind", fact[2]);
    card.append(head);
    line(card, "what", fact[3]);
    card.hidden = false;
    name.setAttribute("aria-describedby", "name-card");
    const box = name.getClientRects()[0] || name.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 12);
    const above = box.bottom + card.offsetHeight + 10 > innerHeight;
    card.style.left = `${Math.max(8, left) + scrollX}px`;
    card.style.top = `${scrollY + (above ? box.top - card.offsetHeight - 6 : box.bottom + 6)}px`;
  };
  const off = () => root.dataset.names === "off";
  main.addEventListener("pointerover", (event) => {
    const name = event.pointerType !== "touch" && !off() && event.target.closest("a.name");
    if (!name || name === wanted) return;
    clearTimeout(timer);
    timer = setTimeout(() => { hide(); show(name); }, 180);
  });
  main.addEventListener("pointerout", (event) => {
    if (!event.target.closest("a.name")) return;
    clearTimeout(timer);
    timer = setTimeout(hide, 220);
  });
  main.addEventListener("focusin", (event) => {
    const name = !off() && event.target.closest("a.name");
    if (name && name.matches(":focus-visible")) { hide(); show(name); }
  });
  main.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && wanted) hide(); });
  // On glass a first touch shows the card, a second one follows the link.
  main.addEventListener("click", (event) => {
    const name = event.target.closest("a.name");
    if (!name) { hide(); return; }
    if (off()) { if (event.detail > 0) event.preventDefault(); return; }
    if (event.pointerType === "touch" && wanted !== name) { event.preventDefault(); hide(); show(name); }
  });
})();
