// The find bar of the front page: the number on its button follows what is chosen. Without an answer it goes away.
(function () {
  "use strict";
  const form = document.querySelector(".find[data-counts]");
  const place = form?.querySelector(".find__count");
  const number = place?.querySelector("b");
  if (!number || !window.fetch) {
    return;
  }
  let asked = 0;

  function question() {
    const query = new URLSearchParams(new FormData(form));
    [...query.keys()].filter((key) => !query.get(key)).forEach((key) => query.delete(key));
    return query;
  }

  async function count() {
    const turn = ++asked;
    const query = question();
    query.set("page_size", "1");
    let words = "";
    try {
      const answer = await fetch(`${form.dataset.counts}?${query}`, { headers: { Accept: "application/json" } });
      words = answer.ok ? (await answer.json()).count.toLocaleString("en") : "";
    } catch {
      // offline: the button leads to the list all the same
    }
    if (turn === asked) {
      place.hidden = !words;
      number.textContent = words;
    }
  }

  form.addEventListener("change", count);
  // The browser may have kept another choice than the page's own (back, reload).
  window.addEventListener("pageshow", () => form.querySelector("option:checked:not([selected])") && count());
  form.addEventListener("submit", () => {
    // Empty keys say nothing; without them the address is short enough to be shared.
    form.querySelectorAll("select").forEach((select) => (select.disabled = !select.value));
    setTimeout(() => form.querySelectorAll("select").forEach((select) => (select.disabled = false)), 0);
  });
})();
