// The map in a file of its own: every company with its card, no page behind it to ask.
(function () {
  "use strict";
  const words = () => document.body.dataset;
  const kinds = () => Array.from(document.querySelectorAll("[data-field]"));

  const told = (id) => JSON.parse(document.getElementById(id).textContent);
  const companies = told("companies"); // [address of the page, name, address, fields, number of the mark]

  function line(card, name, text) {
    if (!text) return null;
    const made = card.appendChild(document.createElement(name));
    made.textContent = text;
    return made;
  }

  function card([page, name, address, fields]) {
    const made = document.createElement("article");
    const heading = made.appendChild(document.createElement("h2"));
    const link = line(heading, "a", name);
    link.href = page;
    link.target = "_blank";
    link.rel = "noopener";
    line(made, "p", address);
    line(made, "p", fields);
    return made;
  }

  machikoba.company = function ([lat, lon, number]) {
    const company = companies[number], mark = kinds()[company[4]].dataset;
    const icon = new machikoba.Mark({ field: mark.field, sign: mark.sign, colour: mark.colour, ink: mark.ink, name: company[1] });
    return L.marker([lat, lon], { icon: icon }).bindPopup(() => card(company), { minWidth: 200, maxWidth: 280 });
  };

  machikoba.counted = (group) => machikoba.cluster(words().wordCluster, words().wordSpread)(group);

  machikoba.finish = function (map, clusters) {
    machikoba.draw(map, told("ground"));
    kinds().forEach((item) => machikoba.paint(item.querySelector(".mark__disc"), item.dataset.colour, item.dataset.ink));
    const bounds = clusters.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 16, padding: [24, 24], animate: false });
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
