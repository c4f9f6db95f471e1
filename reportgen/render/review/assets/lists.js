"use strict";
// The lists: all figures, findings and changes, the reviewer's comments.
review.lists = (() => {
  const data = window.REVIEW;
  const { store, panel } = review;
  const { element, word, said } = panel;
  const collator = () => new Intl.Collator(document.documentElement.lang, { numeric: true });
  let sorted = { by: "", down: false };

  // --- figures ----------------------------------------------------------------------------------

  const remarksOn = (key) => data.remarks.filter((one) => one.subject === `figure:${key}`).length + store.about(`figure:${key}`).length;
  const pagesOf = (figure) => [...new Set((figure.places?.[review.language] ?? []).map(([, page]) => page).filter(Boolean))];
  const rowOf = ([key, figure], number) => ({
    key, figure, number,
    ref: figure.ref ?? "",
    label: said(figure.label),
    period: said(figure.period),
    value: figure.value === undefined ? -Infinity : Number(figure.value),
    unit: said(figure.unit),
    status: said(figure.status),
    findings: (figure.findings ?? []).length,
    remarks: remarksOn(key),
    page: pagesOf(figure)[0] ?? Infinity,
  });
  const matches = { all: () => true, selected: (row) => row.figure.selected, changed: (row) => row.figure.change, findings: (row) => row.findings, remarks: (row) => row.remarks };

  const figures = () => {
    const form = document.getElementById("figure-filters");
    const body = document.querySelector("#figure-list tbody");
    const text = form.elements.text.value.trim().toLowerCase();
    const wanted = matches[form.elements.kind.value];
    const topic = form.elements.topic.value;
    const all = Object.entries(data.figures).map(rowOf);
    const rows = all.filter((row) => wanted(row) && (!topic || row.figure.topic === topic) && (!text || `${row.key} ${row.ref} ${Object.values(row.figure.label).join(" ")} ${Object.values(row.figure.printed ?? {}).join(" ")} ${row.figure.value ?? ""}`.toLowerCase().includes(text)));
    if (sorted.by) {
      const order = collator();
      rows.sort((a, b) => (typeof a[sorted.by] === "number" ? a[sorted.by] - b[sorted.by] || a.number - b.number : order.compare(a[sorted.by], b[sorted.by])) * (sorted.down ? -1 : 1));
    }
    body.replaceChildren(...rows.map((row) => {
      const name = element("button", { type: "button", class: "link", "data-open": `figure:${row.key}` }, row.label);
      const marks = [row.figure.selected ? element("span", { class: "chip sel" }, word("key_selected")) : null, row.figure.change ? element("span", { class: "chip chg" }, word("changed")) : null];
      const pages = pagesOf(row.figure);
      return element("tr", { "data-key": row.key },
        element("td", { class: "col-ref" }, row.ref), element("th", { scope: "row", class: "col-label" }, name, element("code", {}, row.key), ...marks),
        element("td", { class: "col-value" }, said(row.figure.printed)), element("td", { class: "col-unit" }, row.unit), element("td", { class: "col-period" }, row.period),
        element("td", { class: "col-status" }, row.status), element("td", { class: "col-findings" }, row.findings ? String(row.findings) : ""), element("td", { class: "col-remarks" }, row.remarks ? String(row.remarks) : ""),
        element("td", { class: "col-page" }, pages.slice(0, 3).join(", ") + (pages.length > 3 ? " …" : "")));
    }));
    document.getElementById("figure-count").textContent = word("figure_count", { count: rows.length, total: all.length });
    for (const head of document.querySelectorAll("#figure-list th[aria-sort]")) {
      const own = head.querySelector("button").dataset.sort === sorted.by;
      head.setAttribute("aria-sort", own ? (sorted.down ? "descending" : "ascending") : "none");
    }
  };

  // --- findings and changes ---------------------------------------------------------------------

  const findings = () => {
    const form = document.getElementById("finding-filters");
    const text = form.elements.text.value.trim().toLowerCase();
    const kind = form.elements.kind.value;
    const entries = [...document.querySelectorAll("[data-view=findings] .entry")];
    for (const entry of entries) entry.hidden = Boolean((kind && entry.dataset.kind !== kind) || (text && !entry.textContent.toLowerCase().includes(text)));
    const left = entries.filter((entry) => !entry.hidden).length;
    document.getElementById("finding-count").textContent = word("finding_count", { count: left, total: entries.length });
  };

  // --- comments ---------------------------------------------------------------------------------

  const comments = () => {
    const all = store.all();
    const own = document.getElementById("own");
    own.replaceChildren(...all.map((one) => {
      const item = panel.ownComment(one, () => panel.open(one.subject, null, false, { editing: one }));
      item.classList.add("entry");
      const go = element("button", { type: "button", class: "link", "data-open": one.subject }, panel.subjectWords(one.subject));
      item.querySelector(".kind").after(element("p", { class: "what" }, go));
      return item;
    }));
    if (!all.length) own.append(element("p", { class: "nothing" }, word("no_own")));
    document.querySelector("[data-count=own]").textContent = String(all.length);
    document.querySelector(".views [data-count=comments]").textContent = String(all.length + data.remarks.length);
    document.getElementById("not-kept").hidden = store.kept();
    const name = document.querySelector("#who input");
    if (document.activeElement !== name) name.value = store.name();
  };

  const exportFile = () => {
    const told = store.exported();
    const link = element("a", { href: URL.createObjectURL(new Blob([`${JSON.stringify(told, null, 1)}\n`], { type: "application/json" })), download: store.file() });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    document.getElementById("exchange").textContent = word("exported", { count: told.comments.length, file: store.file() });
  };

  const importFile = async (input) => {
    const [file] = input.files;
    if (!file) return;
    const found = store.imported(await file.text());
    document.getElementById("exchange").textContent = found.why ? word(found.why, { pack: found.pack ?? "" }) : word("imported", found);
    input.value = "";
  };

  // A language's page has been laid: its forms answer.
  const begin = () => {
    for (const [id, draw] of [["figure-filters", figures], ["finding-filters", findings]]) {
      const form = document.getElementById(id);
      form.addEventListener("input", draw);
      form.addEventListener("submit", (event) => event.preventDefault());
    }
    document.querySelector("#figure-list thead").addEventListener("click", (event) => {
      const by = event.target.closest("button")?.dataset.sort;
      if (!by) return;
      sorted = { by, down: sorted.by === by ? !sorted.down : false };
      figures();
    });
    const who = document.getElementById("who");
    who.addEventListener("submit", (event) => event.preventDefault());
    who.addEventListener("input", () => store.named(who.elements.name.value));
    document.getElementById("export").addEventListener("click", exportFile);
    document.getElementById("import").addEventListener("change", (event) => importFile(event.target));
    findings();
    comments();
  };

  return { begin, figures, findings, comments };
})();
