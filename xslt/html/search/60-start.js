// Where the search begins: on its own page, in a dialog over any other, and on a page to which a result has led.
(() => {
  "use strict";
  const search = window.editionSearch;
  const { make } = search;
  const key = "edition-search:" + search.base.pathname;
  const read = () => { try { return sessionStorage.getItem(key) || ""; } catch { return ""; } };
  const keep = (asked) => { try { sessionStorage.setItem(key, search.address(asked)); } catch { /* a browser that keeps nothing */ } };
  const unloaded = (place) => { place.textContent = document.querySelector("a.search")?.dataset.unloaded || ""; };

  // ---- the page of the search: what is asked stands in the address
  const start = async (place) => {
    try { await search.ready(); } catch { unloaded(place); return; }
    // While one types the address follows; a query that one has finished stays as a step in the history.
    let settled = false, finished = false;
    const room = search.room((asked) => {
      keep(asked);
      const query = search.address(asked);
      if (!settled || query === location.search.slice(1)) return;
      try {
        history[finished ? "pushState" : "replaceState"](null, "", query ? `?${query}` : location.pathname);
        finished = false;
      } catch { /* an address that may not be changed */ }
    });
    place.replaceChildren(room.node);
    const fromAddress = async () => {
      settled = false;
      await room.set(search.asked(new URLSearchParams(location.search)));
      settled = true;
      finished = search.isAsked(room.asked());
    };
    room.input.addEventListener("change", () => { finished = true; });
    room.input.addEventListener("keydown", (event) => { if (event.key === "Enter") finished = true; });
    addEventListener("popstate", fromAddress);
    await fromAddress();
    if (!room.input.value) room.input.focus();
    place.dataset.ready = "";
  };

  // ---- the dialog
  let dialog = null, room = null, from = null;
  search.open = async (opener) => {
    from = opener;
    if (!dialog) {
      dialog = make("dialog", { class: "search-dialog" });
      document.body.append(dialog);
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      dialog.addEventListener("close", () => { from?.focus?.({ preventScroll: true }); from = null; });
    }
    if (!dialog.open) dialog.showModal();
    if (!room) {
      try { await search.ready(); } catch { unloaded(dialog); return; }
      if (room) return;
      const page = make("a", { class: "as-page", href: new URL("search.html", search.base).href }, search.labels.page);
      room = search.room((asked) => { keep(asked); page.href = new URL("search.html", search.base).href + "?" + search.address(asked); });
      const close = make("button", { type: "button", class: "close", "aria-label": search.labels.end }, "×");
      close.addEventListener("click", () => dialog.close());
      dialog.setAttribute("aria-label", search.labels.search);
      dialog.replaceChildren(make("div", { class: "search-room" }, close, room.node, page));
      search.withNames().catch(() => null);
      room.set(search.asked(new URLSearchParams(read())));
      dialog.dataset.ready = "";
    }
    room.input.focus();
    room.input.select();
  };

  const place = document.querySelector("main .search-room");
  const main = document.querySelector("main");
  const parameters = new URLSearchParams(location.search);
  if (place) start(place);
  else if (main && parameters.has("q")) {
    search.ready().then(() => search.showOn(main, search.asked(parameters), parameters.get("u")));
  }
})();
