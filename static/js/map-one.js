// The map of one company's page.
(function () {
  "use strict";
  const figure = document.querySelector("[data-map][data-lat]");
  const map = figure && window[figure.dataset.map];
  if (!map) return;
  const point = [Number(figure.dataset.lat), Number(figure.dataset.lon)];
  L.marker(point, { icon: new machikoba.Mark({ kind: "place", name: figure.dataset.name }) }).addTo(map);
  map.setView(point, 16);
})();
