"use strict";
// Search by Pagefind: the page's own language first, then the others.
(() => {
  const { words, element } = window.report;
  const script = document.currentScript;
  const languages = script.dataset.languages.trim().split(/\s+/);
  const tags = script.dataset.tags.trim().split(/\s+/);
  const home = new URL("..", new URL(script.getAttribute("src"), location.href));
  const dialog = document.getElementById("search");
  const input = document.getElementById("query");
  const said = dialog.querySelector(".said");
  const results = dialog.querySelector(".results");
  const MOST = 12;
  const HAN = /\p{Script=Han}/u;
  let engines = null;
  let asked = 0;

  // Each language's index is asked by an engine of its own; the words of a query are cut as that language does.
  const load = async () => Promise.all(languages.map(async (language, number) => {
    const base = new URL(`${language}/pagefind/`, home).href;
    const module = await import(new URL("pagefind.js", base).href);
    const engine = module.createInstance({ basePath: base, baseUrl: new URL(`${language}/`, home).pathname, excerptLength: tags[number].startsWith("zh") ? 50 : 26 });
    const tag = document.documentElement.lang;
    document.documentElement.lang = tags[number];
    try { await engine.init(); } finally { document.documentElement.lang = tag; }
    return { language, tag: tags[number], engine };
  }));

  // The index holds each ideograph as a word; a query of ideographs is asked as a phrase of them.
  const parted = (query) => {
    if (!HAN.test(query)) return query;
    const apart = query.replace(/\p{Script=Han}/gu, " $& ").replace(/["\s]+/g, " ").trim();
    return /\s/.test(query.trim()) ? apart : `"${apart}"`;
  };
  const joined = (text) => text
    .replace(/(\p{Script=Han}|[，。；：、！？「」『』（）《》／]|<\/?mark>) +(?=\p{Script=Han}|[，。；：、！？「」『』（）《》／]|<\/?mark>)/gu, "$1")
    .replaceAll("</mark><mark>", "");

  const entry = (page, part, tag) => {
    const link = element("a", { href: part.url, lang: tag });
    const [title, top] = [joined(part.title || page.meta.title), joined(page.meta.title)];
    const where = title === top ? "" : `${top} › `;
    const excerpt = element("span", { class: "excerpt" });
    excerpt.innerHTML = joined(part.excerpt);
    link.append(element("span", { class: "hit" }, element("span", { class: "of" }, where), title), excerpt);
    return element("li", {}, link);
  };

  const find = async ({ engine, tag }, query) => {
    const search = await engine.search(parted(query));
    const pages = await Promise.all(search.results.slice(0, MOST).map((result) => result.data()));
    return pages.flatMap((page) => page.sub_results.slice(0, 4).map((part) => entry(page, part, tag))).slice(0, 2 * MOST);
  };

  const ask = async () => {
    const number = ++asked;
    const query = input.value.trim();
    if (!query) { said.textContent = ""; results.replaceChildren(); return; }
    try { engines ??= await load(); } catch { said.textContent = words.search_failed; return; }
    const found = await Promise.all(engines.map((each) => find(each, query)));
    if (number !== asked) return;
    const count = found.flat().length;
    said.textContent = (count ? words.search_results : words.search_nothing).replace("{count}", count).replace("{query}", query);
    results.replaceChildren(...found.flatMap((items, each) => {
      if (!items.length) return [];
      const list = element("ol", {}, ...items);
      return each ? [element("h2", {}, words.search_other), list] : [list];
    }));
  };

  const open = () => { dialog.showModal(); input.select(); };
  document.querySelector(".search-button").addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); open(); }
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("a")) dialog.close(); });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  let waiting = 0;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
})();
