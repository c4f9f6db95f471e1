"use strict";
// The contents that fold, the place in them, and the language switch that keeps the place.
(() => {
  const root = document.documentElement;
  const button = document.querySelector(".menu-button");
  const contents = document.getElementById("contents");
  const fold = (open) => {
    button.setAttribute("aria-expanded", String(open));
    root.classList.toggle("menu-open", open);
  };
  button.addEventListener("click", () => fold(button.getAttribute("aria-expanded") !== "true"));
  contents.addEventListener("click", (event) => { if (event.target.closest("a")) fold(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.classList.contains("menu-open")) { fold(false); button.focus(); }
  });

  const remember = (language) => {
    try { localStorage.setItem("report-language", language); } catch { /* a reader may forbid storage */ }
  };
  remember(document.body.dataset.language);

  const marks = [...document.querySelectorAll("main section[id], main .sub[id]")];
  const spies = new Map([...document.querySelectorAll("[data-spy]")].map((link) => [link.dataset.spy, link]));
  const switches = document.querySelectorAll("a.language");
  let spied = null;

  const here = () => {
    const line = document.querySelector(".top").offsetHeight + 90;
    let found = null;
    for (const mark of marks) {
      if (mark.getBoundingClientRect().top > line) break;
      found = mark;
    }
    return found;
  };
  const follow = () => {
    const mark = here();
    const at = scrollY < 8 || !mark ? "" : `#${mark.id}`;
    for (const link of switches) link.hash = at;
    const section = mark?.closest("section[id]")?.id;
    if (section === spied) return;
    spies.get(spied)?.classList.remove("here");
    spies.get(section)?.classList.add("here");
    spied = section;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
  for (const link of switches) link.addEventListener("click", () => { follow(); remember(link.dataset.to); });

  // The current page stands in view in a long list of contents.
  const current = contents.querySelector("[aria-current]");
  if (current && current.offsetTop > contents.clientHeight * 0.6) contents.scrollTop = current.offsetTop - contents.clientHeight / 3;
})();
