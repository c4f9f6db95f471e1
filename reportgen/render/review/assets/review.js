"use strict";
// The page itself: language, views, filter, figures that open, words that are selected, comments in the margin.
(() => {
  const data = window.REVIEW;
  const { store, panel, lists } = review;
  const root = document.getElementById("edition");
  const say = document.getElementById("say");
  const stored = (key, value) => { try { if (value === undefined) return localStorage.getItem(key); localStorage.setItem(key, value); } catch { /* kept for this page alone */ } return null; };
  const views = ["report", "figures", "findings", "comments"];
  const kept = { filter: "all", selection: null };

  review.language = "";

  review.nameOf = (language) => data.words[language].language_name;
  review.tell = (text) => { document.getElementById("status").textContent = text; };

  const template = (language) => document.getElementById(`edition-${language}`);
  const top = () => document.querySelector(".top").offsetHeight + (document.querySelector(".bar")?.offsetHeight ?? 0);
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // --- where the reader is ----------------------------------------------------------------------

  const parsed = () => {
    const [language, view, ...rest] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (data.languages.includes(language)) return { language, view: views.includes(view) ? view : "report", at: rest.join("/") };
    const at = document.getElementById(language) ? language : "";
    return { language: review.language || stored("reportgen-language") || data.languages[0], view: "report", at };
  };
  const address = (language, view, at = "") => `#${language}/${view}${at ? `/${at}` : ""}`;

  const lay = (language) => {
    if (review.language === language) return;
    review.language = data.languages.includes(language) ? language : data.languages[0];
    stored("reportgen-language", review.language);
    const from = template(review.language);
    document.documentElement.lang = from.dataset.lang;
    document.documentElement.className = `js ${from.dataset.script}`;
    document.title = from.dataset.title;
    root.replaceChildren(from.content.cloneNode(true));
    begin();
    panel.refresh();
  };

  const show = (view) => {
    document.body.dataset.view = view;
    for (const each of document.querySelectorAll(".view")) each.hidden = each.dataset.view !== view;
    for (const link of document.querySelectorAll(".views a")) {
      link.toggleAttribute("aria-current", link.dataset.view === view);
      if (link.dataset.view === view) link.setAttribute("aria-current", "page");
      link.hash = address(review.language, link.dataset.view);
    }
    document.querySelector(".views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (view === "figures") lists.figures();
    for (const link of document.querySelectorAll("a.language")) link.hash = address(link.dataset.to, view);
  };

  const jump = (id, focus = false) => {
    const target = document.getElementById(id);
    if (!target) return false;
    const row = target.closest(".row, .told") ?? target;
    if (getComputedStyle(row).display === "none") choose("all");
    const place = target.matches("section.told") ? target.querySelector(".row") : target;
    scrollTo({ top: place.getBoundingClientRect().top + scrollY - top() - 20, behavior: "auto" });
    if (focus) { place.classList.add("found"); setTimeout(() => place.classList.remove("found"), 2500); if (place.matches(".fig")) place.focus({ preventScroll: true }); }
    return true;
  };

  review.go = (language, section, id = "") => {
    if (language !== review.language) lay(language);
    show("report");
    history.pushState(null, "", address(language, "report", id || `s-${section}`));
    (id && jump(id, true)) || jump(`s-${section}`, true);
    if (matchMedia("(max-width: 899px)").matches) panel.hide();
  };

  const route = () => {
    const { language, view, at } = parsed();
    lay(language);
    show(view);
    if (view === "report" && at) jump(at, at.startsWith("f-"));
    else if (view !== "report") scrollTo(0, 0);
  };

  // The row at the top of the window, so that the other language shows the same place.
  const here = () => {
    const limit = top() + 24;
    const rows = [...document.querySelectorAll(".view[data-view=report] .row")];
    const row = rows.find((one) => one.getBoundingClientRect().bottom > limit);
    return row ? { id: row.id, section: row.closest(".told").id, offset: row.getBoundingClientRect().top } : null;
  };

  const turn = (language) => {
    const view = document.body.dataset.view;
    const place = scrollY > 200 && view === "report" ? here() : null;
    lay(language);
    show(view);
    const target = place && (document.getElementById(place.id) ?? document.getElementById(place.section));
    if (target) scrollTo({ top: scrollY + target.getBoundingClientRect().top - place.offset, behavior: "auto" });
    else if (view !== "report" || !place) scrollTo(0, 0);
    history.replaceState(null, "", address(language, view, target ? target.id : ""));
    document.querySelector("a.language")?.focus({ preventScroll: true });
  };

  // --- the report -------------------------------------------------------------------------------

  const choose = (name) => {
    kept.filter = name;
    document.body.dataset.filter = name;
    const input = document.querySelector(`#filter input[value=${name}]`);
    if (input) input.checked = true;
    for (const section of document.querySelectorAll(".told")) {
      const rows = [...section.querySelectorAll(".row")].filter((row) => (row.dataset.has ?? "").split(" ").includes(name));
      section.classList.toggle("empty", name !== "all" && !rows.length);
      section.classList.toggle("bare", name !== "all" && !rows.includes(section.querySelector(".row")));
    }
    document.getElementById("nothing").hidden = name === "all" || Boolean(document.querySelector(".told:not(.empty)"));
    review.tell("");
  };

  const step = (by) => {
    const wanted = kept.filter === "all" ? (row) => row.dataset.has : (row) => row.dataset.has.split(" ").includes(kept.filter);
    const rows = [...document.querySelectorAll(".view[data-view=report] .row")].filter(wanted);
    const limit = top() + 24;
    const tops = rows.map((row) => row.getBoundingClientRect().top);
    const at = by > 0 ? tops.findIndex((value) => value > limit + 2) : tops.findLastIndex((value) => value < limit - 6);
    if (at < 0) return;
    scrollTo({ top: tops[at] + scrollY - top() - 20, behavior: still() ? "auto" : "smooth" });
    rows[at].classList.add("found");
    setTimeout(() => rows[at].classList.remove("found"), 2500);
  };

  // A comment stands beside the row of its words, else of its figure, else of its section's title.
  const rowOf = (one) => {
    const kind = one.subject.slice(0, one.subject.indexOf(":"));
    const id = one.subject.slice(kind.length + 1);
    const section = one.section ? document.getElementById(`s-${one.section}`) : null;
    if (one.quote && one.language && one.language !== review.language) return section?.querySelector(".row");
    if (one.quote && section) {
      const wanted = one.quote.replaceAll(/\s/g, "");
      const row = [...section.querySelectorAll(".row")].find((each) => each.querySelector(".cell").textContent.replaceAll(/\s/g, "").includes(wanted));
      if (row) return row;
    }
    if (kind === "figure") {
      const at = id.lastIndexOf("@");
      const choice = `.fig[data-metric="${CSS.escape(id.slice(0, at))}"][data-period="${CSS.escape(id.slice(at + 1))}"]`;
      return (section?.querySelector(choice) ?? document.querySelector(`.view[data-view=report] ${choice}`))?.closest(".row");
    }
    if (kind === "note") return document.getElementById(`t-${data.notes[id]?.table}`)?.closest(".row");
    if (kind === "finding") return document.querySelector(`.row [data-open="${CSS.escape(one.subject)}"]`)?.closest(".row");
    return (section ?? document.getElementById(`s-${id}`))?.querySelector(".row");
  };

  const ownComments = () => {
    document.querySelectorAll(".row .own-item").forEach((item) => item.remove());
    document.querySelectorAll(".row[data-own]").forEach((row) => { row.dataset.has = row.dataset.own; delete row.dataset.own; });
    for (const one of store.all()) {
      const row = rowOf(one);
      if (!row) continue;
      const item = panel.ownComment(one, () => panel.open(one.subject, null, false, { editing: one }));
      item.querySelector(".kind").prepend(panel.element("span", { class: "of" }, `${panel.word("your_comment")} `));
      if (!one.subject.startsWith("section:")) item.querySelector(".kind").after(panel.element("p", { class: "what" }, panel.element("button", { type: "button", class: "link", "data-open": one.subject }, panel.subjectWords(one.subject))));
      row.querySelector(".beside").append(item);
      row.dataset.own ??= row.dataset.has;
      row.dataset.has = [...new Set([...row.dataset.has.split(" "), "remarks"])].join(" ").trim();
    }
    const count = document.querySelector("[data-filter-count=remarks]");
    if (count) count.textContent = String(data.remarks.length + store.all().length);
    lists.comments();
    if (document.body.dataset.view === "figures") lists.figures();
    choose(kept.filter);
  };

  review.mark = (subject) => {
    document.querySelectorAll(".fig.opened").forEach((figure) => figure.classList.remove("opened"));
    if (!subject?.startsWith("figure:")) return;
    const id = subject.slice(7);
    const at = id.lastIndexOf("@");
    document.querySelectorAll(`.fig[data-metric="${CSS.escape(id.slice(0, at))}"][data-period="${CSS.escape(id.slice(at + 1))}"]`).forEach((figure) => figure.classList.add("opened"));
  };

  // Within a table one figure is in the tab order; arrow keys go to its neighbours.
  const roving = (table) => {
    const grid = [...table.querySelectorAll("tbody tr")].map((line) => [...line.querySelectorAll(".fig")]).filter((line) => line.length);
    grid.flat().forEach((figure, number) => { figure.tabIndex = number ? -1 : 0; });
    table.addEventListener("keydown", (event) => {
      const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      const y = grid.findIndex((line) => line.includes(document.activeElement));
      if (!by || y < 0) return;
      const line = grid[y + by[0]];
      const next = line?.[Math.min(grid[y].indexOf(document.activeElement) + by[1], line.length - 1)];
      event.preventDefault();
      if (!next) return;
      document.activeElement.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  };

  const openFigure = (figure) => panel.open(`figure:${figure.dataset.metric}@${figure.dataset.period}`, figure);

  const scrollable = () => {
    for (const box of document.querySelectorAll("#edition .scroll")) {
      const moves = box.scrollWidth > box.clientWidth + 1;
      if (moves) { box.tabIndex = 0; box.setAttribute("role", "group"); box.setAttribute("aria-label", panel.word("scroll_table")); }
      else { box.removeAttribute("tabindex"); box.removeAttribute("role"); box.removeAttribute("aria-label"); }
    }
  };

  // Which section is being read.
  let links = [];
  let last = "";
  const spy = () => {
    const place = document.body.dataset.view === "report" ? here() : null;
    if (!place || place.section === last) return;
    last = place.section;
    for (const link of links) {
      const own = link.dataset.spy === last;
      link.classList.toggle("here", own);
      if (own) { link.setAttribute("aria-current", "true"); const tree = link.closest(".contents"); tree.scrollTop = Math.max(0, link.offsetTop - tree.clientHeight / 2); }
      else link.removeAttribute("aria-current");
    }
  };

  const begin = () => {
    for (const figure of document.querySelectorAll(".view[data-view=report] .fig.live")) {
      figure.setAttribute("role", "button");
      figure.tabIndex = 0;
    }
    document.querySelectorAll(".view[data-view=report] table.figures").forEach(roving);
    document.getElementById("filter").addEventListener("change", (event) => { choose(event.target.value); scrollTo({ top: 0 }); });
    links = [...document.querySelectorAll("[data-spy]")];
    last = "";
    lists.begin();
    ownComments();
    scrollable();
    spy();
  };

  // --- words that are selected ------------------------------------------------------------------

  const selected = () => {
    const selection = getSelection();
    const text = selection.toString().trim().replaceAll(/\s+/g, " ");
    const node = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0).startContainer : null;
    const cell = (node?.nodeType === 1 ? node : node?.parentElement)?.closest(".view[data-view=report] .cell");
    if (!cell || text.length < 2) { say.hidden = true; kept.selection = null; return; }
    const box = selection.getRangeAt(0).getBoundingClientRect();
    kept.selection = { quote: text.slice(0, 1000), section: cell.closest(".told").dataset.section, language: review.language };
    say.textContent = panel.word("comment_selection");
    say.hidden = false;
    say.style.left = `${Math.max(8, Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - say.offsetWidth - 8))}px`;
    say.style.top = `${box.bottom + scrollY + 6}px`;
  };
  document.addEventListener("selectionchange", selected);
  say.addEventListener("mousedown", (event) => event.preventDefault());
  say.addEventListener("click", () => {
    const about = kept.selection;
    say.hidden = true;
    if (about) panel.open(`section:${about.section}`, null, false, about);
  });

  // --- what is pressed --------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-open], [data-comment], .fig.live, a[href^='#'], [data-step], .menu-button, a.language");
    if (!target || !(root.contains(target))) return;
    if (target.matches(".fig.live")) { if (getSelection().isCollapsed) openFigure(target); return; }
    if (target.dataset.open) { panel.open(target.dataset.open, target); return; }
    if (target.dataset.comment) { panel.open(target.dataset.comment, target, false, { section: target.closest(".told").dataset.section, language: review.language }); return; }
    if (target.dataset.step) { step(Number(target.dataset.step)); return; }
    if (target.matches(".menu-button")) { menu(); return; }
    if (target.matches("a.language")) { event.preventDefault(); turn(target.dataset.to); return; }
    const id = decodeURIComponent(target.hash.slice(1));
    if (id === "main") { event.preventDefault(); document.getElementById("main").focus(); return; }
    if (!id.includes("/") && document.getElementById(id)) {
      event.preventDefault();
      menu(false);
      history.pushState(null, "", address(review.language, "report", id));
      show("report");
      jump(id, true);
    }
  });
  document.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(".fig.live")) { event.preventDefault(); openFigure(event.target); }
  });
  const menu = (open) => {
    const now = document.documentElement.classList.toggle("menu-open", open);
    document.querySelector(".menu-button").setAttribute("aria-expanded", String(now));
  };

  let waiting = false;
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; spy(); }); } }, { passive: true });
  addEventListener("resize", scrollable);
  addEventListener("popstate", route);
  store.changed(ownComments);
  document.documentElement.classList.add("js");
  route();
})();
