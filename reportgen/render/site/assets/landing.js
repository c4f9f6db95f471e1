"use strict";
(() => {
  const KEY = "report-language";
  const links = document.querySelectorAll("a[data-language]");
  let kept = null;
  try { kept = localStorage.getItem(KEY); } catch { /* a reader may forbid storage */ }
  for (const link of links) {
    link.addEventListener("click", () => {
      try { localStorage.setItem(KEY, link.dataset.language); } catch { /* see above */ }
    });
    // Who asks for the choice (#languages) gets it; who was here before goes on in the same language.
    if (link.dataset.language === kept && location.hash !== "#languages") location.replace(link.href);
  }
})();
