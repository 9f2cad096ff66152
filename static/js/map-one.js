// The map of one company's page.
(function () {
  "use strict";
  const CLOSE = 15, FAR = 13; // near enough for streets; far enough for any station of the ward
  const ROOM = L.point(112, 64); // pixels for the name of a station
  const figure = document.querySelector("[data-map][data-lat]");
  const map = figure && window[figure.dataset.map];
  if (!map) return;
  const point = [Number(figure.dataset.lat), Number(figure.dataset.lon)];
  L.marker(point, { icon: machikoba.place(figure.dataset.name) }).addTo(map);
  map.setView(point, CLOSE);

  // Once the stations are known: as far away as the nearest one needs to be in the picture too.
  map.once("ground", function ({ stations }) {
    const places = stations.map(([, lat, lon]) => [lat, lon]);
    const [nearest] = places.sort((one, other) => map.distance(point, one) - map.distance(point, other));
    if (!nearest) return;
    const across = point.map((middle, axis) => 2 * middle - nearest[axis]);
    const zoom = map.getBoundsZoom(L.latLngBounds([nearest, across]), false, ROOM);
    if (zoom < CLOSE) map.setView(point, Math.max(zoom, FAR), { animate: false });
  });
})();
