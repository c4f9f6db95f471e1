"use strict";
// The data explorer: filters over a table that is already there, and rows that open.
(() => {
  const { words, data, details, element, scrollable } = window.report;
  const form = document.getElementById("filters");
  const table = document.querySelector(".explorer-table");
  const rows = [...table.querySelectorAll("tr.row")].map((line) => ({
    line,
    text: `${line.querySelector(".open").textContent} ${line.querySelector(".unit-below").textContent} ${line.dataset.metric}`.toLowerCase(),
    group: line.dataset.group,
    parts: line.dataset.parts.split(" "),
    assured: "assured" in line.dataset,
  }));

  const close = (line) => {
    line.querySelector(".open").setAttribute("aria-expanded", "false");
    if (line.nextElementSibling?.classList.contains("more")) line.nextElementSibling.remove();
  };

  const filter = () => {
    const { text, scope, topic, part, assured } = form.elements;
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const each of rows) {
      const fits = (scope.value === "all" || (scope.value === "tables") === Boolean(each.group))
        && (!topic.value || each.group === topic.value || (topic.value.endsWith(":") && each.group.startsWith(topic.value)))
        && (!part.value || each.parts.includes(part.value))
        && (!assured.checked || each.assured)
        && wanted.every((word) => each.text.includes(word));
      if (!fits) close(each.line);
      each.line.hidden = !fits;
      shown += fits;
    }
    document.getElementById("count").textContent = words.explorer_count.replace("{count}", shown).replace("{total}", rows.length);
    document.getElementById("nothing").hidden = shown > 0;
    const tab = table.querySelector(".fig[tabindex='0']");
    if (tab?.closest("tr").hidden) {
      tab.tabIndex = -1;
      const first = table.querySelector("tr.row:not([hidden]) .fig");
      if (first) first.tabIndex = 0;
    }
    scrollable();
  };

  const open = (line) => {
    const figures = [...line.querySelectorAll(".fig")].map((figure) => data.figures[figure.dataset.key]);
    const cell = element("td", { colspan: "5" });
    cell.append(element("div", { class: "more-columns" }, ...figures.map((figure) => {
      return element("div", {}, element("p", { class: "more-head" }, figure.period), details(figure));
    })));
    const spots = line.querySelector(".spots");
    if (spots.children.length) {
      const links = [...spots.children].flatMap((link, number) => [number ? " · " : "", link.cloneNode(true)]);
      cell.append(element("p", { class: "more-spots" }, element("strong", {}, `${words.where_printed} `), ...links));
    }
    line.after(element("tr", { class: `more ${line.classList[1]}` }, cell));
    line.querySelector(".open").setAttribute("aria-expanded", "true");
  };

  table.addEventListener("click", (event) => {
    const button = event.target.closest(".open");
    if (!button) return;
    const line = button.closest("tr");
    if (button.getAttribute("aria-expanded") === "true") close(line);
    else open(line);
  });
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
