"use strict";
// The reviewer's comments: kept in this browser by the id of the pack, written to a file and read from one.
window.review = {};
review.store = (() => {
  const data = window.REVIEW;
  const place = `reportgen-comments-${data.pack}`;
  const nameplate = "reportgen-reviewer";
  const fields = ["subject", "text", "by", "at", "tick", "value", "conclusion", "language", "section", "quote"];
  const subjects = /^(figure|finding|note|section):./;
  const listeners = [];
  let kept = true;
  let held = [];
  let held_name = "";

  const get = (key) => { try { return localStorage.getItem(key); } catch { kept = false; return null; } };
  const put = (key, text) => { try { localStorage.setItem(key, text); return true; } catch { kept = false; return false; } };

  // Another tab may have written since: what is kept counts, as long as the browser keeps anything.
  const read = () => {
    const text = kept ? get(place) : null;
    if (!kept || text === null) return held;
    try { const found = JSON.parse(text); return Array.isArray(found) ? found : held; } catch { return held; }
  };

  const write = (comments) => {
    held = comments;
    put(place, JSON.stringify(comments));
    listeners.forEach((listen) => listen());
  };

  const tidy = (said) => {
    const told = { subject: said.subject, text: (said.text ?? "").trim(), by: (said.by ?? "").trim(), at: said.at ?? new Date().toISOString() };
    told.tick = said.tick ?? "";
    told.value = said.value === undefined || said.value === "" ? null : said.value;
    told.conclusion = said.conclusion || null;
    told.language = said.language || null;
    told.section = said.section || null;
    told.quote = said.quote ?? "";
    return told;
  };

  const same = (one, other) => fields.every((field) => (one[field] ?? "") === (other[field] ?? ""));
  const fresh = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;

  const save = (said, id) => {
    const told = tidy({ ...said, at: undefined });
    const comments = read().filter((one) => one.id !== id);
    write([...comments, { id: id ?? fresh(), ...told }]);
  };

  const remove = (id) => write(read().filter((one) => one.id !== id));
  const all = () => [...read()].sort((a, b) => (a.at < b.at ? -1 : 1));
  const about = (subject) => all().filter((one) => one.subject === subject);

  const file = () => `comments-${data.pack}.json`;
  const exported = () => ({
    schema: data.schema,
    pack: data.pack,
    project: data.project,
    exported_at: new Date().toISOString(),
    by: name(),
    comments: all().map((one) => Object.fromEntries(fields.map((field) => [field, one[field] ?? null]))),
  });

  // Takes what a file holds: how many comments were read and how many were here already, or why nothing was.
  const imported = (text) => {
    let found;
    try { found = JSON.parse(text); } catch { return { why: "no_comments_file" }; }
    if (!found || typeof found !== "object" || !Array.isArray(found.comments)) return { why: "no_comments_file" };
    if (found.pack !== data.pack) return { why: "other_pack", pack: String(found.pack ?? "?") };
    const read_in = found.comments.filter((one) => one && typeof one.subject === "string" && subjects.test(one.subject)).map((one) => {
      const texts = Object.entries(one).filter(([field]) => fields.includes(field)).map(([field, value]) => [field, value === null || value === undefined ? undefined : String(value)]);
      return tidy(Object.fromEntries(texts));
    });
    const here = read();
    const added = read_in.filter((one) => !here.some((other) => same(one, other)));
    write([...here, ...added.map((one) => ({ id: fresh(), ...one }))]);
    if (!name() && found.by) named(String(found.by));
    return { count: read_in.length, known: read_in.length - added.length };
  };

  const name = () => (kept ? get(nameplate) : null) ?? held_name;
  const named = (text) => { held_name = text.trim(); put(nameplate, held_name); };

  addEventListener("storage", (event) => { if (event.key === place) listeners.forEach((listen) => listen()); });
  addEventListener("beforeunload", (event) => { if (!kept && held.length) event.preventDefault(); });
  put(`${nameplate}-kept`, "yes");

  return { save, remove, all, about, file, exported, imported, name, named, kept: () => kept, changed: (listen) => listeners.push(listen) };
})();
