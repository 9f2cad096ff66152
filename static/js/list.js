// The list page around htmx: what was touched stays where it is, groups stay open, back finds the place, sharing.
(function () {
  "use strict";
  const OPEN = "list-open"; // in sessionStorage: ids of the groups that are open
  const PLACE = "list-place:"; // and how far each question's page was scrolled
  const VIEW = "list-view"; // and which of the two a phone shows: "list" or "map"
  const body = document.body;
  const form = document.getElementById("filters");

  function kept(key, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise; // no storage, or something else in it
    }
  }

  function keep(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // then it is forgotten with the page
    }
  }

  function groups() {
    return Array.from(document.querySelectorAll("#conditions details[id]"));
  }

  function opened() {
    return groups().filter((group) => group.open).map((group) => group.id);
  }

  function reopen(ids) {
    groups().forEach((group) => ids.includes(group.id) && (group.open = true));
  }

  // Back and forward load the page anew (the history keeps no copies): the browser would keep the wrong place.
  let question = location.pathname + location.search;
  const arrival = performance.getEntriesByType("navigation")[0]?.type;
  const within = document.referrer && new URL(document.referrer).pathname === location.pathname;
  history.scrollRestoration = "manual";
  if (arrival !== "navigate" || within) reopen(kept(OPEN, []));
  if (arrival !== "navigate") window.scrollTo({ top: kept(PLACE + question, 0), behavior: "instant" });
  body.addEventListener("toggle", () => keep(OPEN, opened()), true);
  window.addEventListener("pagehide", () => keep(PLACE + question, window.scrollY));

  // What is chosen. Words count when they are sent, not while they are typed; days and numbers once they can be meant.
  function chosen() {
    return new URLSearchParams(Array.from(new FormData(form)).filter(([name]) => name !== "q")).toString();
  }

  let asked = "";
  let open = [];
  let touched = null; // {id, top} of what the visitor changed, before the swap
  function isUnfinished(field) {
    return field.name === "q" || field.validity?.valid === false; // the year of a day is typed digit by digit
  }
  body.addEventListener("change", (event) => isUnfinished(event.target) && event.stopPropagation(), true);
  body.addEventListener("htmx:beforeRequest", () => (asked = chosen()));
  body.addEventListener("htmx:beforeSwap", function (event) {
    if (chosen() !== asked) event.detail.shouldSwap = false; // a later choice waits for its own answer
    const from = event.detail.requestConfig.triggeringEvent?.target;
    const element = from?.id ? from : document.activeElement;
    touched = { id: element.id, top: element.getBoundingClientRect().top };
    open = opened();
  });
  body.addEventListener("htmx:afterSwap", function () {
    reopen(open);
    const element = document.getElementById(touched.id); // null where what had the focus has no id
    if (element) window.scrollBy({ top: element.getBoundingClientRect().top - touched.top, behavior: "instant" });
    element?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" }); // the line of fields begins anew
  });

  body.addEventListener("htmx:responseError", () => form.submit()); // the page that comes says what is wrong

  // The same question again is no new place in the history; another order keeps the map's view.
  body.addEventListener("htmx:beforeHistoryUpdate", function (event) {
    const update = event.detail.history;
    const next = new URL(update.path, location.href);
    if (next.pathname + next.search === question) update.type = "replace";
    if (unordered(next) === unordered(location)) update.path += viewOfMap();
    keep(PLACE + question, window.scrollY);
    question = next.pathname + next.search;
  });

  function unordered(address) {
    const query = new URLSearchParams(address.search);
    query.delete("sort");
    query.delete("page");
    return address.pathname + "?" + query;
  }

  function viewOfMap() {
    return location.hash.startsWith("#map=") ? location.hash : "";
  }

  body.addEventListener("click", function (event) {
    const link = event.target.closest("a");
    if (link?.matches("[data-way]")) {
      event.preventDefault(); // the address keeps the map's view
      const part = document.querySelector(link.hash);
      if (link.hash in VIEWS) show(VIEWS[link.hash]);
      else finder.removeAttribute("data-folded");
      part.scrollIntoView();
      part.focus({ preventScroll: true });
    }
    if (link?.closest(".pagination") && viewOfMap()) link.hash = viewOfMap();
    if (event.target.closest("[data-share]")) share(document.querySelector("[data-share-status]"));
  });

  async function share(status) {
    const url = location.href;
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ title: document.title, url: url });
      } else {
        await navigator.clipboard.writeText(url);
        status.textContent = status.dataset.wordCopied;
      }
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = status.dataset.wordFailed + " " + url;
    }
  }

  // Phones first show words, fields and companies; 「条件」 unfolds the rest. A wide window shows all whatever it says.
  const finder = document.querySelector(".finder");
  const cameBack = arrival !== "navigate" || within;
  if (cameBack && kept(OPEN, []).length) finder.removeAttribute("data-folded");
  const VIEWS = { "#found": "list", "#map": "map" };
  function show(view) {
    finder.dataset.view = view;
    document.querySelectorAll("[data-way]").forEach(function (link) {
      if (VIEWS[link.hash] === view) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    keep(VIEW, view);
    window.dispatchEvent(new Event("resize")); // the map fits itself into what it has now
  }
  show(viewOfMap() ? "map" : arrival === "navigate" && !within ? "list" : kept(VIEW, "list"));

  document.querySelectorAll("[data-share], [data-near]").forEach((part) => (part.hidden = false));
})();
