"use strict";
// The review page: groups on the left, the places of one group on the right, a decision a key. Decisions go to the
// server at once, or, without one, stay in the page until they are saved as a table.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const mode = JSON.parse($("mode").textContent);
  const KINDS = { person: "person", place: "place", org: "organisation", work: "work", event: "event", date: "date", citation: "citation", scope: "pages" };
  const VALUED = new Set(["date", "scope"]); // what has a value and points to no entry
  const groups = data.groups;
  const rows = new Map(); // key of a decision -> row
  const places = [];
  let shown = [], current = null, cursor = 0, list = [], show = "look", waiting = 0, failed = "", dirty = 0;
  const undo = [];

  const keyOf = (row) => row.id === "*" ? ["*", row.type, row.surface, row.block || ""].join("\t") : row.id;
  for (const row of data.decisions) rows.set(keyOf(row), row);
  for (const group of groups) for (const form of group.forms) for (const place of form.places) {
    place.form = form; place.group = group; places.push(place);
  }

  const ruleOf = (place) => {
    const base = ["*", place.group.kind, place.form.form];
    return rows.get([...base, place.c].join("\t")) || rows.get([...base, ""].join("\t"));
  };
  const fits = (rule, place) => rule && (rule.status === "change" || !rule.ref || rule.ref === place.ref);
  const statusOf = (place) => {
    if (rows.has(place.id)) return rows.get(place.id).status;
    if (place.id0 && rows.has(place.id0)) return rows.get(place.id0).status;
    const rule = ruleOf(place);
    return fits(rule, place) ? rule.status : "";
  };
  const needsLook = (place) => !statusOf(place) && (place.w || place.v >= 3);
  const openIn = (group) => { let n = 0; for (const f of group.forms) for (const p of f.places) if (needsLook(p)) n++; return n; };
  const sizeOf = (group) => group.forms.reduce((n, f) => n + f.places.length, 0);

  const element = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "class") node.className = value; else if (value !== undefined) node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child !== "" && child !== undefined && child !== null));
    return node;
  };

  // ---- the list of groups -------------------------------------------------------------------------------------
  const visible = (group) => {
    if ($("kind").value && group.kind !== $("kind").value) return false;
    const words = $("find").value.trim().toLowerCase();
    if (words && !(group.label.toLowerCase().includes(words) || group.forms.some((f) => f.form.toLowerCase().includes(words)))) return false;
    if (show === "look") return group.forms.some((f) => f.places.some(needsLook)) || group === current;
    if (show === "done") return group.forms.some((f) => f.places.some((p) => statusOf(p)));
    return true;
  };
  const item = (group) => {
    const open = openIn(group);
    const node = element("li", { "data-key": group.key, class: open ? "" : "done" },
      element("span", {}, group.label), element("span", { class: "kind" }, group.entry ? "" : KINDS[group.kind]),
      element("span", { class: "count" }, open ? `${open} / ${sizeOf(group)}` : String(sizeOf(group))));
    if (group === current) node.setAttribute("aria-current", "true");
    return node;
  };
  const drawGroups = () => {
    shown = groups.filter(visible);
    const nodes = document.createDocumentFragment();
    for (const group of shown) nodes.append(item(group));
    $("groups").replaceChildren(nodes);
    state();
  };
  const redrawItem = (group) => {
    const old = $("groups").querySelector(`[data-key="${CSS.escape(group.key)}"]`);
    if (old) old.replaceWith(item(group));
  };
  const state = () => {
    const open = places.reduce((n, p) => n + (needsLook(p) ? 1 : 0), 0);
    let text = `${open.toLocaleString("en")} to look at of ${places.length.toLocaleString("en")}; ${rows.size.toLocaleString("en")} decided`;
    if (failed) text = `Not saved: ${failed}. ${text}`;
    else if (mode.token) text += waiting ? "; saving" : "; saved";
    else if (dirty) text += `; ${dirty} not yet saved as a file`;
    $("state").textContent = text;
    $("state").className = failed ? "low" : "";
  };

  // ---- one group ----------------------------------------------------------------------------------------------
  const CHUNK = 150;
  const open = (group, at) => {
    const before = current;
    current = group;
    if (before) redrawItem(before);
    if (!group) { $("group").replaceChildren(element("p", { class: "facts" }, "Nothing is left to look at here.")); list = []; return; }
    redrawItem(group);
    const node = $("groups").querySelector(`[data-key="${CSS.escape(group.key)}"]`);
    if (node) node.scrollIntoView({ block: "nearest" });
    const entry = data.entries[group.entry];
    const facts = entry ? [entry.y, entry.o.join("; "), entry.s ? `${entry.s} pages in the index` : ""].filter(Boolean).join(" · ") : "in no register";
    const parts = [element("h2", {}, group.label, " ", element("small", {}, KINDS[group.kind])), element("p", { class: "facts" }, facts)];
    list = [];
    for (const form of group.forms) for (const place of form.places) {
      if (show === "look" && !needsLook(place) && !place.touched) continue;
      list.push(place);
    }
    if (!list.length) for (const form of group.forms) list.push(...form.places);
    $("group").replaceChildren(...parts);
    $("group").scrollTop = 0;
    drawn = 0; lastForm = null;
    more();
    const first = at === "last" ? list.length - 1 : Math.max(0, list.findIndex(needsLook));
    select(first);
  };
  let drawn = 0, lastForm = null;
  const more = (upTo = 0) => {
    const end = Math.min(list.length, Math.max(drawn + CHUNK, upTo + 1));
    const nodes = document.createDocumentFragment();
    for (; drawn < end; drawn++) {
      const place = list[drawn];
      if (place.form !== lastForm) { nodes.append(heading(place)); lastForm = place.form; }
      nodes.append(draw(place, drawn));
    }
    $("group").append(nodes);
  };
  const heading = (place) => {
    const rule = ruleOf(place);
    const told = fits(rule, place) ? `rule: ${rule.status} in the ${rule.block ? "division " + rule.block : "whole book"}` : "";
    return element("div", { class: "form", "data-form": place.form.form }, element("strong", {}, place.form.form),
      element("span", {}, place.form.places.length > 1 ? `${place.form.places.length} places` : ""),
      element("button", { type: "button", "data-group": "accept" }, "accept all"),
      element("button", { type: "button", "data-group": "reject" }, "reject all"), element("span", { class: "rule" }, told));
  };
  const draw = (place, index) => {
    const status = statusOf(place);
    const row = rows.get(place.id) || (place.id0 && rows.get(place.id0));
    const said = element("p", { class: "said" }, place.l, element("mark", {}, place.form.form), place.r);
    const where = [place.p ? `p. ${place.p}` : "", place.c, VALUED.has(place.group.kind) ? place.ref : "", data.reasons[place.u] || place.u, place.e === "high" ? "" : `certainty ${place.e}`];
    const rivals = (place.x || []).map((id, n) => {
      const entry = data.entries[id];
      return element("button", { type: "button", "data-rival": id }, element("kbd", {}, String(n + 1)), ` ${entry ? entry.n : id}${entry && entry.y ? ` (${entry.y})` : ""}`);
    });
    const word = status === "change" ? `→ ${(data.entries[row ? row.ref : ""] || {}).n || (row && row.ref) || ""}` : status;
    const node = element("div", { class: "place", "data-index": index, tabindex: "-1" },
      element("span", { class: `status ${status}` }, word ? (row ? word : `${word} (rule)`) : ""), said,
      element("p", { class: "why" }, where.filter(Boolean).join(" · ")));
    if (rivals.length) node.append(element("p", { class: "rivals" }, ...rivals));
    node.append(element("p", { class: "acts" }, ...["accept", "reject", "change", "skip"].map((act) => element("button", { type: "button", "data-act": act }, act))));
    if (index === cursor) node.setAttribute("aria-current", "true");
    return node;
  };
  const nodeAt = (index) => $("group").querySelector(`[data-index="${index}"]`);
  const redraw = (index) => { const node = nodeAt(index); if (node) node.replaceWith(draw(list[index], index)); };
  const select = (index) => {
    if (!list.length) return;
    const before = nodeAt(cursor);
    if (before) before.removeAttribute("aria-current");
    cursor = Math.max(0, Math.min(index, list.length - 1));
    if (cursor >= drawn - 1) more(cursor);
    const node = nodeAt(cursor);
    if (node) { node.setAttribute("aria-current", "true"); node.scrollIntoView({ block: "nearest" }); node.focus({ preventScroll: true }); }
  };
  const step = (by) => {
    const next = cursor + by;
    if (next < 0) return stepGroup(-1, "last");
    if (next >= list.length) return stepGroup(1);
    select(next);
  };
  const stepGroup = (by, at) => {
    const index = shown.indexOf(current);
    const next = shown[index + by];
    if (next) open(next, at);
  };

  // ---- decisions ----------------------------------------------------------------------------------------------
  const today = () => new Date().toISOString().slice(0, 10);
  const rowFor = (place, status, ref) => ({ id: place.id, status, type: place.group.kind, ref: ref || place.ref, surface: place.form.form,
    left: place.l.slice(-30), right: place.r.slice(0, 30), block: place.b, rule: place.u, by: $("by").value.trim(), date: today() });
  const put = (row, remember = true) => {
    const key = keyOf(row);
    if (remember) undo.push({ key, before: rows.get(key) || null, place: list[cursor], group: current });
    rows.set(key, row);
    send({ put: [row] });
  };
  const decide = (status, ref) => {
    const place = list[cursor];
    if (!place) return;
    if (status === "accept" && !place.ref && !ref) { change(); return; }
    place.touched = true;
    if (place.id0 && place.id0 !== place.id && rows.has(place.id0)) { rows.delete(place.id0); send({ remove: [place.id0] }); }
    put(rowFor(place, status, ref));
    redraw(cursor); redrawItem(current); state();
    step(1);
  };
  const decideForm = (status, form) => {
    const place = list.find((p) => p.form === form) || list[cursor];
    if (!place || (status === "accept" && !place.ref)) { change(); return; }
    const row = { id: "*", status, type: place.group.kind, ref: VALUED.has(place.group.kind) ? "" : place.ref, surface: place.form.form, by: $("by").value.trim(), date: today() };
    put(row);
    for (const one of place.form.places) one.touched = true;
    open(current); state();
  };
  const back = () => {
    const last = undo.pop();
    if (!last) return;
    if (last.before) { rows.set(last.key, last.before); send({ put: [last.before] }); } else { rows.delete(last.key); send({ remove: [last.key] }); }
    if (last.group !== current) open(last.group); else { redrawItem(current); for (let i = 0; i < drawn; i++) redraw(i); }
    const index = list.indexOf(last.place);
    if (index >= 0) select(index);
    state();
  };

  // ---- keeping them -------------------------------------------------------------------------------------------
  let queue = { put: [], remove: [] }, timer = 0;
  const send = (what) => {
    dirty++;
    if (!mode.token) { state(); return; }
    queue.put.push(...(what.put || [])); queue.remove.push(...(what.remove || []));
    waiting = 1;
    clearTimeout(timer);
    timer = setTimeout(flush, 60);
  };
  const flush = async () => {
    const batch = queue;
    if (!batch.put.length && !batch.remove.length) return;
    queue = { put: [], remove: [] };
    try {
      const answer = await fetch("decisions", { method: "POST", headers: { "Content-Type": "application/json", "X-Token": mode.token }, body: JSON.stringify(batch) });
      const result = await answer.json();
      if (!answer.ok) throw new Error(result.error || answer.statusText);
      failed = ""; waiting = queue.put.length + queue.remove.length ? 1 : 0;
    } catch (error) {
      failed = error.message === "Failed to fetch" ? "the server has gone; use Save" : error.message;
      queue = { put: [...batch.put, ...queue.put], remove: [...batch.remove, ...queue.remove] };
    }
    state();
  };
  const table = () => {
    const cell = (value) => String(value || "").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, " ");
    const sorted = [...rows.values()].sort((a, b) => {
      const x = [a.id === "*" ? 0 : 1, a.id === "*" ? a.type + "\t" + a.surface + "\t" + (a.block || "") : a.id];
      const y = [b.id === "*" ? 0 : 1, b.id === "*" ? b.type + "\t" + b.surface + "\t" + (b.block || "") : b.id];
      return x[0] - y[0] || (x[1] < y[1] ? -1 : x[1] > y[1] ? 1 : 0);
    });
    return [mode.columns.join("\t"), ...sorted.map((row) => mode.columns.map((name) => cell(row[name])).join("\t"))].join("\n") + "\n";
  };
  const save = () => {
    const link = element("a", { download: "decisions.tsv", href: URL.createObjectURL(new Blob([table()], { type: "text/tab-separated-values" })) });
    document.body.append(link); link.click(); link.remove();
    if (!mode.token) { dirty = 0; state(); }
  };
  addEventListener("beforeunload", (event) => { if (!mode.token ? dirty : waiting || failed) event.preventDefault(); });

  // ---- another entry ------------------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const candidates = Object.entries(data.entries).map(([id, entry]) => ({ id, entry, words: fold([entry.n, ...entry.o, id].join(" ")) }));
  let chosen = 0, offered = [];
  const change = () => {
    if (!list.length) return;
    if (VALUED.has(list[cursor].group.kind)) { changeDate(); return; }
    $("change-find").value = ""; offer(); $("change").showModal(); $("change-find").focus();
  };
  const changeDate = () => {
    const value = prompt("The value of the date, as attributes: when=1937-07 or from=1937 to=1938", list[cursor].ref);
    if (value && value.trim()) decide("change", value.trim());
  };
  const offer = () => {
    const words = fold($("change-find").value.trim()).split(/\s+/).filter(Boolean);
    const kind = list[cursor].group.kind;
    const near = new Set(list[cursor].x || []);
    offered = candidates.filter((c) => c.entry.k === (kind === "citation" ? "cited" : kind) && words.every((word) => c.words.includes(word)));
    offered.sort((a, b) => (near.has(b.id) - near.has(a.id)) || b.entry.s - a.entry.s || (a.entry.n < b.entry.n ? -1 : 1));
    offered = offered.slice(0, 40); chosen = 0;
    $("change-list").replaceChildren(...offered.map((c, n) => element("li", { "data-id": c.id, "aria-selected": String(n === 0) },
      element("button", { type: "button", tabindex: "-1" }, c.entry.n, c.entry.y ? ` (${c.entry.y})` : "", ` · ${c.id}`))));
  };
  const take = (id) => { $("change").close(); decide("change", id); };
  $("change-find").addEventListener("input", offer);
  $("change-find").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && offered[chosen]) { event.preventDefault(); take(offered[chosen].id); return; }
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    chosen = Math.max(0, Math.min(chosen + by, offered.length - 1));
    [...$("change-list").children].forEach((node, n) => { node.setAttribute("aria-selected", String(n === chosen)); if (n === chosen) node.scrollIntoView({ block: "nearest" }); });
  });
  $("change-list").addEventListener("click", (event) => { const node = event.target.closest("li"); if (node) take(node.dataset.id); });

  // ---- keys and clicks ----------------------------------------------------------------------------------------
  const KEYS = { a: () => decide("accept"), r: () => decide("reject"), s: () => decide("skip"), c: change, u: back,
    n: () => step(1), p: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), N: () => stepGroup(1), P: () => stepGroup(-1),
    A: () => list[cursor] && decideForm("accept", list[cursor].form), R: () => list[cursor] && decideForm("reject", list[cursor].form),
    "/": () => { $("find").focus(); $("find").select(); }, "?": () => $("help").click() };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("change").open) return;
    if (event.target instanceof Element && event.target.matches("input, select")) {
      if (event.key === "Escape" || (event.key === "Enter" && event.target.id === "find")) { event.target.blur(); if (shown[0]) open(shown.includes(current) ? current : shown[0]); }
      return;
    }
    if (/^[1-9]$/.test(event.key)) {
      const rival = list[cursor] && (list[cursor].x || [])[Number(event.key) - 1];
      if (rival) { event.preventDefault(); decide("change", rival); }
      return;
    }
    const act = KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  $("groups").addEventListener("click", (event) => {
    const node = event.target.closest("li");
    if (node) open(groups.find((group) => group.key === node.dataset.key));
  });
  $("group").addEventListener("click", (event) => {
    const place = event.target.closest(".place"), button = event.target.closest("button");
    if (place) select(Number(place.dataset.index));
    if (button && button.dataset.act === "change") change();
    else if (button && button.dataset.act) decide(button.dataset.act);
    if (button && button.dataset.rival) decide("change", button.dataset.rival);
    if (button && button.dataset.group) {
      const form = current.forms.find((one) => one.form === button.closest(".form").dataset.form);
      decideForm(button.dataset.group, form);
    }
  });
  $("group").addEventListener("scroll", () => {
    const node = $("group");
    if (drawn < list.length && node.scrollTop + node.clientHeight > node.scrollHeight - 600) more();
  }, { passive: true });
  document.querySelectorAll("[data-show]").forEach((button) => button.addEventListener("click", () => {
    show = button.dataset.show;
    document.querySelectorAll("[data-show]").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    current = null; drawGroups(); open(shown[0]);
  }));
  $("kind").addEventListener("change", () => { current = null; drawGroups(); open(shown[0]); });
  let typing = 0;
  $("find").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => { drawGroups(); if (!shown.includes(current)) open(shown[0]); $("find").focus(); }, 80); });
  $("save").addEventListener("click", save);
  $("help").addEventListener("click", () => { const hidden = $("keys").hidden; $("keys").hidden = !hidden; $("help").setAttribute("aria-expanded", String(hidden)); });
  try { $("by").value = localStorage.getItem("edition-review-by") || ""; } catch (_) { $("by").value = ""; }
  $("by").addEventListener("change", () => { try { localStorage.setItem("edition-review-by", $("by").value.trim()); } catch (_) { $("by").title = "not remembered"; } });

  drawGroups();
  open(shown[0]);
})();
