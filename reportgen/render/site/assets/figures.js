"use strict";
// Figures that tell what stands behind them, footnotes in place, tables that scroll by keyboard.
window.report = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read("words");
  const data = read("figures");
  const pop = document.getElementById("pop");
  let opener = null;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const row = (list, name, ...values) => {
    if (!values.length) return;
    list.append(element("dt", {}, name), ...values.map((value) => element("dd", {}, value)));
  };

  const told = (figure) => `${figure.value} ${figure.unit ?? ""}`.trim();

  // The evidence of one figure as a description list.
  const details = (figure) => {
    const list = element("dl", { class: "evidence" });
    row(list, words.value, told(figure));
    row(list, words.period, figure.period);
    row(list, words.status, figure.status);
    row(list, words.assurance, figure.assured ? `◆ ${words.assured}` : words.not_assured);
    if (figure.reason) row(list, words.reason, figure.reason);
    if (figure.definition) row(list, words.definition, figure.definition);
    row(list, words.notes, ...(figure.notes ?? []));
    if (figure.formula) row(list, words.formula, figure.formula);
    row(list, words.computed_from, ...(figure.inputs ?? []).map(([label, period, value, unit]) => `${label} (${period}): ${value} ${unit}`));
    row(list, words.owner, figure.owner);
    row(list, words.sources, ...(figure.sources ?? []));
    return list;
  };

  const place = (target) => {
    if (matchMedia("(max-width: 640px)").matches) { pop.style.left = pop.style.top = ""; return; }
    const box = target.getBoundingClientRect();
    const left = Math.max(12, Math.min(box.left, document.documentElement.clientWidth - pop.offsetWidth - 12));
    const under = box.bottom + 8;
    const fits = under + pop.offsetHeight <= innerHeight - 12;
    pop.style.left = `${left}px`;
    pop.style.top = `${fits ? under : Math.max(12, Math.min(box.top - pop.offsetHeight - 8, innerHeight - pop.offsetHeight - 12))}px`;
  };

  const show = (target, title, ...content) => {
    opener = target;
    const close = element("button", { type: "button", class: "close", "aria-label": words.close }, "×");
    close.addEventListener("click", () => pop.hidePopover());
    const head = element("p", { class: "pop-title", id: "pop-title" }, title);
    pop.replaceChildren(element("div", { class: "pop-head" }, head, close), ...content);
    pop.showPopover();
    place(target);
    pop.tabIndex = -1;
    pop.focus({ preventScroll: true });
  };

  const showFigure = (target) => {
    const key = target.dataset.key ?? `${target.dataset.metric}|${target.dataset.period}`;
    const figure = data.figures[key];
    if (!figure) return;
    const others = data.computed?.[target.id];
    if (!others) { show(target, figure.label, details(figure)); return; }
    const list = element("dl", { class: "evidence" });
    row(list, words.value, target.textContent.trim());
    const parts = others.filter((other) => data.figures[other]).map((other) => {
      const part = data.figures[other];
      return element("details", {}, element("summary", {}, `${part.label} (${part.period}): ${told(part)}`), details(part));
    });
    show(target, figure.label, list, element("p", { class: "pop-sub" }, words.computed_from), ...parts);
  };

  pop.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && opener) {
      if (pop.contains(document.activeElement) || document.activeElement === document.body) opener.focus({ preventScroll: true });
      opener = null;
    }
  });
  addEventListener("scroll", () => { if (opener && !matchMedia("(max-width: 640px)").matches) place(opener); }, { passive: true });

  // Within a table one figure is in the tab order; arrow keys go to its neighbours.
  const roving = (table) => {
    const grid = [...table.querySelectorAll("tbody tr")].map((line) => [...line.querySelectorAll(".fig")]).filter((line) => line.length);
    grid.flat().forEach((figure, number) => { figure.tabIndex = number ? -1 : 0; });
    table.addEventListener("keydown", (event) => {
      const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      const y = grid.findIndex((line) => line.includes(document.activeElement));
      if (!step || y < 0) return;
      const x = grid[y].indexOf(document.activeElement);
      let line = y + step[0];
      while (grid[line]?.[0].closest("tr").hidden) line += step[0];
      const next = grid[line]?.[Math.min(x + step[1], grid[line].length - 1)];
      event.preventDefault();
      if (!next) return;
      document.activeElement.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  };

  for (const figure of document.querySelectorAll("main .fig")) {
    const key = figure.dataset.key ?? `${figure.dataset.metric}|${figure.dataset.period}`;
    if (!data.figures?.[key]) continue;
    figure.classList.add("live");
    figure.setAttribute("role", "button");
    figure.setAttribute("aria-haspopup", "dialog");
    figure.setAttribute("title", words.show_source);
    figure.tabIndex = 0;
  }
  document.querySelectorAll("table.figures").forEach(roving);

  document.addEventListener("click", (event) => {
    const figure = event.target.closest(".fig.live");
    const call = event.target.closest(".call a");
    if (figure) showFigure(figure);
    if (call && document.querySelector(call.hash)) {
      event.preventDefault();
      const note = document.querySelector(call.hash).cloneNode(true);
      note.querySelectorAll(".back").forEach((back) => back.remove());
      note.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
      show(call, `${words.footnote} ${call.textContent}`, element("p", {}, ...note.childNodes));
    }
  });
  document.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(".fig.live")) {
      event.preventDefault();
      showFigure(event.target);
    }
  });

  // What scrolls sideways is reached and moved by keyboard.
  const scrollable = () => {
    for (const box of document.querySelectorAll(".scroll")) {
      const moves = box.scrollWidth > box.clientWidth + 1;
      box.classList.toggle("moves", moves);
      if (moves) { box.tabIndex = 0; box.setAttribute("role", "group"); box.setAttribute("aria-label", words.scroll_table); }
      else { box.removeAttribute("tabindex"); box.removeAttribute("role"); box.removeAttribute("aria-label"); }
    }
  };
  scrollable();
  addEventListener("resize", scrollable);
  document.addEventListener("toggle", scrollable, true);

  return { words, data, details, element, scrollable };
})();
