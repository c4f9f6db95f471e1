"use strict";
// The side panel: the lineage of a figure, a finding, a note or a section, and what the reviewer says about it.
review.panel = (() => {
  const data = window.REVIEW;
  const store = review.store;
  const panel = document.getElementById("panel");
  const past = [];
  let shown = null;
  let opener = null;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value);
    made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };
  const word = (key, holes = {}) => Object.entries(holes).reduce((text, [hole, value]) => text.replaceAll(`{${hole}}`, value), data.words[review.language]?.[key] ?? key);
  const said = (words) => words?.[review.language] ?? Object.values(words ?? {})[0] ?? "";
  const button = (text, act, css = "quiet", label = null) => {
    const made = element("button", { type: "button", class: css, "aria-label": label }, text);
    made.addEventListener("click", act);
    return made;
  };

  // --- words ------------------------------------------------------------------------------------

  const named = (key) => {
    const figure = data.figures[key];
    return figure ? `${said(figure.label)} (${said(figure.period)})` : key;
  };
  const subjectWords = (subject) => {
    const kind = subject.slice(0, subject.indexOf(":"));
    const id = subject.slice(kind.length + 1);
    if (kind === "figure") return named(id);
    if (kind === "finding") return data.findings[id] ? `${data.findings[id].code} ${said(data.findings[id].title)}` : id;
    if (kind === "note") return data.notes[id] ? `${word("note")} ${data.notes[id].number}` : id;
    return said(data.sections[id]) || id;
  };
  const valued = (figure) => `${said(figure.printed)} ${said(figure.unit)}`.trim();
  const day = (at) => {
    const time = new Date(at);
    if (Number.isNaN(time.getTime())) return at;
    const form = at.length > 10 ? { dateStyle: "medium", timeStyle: "short" } : { dateStyle: "medium" };
    return new Intl.DateTimeFormat(document.documentElement.lang, form).format(time);
  };
  const fileOf = (path) => path.slice(path.lastIndexOf("/") + 1);
  const cellWords = ([book, sheet, ref]) => `${fileOf(data.books[book].path)} › ${sheet} › ${ref}`;

  // --- parts ------------------------------------------------------------------------------------

  const part = (key, ...content) => {
    const told = content.flat().filter(Boolean);
    return told.length ? element("section", { class: "part" }, element("h3", {}, word(key)), ...told) : null;
  };
  const pairs = (rows) => {
    const kept = rows.filter(([, value]) => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length));
    return kept.length ? element("dl", { class: "pairs" }, ...kept.map(([key, value]) => element("div", {}, element("dt", {}, word(key)), element("dd", {}, value)))) : null;
  };
  const table = (heads, rows) => rows.length && element("div", { class: "scroll" }, element("table", { class: "plain" },
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, word(head))))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell ?? "")))))));
  const figureLink = (key) => data.figures[key] ? button(named(key), () => open(`figure:${key}`, null, true), "link") : element("span", {}, key);

  const cells = (list) => {
    const books = new Map();
    for (const [book, sheet, ref] of list) {
      if (!books.has(book)) books.set(book, new Map());
      const sheets = books.get(book);
      if (!sheets.has(sheet)) sheets.set(sheet, []);
      sheets.get(sheet).push(ref);
    }
    return [...books].map(([number, sheets]) => {
      const book = data.books[number];
      const name = book.file ? element("a", { href: data.base + book.file.split("/").map(encodeURIComponent).join("/") }, fileOf(book.path)) : element("span", {}, fileOf(book.path));
      const lines = [...sheets].map(([sheet, refs]) => element("li", {}, `${sheet} › `, element("span", { class: "refs" }, refs.join(", "))));
      const out = book.file ? null : element("p", { class: "fine" }, book.why ? `${word("file_out")}: ${book.why}` : word("file_out"));
      return element("div", { class: "book" }, element("p", { class: "name" }, name), out, element("ul", {}, ...lines), element("p", { class: "hash" }, `${word("hash")} `, element("code", {}, book.sha256)));
    });
  };

  // A formula down to the cells; what was shown above in the same branch is not opened again.
  const tree = (key, above = []) => {
    const figure = data.figures[key];
    if (!figure) return element("li", {}, key);
    const head = [figureLink(key), element("span", { class: "is" }, valued(figure)), element("code", { class: "exact" }, figure.value ?? "–")];
    const inputs = (figure.inputs ?? []).filter((input) => !above.includes(input));
    if (!inputs.length) {
      const told = (figure.cells ?? []).slice(0, 3).map((cell) => element("span", { class: "cell-at" }, cellWords(cell)));
      if ((figure.cells ?? []).length > 3) told.push(element("span", { class: "cell-at" }, word("cell_count", { count: figure.cells.length })));
      return element("li", {}, ...head, ...told);
    }
    const words = figure.same ? `${word("same")} ${named(inputs[0])}` : said(figure.formula);
    return element("li", {}, ...head, element("p", { class: "formula" }, words), element("ul", {}, ...inputs.map((input) => tree(input, [...above, key]))));
  };

  const parts = (one) => {
    const told = [element("span", { class: "who" }, `${said(one.entity)} (${one.period})`), element("code", { class: "exact" }, one.value ?? word(one.state ?? "no_number_here"))];
    if (one.by) told.push(element("span", { class: "fine" }, word("counts", { share: one.by })));
    if (one.reason) told.push(element("span", { class: "fine" }, one.reason));
    if (one.cell) told.push(element("span", { class: "cell-at" }, cellWords(one.cell)));
    if (!one.parts) return element("li", {}, ...told);
    return element("li", {}, ...told, element("ul", {}, ...one.parts.map(parts)));
  };

  const change = (told) => told && part("since_last", table(["value", "before", "after"], [
    [word("printed"), element("del", {}, said(told.before?.printed) || "–"), element("ins", {}, said(told.after?.printed) || "–")],
    [word("exact"), element("del", {}, told.before?.value ?? "–"), element("ins", {}, told.after?.value ?? "–")],
  ]));

  const places = (figure) => {
    const languages = data.languages.filter((language) => figure.places?.[language]);
    return languages.map((language) => {
      const name = document.getElementById(`edition-${language}`).dataset.lang;
      return element("div", { class: "printed" }, element("p", { class: "name", lang: name }, review.nameOf(language)), element("ul", {}, ...figure.places[language].map(([section, page, binding, text]) => {
        const go = button(data.sections[section]?.[language] ?? section, () => review.go(language, section, binding), "link");
        const pdf = data.pdfs[language];
        const on = page ? (pdf ? element("a", { href: `${pdf}#page=${page}` }, word("on_page", { page })) : element("span", {}, word("on_page", { page }))) : null;
        return element("li", { lang: name }, go, element("span", { class: "is" }, text), on);
      })));
    });
  };

  const figureParts = (key, figure) => {
    const exact = figure.value === undefined ? word("no_number_here") : figure.value;
    const printed = data.languages.filter((language) => figure.printed?.[language]).map((language) => element("p", { class: "big", lang: document.getElementById(`edition-${language}`).dataset.lang }, `${figure.printed[language]} `, element("span", {}, figure.unit?.[language] ?? "")));
    const formula = figure.inputs || figure.formula ? [
      element("p", { class: "formula" }, figure.same ? `${word("same")} ${named(figure.inputs?.[0] ?? figure.same)}` : said(figure.formula)),
      figure.written ? element("p", { class: "fine" }, `${word("written")} `, element("code", {}, figure.written)) : null,
      figure.inputs ? element("ul", { class: "tree-of" }, ...figure.inputs.map((input) => tree(input, [key]))) : null,
    ] : [];
    const history = (figure.history ?? []).map((one) => [
      day(one.at), `${one.by}${one.entity ? ` · ${said(one.entity)} (${one.period})` : ""}`,
      element("span", {}, one.before !== undefined && one.before !== one.value ? element("del", {}, one.before) : "", " ", element("code", {}, one.value ?? word(one.state ?? "no_number_here")), one.kind ? ` ${word(one.kind)}` : ""),
      cellWords(one.cell),
    ]);
    const beside = (figure.said ?? []).map((one) => pairs([["about", one.entity ? said(one.entity) : ""], ...["explanation", "method", "handed_as", "evidence", "evidence_link", "query", "reply"].map((name) => [name, one[name]])].map(([name, value]) => [name === "about" ? "by_entity" : name, value])));
    return [
      element("div", { class: "worth" }, ...printed, pairs([["exact", element("code", { class: "exact" }, exact)]])),
      change(figure.change),
      pairs([["status", said(figure.status)], ["reason", figure.reason], ["assurance", figure.selected ? word("is_selected") : word("not_selected")], ["definition", said(figure.definition)], ["period", said(figure.period)], ["unit", said(figure.unit)], ["owner", said(figure.owner)]]),
      part("where_from", figure.cells ? cells(figure.cells) : []),
      part("how_computed", formula),
      figure.parts ? part("by_entity", element("ul", { class: "tree-of" }, parts(figure.parts))) : null,
      history.length ? part("history", table(["at", "by", "value", "cell"], history)) : null,
      part("restated", (figure.restated ?? []).map((one) => pairs([["before", one.before], ["after", one.after], ["effect", one.effect], ["reason", one.reason], ["by", one.by], ["at", day(one.at)]]))),
      part("explanation", beside),
      part("notes", (figure.notes ?? []).map((id) => element("p", { class: "told-note" }, element("strong", {}, String(data.notes[id]?.number ?? "")), " ", said(data.notes[id]?.words), " ", button(word("comment"), () => open(`note:${id}`, null, true), "quiet", `${word("comment")}: ${word("note")} ${data.notes[id]?.number ?? ""}`)))),
      part("findings", (figure.findings ?? []).filter((id) => data.findings[id]).map((id) => findingLine(id))),
      figure.history ? part("signed", figure.signed ? table(["status", "by", "at"], figure.signed.map((one) => [`${word(one.role)}${one.lapsed ? ` (${word("lapsed")})` : ""}${one.entity ? ` · ${said(one.entity)}` : ""}`, one.by, day(one.on)])) : element("p", { class: "fine" }, word("unsigned"))) : null,
      part("where_printed", places(figure)),
    ];
  };

  const findingLine = (id) => {
    const finding = data.findings[id];
    return element("article", { class: `item tone-${finding.tone}` }, element("p", { class: "kind" }, element("span", { class: "tone" }, word(finding.tone)), " ", element("span", { class: "code" }, finding.code)), element("p", { class: "says", lang: "en" }, finding.message), button(word("open"), () => open(`finding:${id}`, null, true), "quiet", `${word("open")}: ${finding.code}`));
  };

  const findingParts = (id, finding) => [
    element("article", { class: `item tone-${finding.tone} plain-item` }, element("p", { class: "kind" }, element("span", { class: "tone" }, word(finding.tone)), " ", element("span", { class: "code" }, finding.code)), element("p", { class: "says", lang: "en" }, finding.message)),
    pairs([["fix", finding.fix], ["response", finding.waived], ["examines", finding.examines], ["place", finding.at], ["section", finding.section ? button(said(data.sections[finding.section]), () => review.go(finding.language || review.language, finding.section), "link") : ""]]),
    part("figures", finding.figure ? element("p", {}, figureLink(finding.figure)) : null),
    part("involved", (finding.involved ?? []).map(([key, text]) => element("p", {}, figureLink(key), " ", text))),
  ];

  const remarks = (subject) => part("remarks", data.remarks.filter((one) => one.subject === subject).map((one) => element("article", { class: `item tone-${one.progress}` },
    element("p", { class: "kind" }, element("span", { class: "tone" }, word(one.progress === "open" ? "open_remark" : one.progress)), " ", element("span", { class: "code" }, [one.by, one.on ? day(one.on) : ""].filter(Boolean).join(", "))),
    one.quote ? element("q", {}, one.quote) : null, element("p", { class: "says" }, one.text ?? "", concluded(one)),
    ...(one.answers ?? []).map(([by, on, text]) => element("p", { class: "answer" }, element("span", { class: "by" }, `${by}, ${day(on)}`), " ", text)))));

  const concluded = (one) => {
    const told = [one.conclusion ? word(conclusionWord(one.conclusion)) : "", one.tick, one.value ? `${word("your_value")}: ${one.value}` : ""].filter(Boolean);
    return told.length ? element("span", { class: "concluded" }, ` ${told.join(" · ")}`) : "";
  };
  const conclusionWord = (conclusion) => (conclusion === "query" ? "query_raised" : conclusion);

  // --- what the reviewer says -------------------------------------------------------------------

  const own = (subject, about) => {
    const box = element("section", { class: "part own" }, element("h3", {}, word("your_comment")));
    const fill = (editing = null) => {
      const list = store.about(subject).filter((one) => one.id !== editing?.id).map((one) => ownComment(one, () => fill(one)));
      box.replaceChildren(element("h3", {}, word("your_comment")), ...list, form(subject, about, editing, fill));
    };
    fill(about?.editing ?? null);
    return box;
  };

  const ownComment = (one, edit) => element("article", { class: "item own-item" },
    element("p", { class: "kind" }, element("span", { class: "tone" }, one.by), " ", element("span", { class: "code" }, day(one.at))),
    one.quote ? element("q", {}, one.quote) : null, element("p", { class: "says" }, one.text, concluded(one)),
    element("p", { class: "acts" }, button(word("edit"), edit), button(word("delete"), () => { store.remove(one.id); review.tell(word("deleted")); refresh(); })));

  const form = (subject, about, editing, fill) => {
    const field = (key, input, hint = "") => element("label", {}, element("span", {}, word(key), hint ? element("small", {}, ` ${hint}`) : ""), input);
    const text = element("textarea", { rows: 3, name: "text" });
    const made = element("form", { class: "comment", novalidate: "" });
    const wrong = element("p", { class: "wrong", role: "alert" });
    const name = element("input", { name: "by", autocomplete: "name" });
    const figure = subject.startsWith("figure:") ? data.figures[subject.slice(7)] : null;
    const value = element("input", { name: "value", inputmode: "decimal", autocomplete: "off" });
    const conclusion = element("select", { name: "conclusion" }, ...["", "agreed", "exception", "query", "not_tested"].map((one) => element("option", { value: one }, word(one ? conclusionWord(one) : "none"))));
    const ticks = element("fieldset", { class: "ticks" }, element("legend", {}, word("tick")), ...data.ticks.map((tick, number) => element("label", { title: word(`tick_${number}`) }, element("input", { type: "checkbox", value: tick, "aria-label": `${tick} ${word(`tick_${number}`)}` }), element("span", { "aria-hidden": "true" }, tick))));
    name.value = editing?.by ?? store.name();
    text.value = editing?.text ?? "";
    value.value = editing?.value ?? "";
    conclusion.value = editing?.conclusion ?? "";
    ticks.querySelectorAll("input").forEach((box) => { box.checked = (editing?.tick ?? "").split(" ").includes(box.value); });
    const quote = editing?.quote ?? about?.quote ?? "";
    if (quote) made.append(element("q", {}, quote));
    made.append(field("words", text));
    if (figure) made.append(element("div", { class: "pair" }, field("conclusion", conclusion), field("your_value", value, word("in_unit", { unit: said(figure.unit) }))), ticks);
    if (!store.name() || editing) made.append(field("your_name", name));
    const save = element("button", { type: "submit", class: "button strong" }, word("save"));
    made.append(wrong, element("p", { class: "acts" }, save, editing ? button(word("cancel"), () => fill(), "button") : null));
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const number = value.value.replaceAll(/[,\s]/g, "").replace("−", "-");
      const tick = [...ticks.querySelectorAll("input:checked")].map((box) => box.value).join(" ");
      const problem = !name.value.trim() ? "name_needed" : number && !/^-?(\d+\.?\d*|\.\d+)$/.test(number) ? "no_number" : !(text.value.trim() || conclusion.value || tick || number) ? "something" : "";
      if (problem) { wrong.textContent = word(problem); (problem === "name_needed" ? name : problem === "no_number" ? value : text).focus(); return; }
      if (!store.name()) store.named(name.value);
      const where = { language: editing?.language ?? about?.language, section: editing?.section ?? about?.section ?? (subject.startsWith("section:") ? subject.slice(8) : null) };
      store.save({ subject, text: text.value, by: name.value, tick, value: number, conclusion: conclusion.value, quote, ...where }, editing?.id);
      review.tell(word("saved"));
      if (about) { about.quote = ""; about.editing = null; }
      refresh();
      panel.querySelector(".own textarea")?.focus({ preventScroll: true });
    });
    return made;
  };

  // --- opening and closing ----------------------------------------------------------------------

  const body = (subject) => {
    const kind = subject.slice(0, subject.indexOf(":"));
    const id = subject.slice(kind.length + 1);
    if (kind === "figure") return data.figures[id] ? figureParts(id, data.figures[id]) : null;
    if (kind === "finding") return data.findings[id] ? findingParts(id, data.findings[id]) : null;
    if (kind === "note") return data.notes[id] ? [element("p", { class: "told-note" }, said(data.notes[id].words))] : null;
    return [];
  };

  const draw = () => {
    const { subject, about } = shown;
    const content = body(subject);
    const figure = subject.startsWith("figure:") ? data.figures[subject.slice(7)] : null;
    const back = past.length ? button("←", () => { shown = past.pop(); draw(); panel.focus(); }, "icon-button", word("back")) : null;
    const close = button("×", () => hide(), "icon-button", word("close"));
    const chips = figure ? [figure.ref ? element("span", { class: "chip ref" }, figure.ref) : null, element("code", { class: "chip" }, subject.slice(7))] : [];
    const head = element("header", { class: "panel-head" }, back, element("h2", { id: "panel-title" }, content ? subjectWords(subject) : word("not_in_pack")), close);
    panel.replaceChildren(head, element("div", { class: "panel-body" }, element("p", { class: "chips" }, ...chips, content ? button(word("comment"), () => panel.querySelector(".comment textarea").focus()) : ""), ...(content ?? []).flat().filter(Boolean), ...(content ? [remarks(subject), own(subject, about)].filter(Boolean) : [])));
    panel.scrollTop = 0;
  };

  const open = (subject, from, within = false, about = null) => {
    if (within && shown) past.push(shown); else { past.length = 0; opener = from; }
    shown = { subject, about };
    panel.hidden = false;
    document.body.classList.add("panel-open");
    draw();
    panel.focus({ preventScroll: true });
    review.mark?.(subject);
    if (about) panel.querySelector(".comment textarea")?.focus();
  };

  const hide = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("panel-open");
    shown = null;
    review.mark?.(null);
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  };

  const refresh = () => {
    if (!shown) return;
    const at = panel.scrollTop;
    draw();
    panel.scrollTop = at;
  };

  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) hide(); });

  return { open, hide, refresh, element, word, said, subjectWords, concluded, day, ownComment, isOpen: () => !panel.hidden };
})();
