// Names and cards of companies on the map, fetched for those that stand alone in sight: for all they would double the
// data. A card opens beside its mark; who came by keyboard finds the focus in it, and after closing back on the mark.
(function () {
  "use strict";
  const AT_ONCE = 40; // as directory.views.public.MOST_CARDS
  const REST = 150; // milliseconds without a move before names are fetched

  const WIDTH = 290; // pixels of a card, where the map has room for them
  const BEFORE = [64, 64], BEHIND = [8, 8]; // room that a card leaves: the zoom buttons stand at the left
  const FRAME = 5; // pixels of a card's borders, as in css/map.css

  // No wider and no higher than what is seen of the map: it moves by itself until the card stands in there.
  function beside(map) {
    const size = map.getSize(), taken = BEFORE[0] + BEHIND[0] + FRAME, widest = Math.min(WIDTH, size.x - taken);
    return {
      minWidth: widest, maxWidth: widest, maxHeight: size.y - taken,
      autoPanPaddingTopLeft: BEFORE, autoPanPaddingBottomRight: BEHIND,
    };
  }

  machikoba.cards = function (figure, map, clusters, mark) {
    const word = figure.dataset;
    const cards = new Map(); // slug → element; null while it is on its way
    let resting = 0, returnTo = null;

    async function bring(slugs) {
      slugs.forEach((slug) => cards.set(slug, null));
      const query = new URLSearchParams(slugs.map((slug) => ["slug", slug]));
      try {
        const answer = await fetch(word.cards + "?" + query);
        if (!answer.ok) throw new Error(answer.status);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        page.querySelectorAll("[data-slug]").forEach((card) => cards.set(card.dataset.slug, card));
      } catch {
        slugs.forEach((slug) => cards.delete(slug)); // asked again when it comes into sight again
      }
    }

    function alone() {
      const found = [];
      map.eachLayer((layer) => { if (layer.slug) found.push(layer); });
      return found;
    }

    async function nameInSight() {
      const unnamed = alone().map((layer) => layer.slug).filter((slug) => !cards.has(slug));
      for (let at = 0; at < unnamed.length; at += AT_ONCE) await bring(unnamed.slice(at, at + AT_ONCE));
      alone().forEach(name);
    }

    function name(layer) {
      const card = cards.get(layer.slug), element = layer.getElement();
      if (!card || !element) return;
      const shown = element.querySelector(".mark__name");
      shown.textContent = card.dataset.name + (layer.field ? word.wordOf.replace("{field}", layer.field) : "");
      shown.lang = card.querySelector("a").lang;
    }

    function content(layer) {
      const card = cards.get(layer.slug);
      if (!card) return word.wordCompany;
      if ("window" in word) card.querySelectorAll("a").forEach((link) => { link.target = "_blank"; link.rel = "noopener"; });
      return card;
    }

    let open = null;
    function lift(layer) {
      if (open) open.classList.remove("mark--open");
      open = layer && layer.getElement();
      if (open) open.classList.add("mark--open");
    }

    // A popup is made for the mark that is pressed, and goes with it.
    clusters.on("click", function (event) {
      const layer = event.layer;
      if (!layer.slug || layer.getPopup()) return;
      layer.bindPopup(() => content(layer), beside(map)).openPopup();
    });
    map.on("popupopen", async function (event) {
      const layer = event.popup._source, close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
      const byKeyboard = layer.getElement() === document.activeElement;
      close.setAttribute("aria-label", word.wordClose);
      mark(layer.slug);
      lift(layer);
      if (!cards.get(layer.slug)) {
        await bring([layer.slug]);
        name(layer);
        event.popup.update();
      }
      const link = byKeyboard && event.popup.isOpen() && event.popup.getElement().querySelector("article a");
      if (!link) return;
      returnTo = layer;
      link.focus();
    });
    map.on("popupclose", function () {
      const element = returnTo && returnTo.getElement();
      returnTo = null;
      mark(null);
      lift(null);
      if (element) element.focus();
    });
    map.on("layeradd", (event) => { if (event.layer.slug) name(event.layer); });

    return {
      now: nameInSight,
      soon: function () {
        clearTimeout(resting);
        resting = setTimeout(nameInSight, REST);
      },
    };
  };
})();
