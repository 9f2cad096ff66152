// The list page around htmx: what was touched stays where it is, filter groups stay open, ways within the page, sharing.
(function () {
  "use strict";
  const OPEN = "list-open"; // in sessionStorage: ids of the groups that are open
  const body = document.body;
  let touched = null; // {id, top} of what the visitor changed, before the swap

  function groups() {
    return Array.from(document.querySelectorAll("#conditions details[id]"));
  }

  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(OPEN)) || [];
    } catch {
      return []; // no storage, or something else in it
    }
  }

  function remember() {
    try {
      sessionStorage.setItem(OPEN, JSON.stringify(groups().filter((group) => group.open).map((group) => group.id)));
    } catch {
      // then they are forgotten with the page
    }
  }

  function reopen(ids) {
    groups().forEach((group) => ids.includes(group.id) && (group.open = true));
  }

  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival && arrival.type !== "navigate") reopen(remembered());
  body.addEventListener("toggle", remember, true);

  let open = [];
  body.addEventListener("htmx:beforeSwap", function (event) {
    const from = event.detail.requestConfig && event.detail.requestConfig.triggeringEvent;
    const element = from && from.target.id ? from.target : document.activeElement;
    touched = element.id ? { id: element.id, top: element.getBoundingClientRect().top } : null;
    open = groups().filter((group) => group.open).map((group) => group.id);
  });
  body.addEventListener("htmx:afterSwap", function () {
    reopen(open);
    const element = touched && document.getElementById(touched.id);
    if (element) window.scrollBy({ top: element.getBoundingClientRect().top - touched.top, behavior: "instant" });
  });

  // The same question again is no new place in the history, and keeps the map's view.
  body.addEventListener("htmx:beforeHistoryUpdate", function (event) {
    const update = event.detail.history;
    const next = new URL(update.path, location.href);
    if (withoutSort(next) === withoutSort(location)) update.path += viewOfMap();
    if (next.pathname + next.search === location.pathname + location.search) update.type = "replace";
  });

  function withoutSort(address) {
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
    if (link && link.matches("[data-way]")) {
      event.preventDefault(); // the address keeps the map's view
      const part = document.querySelector(link.hash);
      part.scrollIntoView();
      part.focus({ preventScroll: true });
    }
    if (link && link.closest(".pagination") && viewOfMap()) link.hash = viewOfMap();
    if (event.target.closest("[data-share]")) share();
  });

  async function share() {
    const status = document.querySelector("[data-share-status]");
    const url = location.href;
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ title: document.title, url: url });
        return;
      }
      await navigator.clipboard.writeText(url);
      status.textContent = status.dataset.wordCopied;
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = status.dataset.wordFailed + " " + url;
    }
  }

  document.querySelectorAll("[data-share], [data-near]").forEach((part) => (part.hidden = false));
})();
