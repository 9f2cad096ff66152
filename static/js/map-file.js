// The map in a file of its own: every company with its card, no page behind it to ask.
(function () {
  "use strict";
  const words = () => document.body.dataset;
  const signs = Array.from(document.querySelectorAll("[data-field] svg"));

  const told = (id) => JSON.parse(document.getElementById(id).textContent);
  const companies = told("companies"); // [address of the page, name, address, fields, number of the mark]

  function line(card, name, text) {
    if (!text) return null;
    const made = card.appendChild(document.createElement(name));
    made.textContent = text;
    return made;
  }

  function card([page, name, address, fields, number]) {
    const made = document.createElement("article"), words = made.appendChild(document.createElement("div"));
    made.className = "map-card";
    words.className = "map-card__words";
    const heading = words.appendChild(document.createElement("h2"));
    heading.className = "map-card__name";
    const link = line(heading, "a", name);
    link.href = page;
    link.target = "_blank";
    link.rel = "noopener";
    line(words, "p", address);
    const told = line(words, "p", fields);
    if (told) told.prepend(signs[number].cloneNode(true), " ");
    return made;
  }

  machikoba.company = function ([lat, lon, number]) {
    const company = companies[number];
    const icon = new machikoba.Mark({ sign: signs[company[4]], name: company[1] });
    return L.marker([lat, lon], { icon: icon }).bindPopup(() => card(company), { minWidth: 240, maxWidth: 290 });
  };

  machikoba.counted = (group) => machikoba.cluster(words().wordCluster, words().wordSpread)(group);

  machikoba.finish = function (map, clusters) {
    machikoba.draw(map, told("ground"));
    map.eachLayer((layer) => { if (layer instanceof L.TileLayer) machikoba.street(map, layer); });
    clusters.on("animationend spiderfied", () => map.fire("marked"));
    const bounds = clusters.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 16, padding: [16, 16], animate: false });
    map.on("popupopen", function (event) {
      event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words().wordClose);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") map.closePopup();
      if ((event.key !== "Enter" && event.key !== " ") || !event.target.classList.contains("leaflet-marker-icon")) return;
      event.preventDefault();
      event.target.click();
    });
  };
})();
