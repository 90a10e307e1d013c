// Cards: for a name, who or where, with the years; its facts are fetched from a script beside the pages when first wanted.
// For the sign of a variant, its entry of the apparatus.
(() => {
  "use strict";
  const root = document.documentElement;
  const main = document.querySelector("main");
  const source = document.body.dataset.cards;
  const kinds = [source && main && main.querySelector("a.name") ? "a.name" : "", "a.variant"].filter(Boolean).join();
  if (!main || !main.querySelector(kinds)) return;
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
  const told = (name) => {
    const [address, id] = name.getAttribute("href").split("#");
    const file = address.split("/").pop();
    const fact = facts[decodeURIComponent(id || file.replace(/\.html$/, ""))] || facts[decodeURIComponent(file.replace(/\.html$/, ""))];
    if (!fact) return null;
    const whole = document.createDocumentFragment();
    const head = document.createElement("p");
    line(head, "who", fact[0]); line(head, "years", fact[1]); line(head, "kind", fact[2]);
    whole.append(head);
    line(whole, "what", fact[3]);
    return whole;
  };
  const entry = (sign) => {
    const found = document.getElementById(decodeURIComponent(sign.hash.slice(1)));
    if (!found) return null;
    const whole = document.createElement("p");
    for (const node of found.childNodes) whole.append(...(node.nodeName === "A" ? node.cloneNode(true).childNodes : [node.cloneNode(true)]));
    return whole;
  };
  const show = (name) => {
    wanted = name;
    const sign = name.matches(".variant");
    if (!sign && !facts) { load(); return; }
    const content = sign ? entry(name) : told(name);
    if (!content) return;
    if (!card) {
      card = document.createElement("div");
      card.className = "card"; card.id = "name-card"; card.setAttribute("role", "tooltip");
      card.addEventListener("pointerenter", () => clearTimeout(timer));
      card.addEventListener("pointerleave", hide);
      document.body.append(card);
    }
    card.replaceChildren(content);
    card.hidden = false;
    name.setAttribute("aria-describedby", "name-card");
    const box = name.getClientRects()[0] || name.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 12);
    const above = box.bottom + card.offsetHeight + 10 > innerHeight;
    card.style.left = `${Math.max(8, left) + scrollX}px`;
    card.style.top = `${scrollY + (above ? box.top - card.offsetHeight - 6 : box.bottom + 6)}px`;
  };
  const off = (name) => name && name.matches(".name") && root.dataset.names === "off";
  main.addEventListener("pointerover", (event) => {
    const name = event.pointerType !== "touch" && event.target.closest(kinds);
    if (!name || name === wanted || off(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => { hide(); show(name); }, 180);
  });
  main.addEventListener("pointerout", (event) => {
    if (!event.target.closest(kinds)) return;
    clearTimeout(timer);
    timer = setTimeout(hide, 220);
  });
  main.addEventListener("focusin", (event) => {
    const name = event.target.closest(kinds);
    if (name && !off(name) && name.matches(":focus-visible")) { hide(); show(name); }
  });
  main.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && wanted) hide(); });
  // On glass a first touch shows the card, a second one follows the link.
  main.addEventListener("click", (event) => {
    const name = event.target.closest(kinds);
    if (!name) { hide(); return; }
    if (off(name)) { if (event.detail > 0) event.preventDefault(); return; }
    if (event.pointerType === "touch" && wanted !== name) { event.preventDefault(); hide(); show(name); }
  });
})();
