// One pin on the desk's map: dragged, moved by the arrow keys or set by a click, in step with the two typed numbers.
(function () {
  "use strict";
  const figure = document.querySelector("[data-pin]");
  const map = figure && window[figure.dataset.pin];
  if (!map) return;
  const lat = document.getElementById("id_lat");
  const lon = document.getElementById("id_lon");
  const status = document.querySelector("[data-pin-status]");
  const STEP = 0.00002; // degrees: two metres
  const ARROWS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const typed = () => [lat.value, lon.value].map((text) => Number(text.trim() || NaN));
  const known = figure.dataset.lat ? [Number(figure.dataset.lat), Number(figure.dataset.lon)] : null;
  const start = typed().every(Number.isFinite) ? typed() : known || map.getCenter();
  const pin = L.marker(start, { icon: machikoba.place(figure.dataset.name), draggable: true, autoPan: true }).addTo(map);
  map.setView(start, known ? 17 : 13);
  pin.getElement().setAttribute("aria-describedby", "how");

  let telling = 0;
  function write() {
    const point = pin.getLatLng();
    lat.value = point.lat.toFixed(6);
    lon.value = point.lng.toFixed(6);
    clearTimeout(telling);
    telling = setTimeout(function () {
      status.textContent = figure.dataset.moved + " " + lat.value + " " + lon.value;
    }, 500);
  }
  function move(point) {
    pin.setLatLng(point);
    map.panInside(pin.getLatLng(), { padding: [60, 60] });
  }

  pin.on("drag dragend", write);
  map.on("click", function (event) {
    move(event.latlng);
    write();
  });
  pin.getElement().addEventListener("keydown", function (event) {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation(); // Leaflet would move the map as well
    const step = event.shiftKey ? STEP * 10 : STEP;
    const point = pin.getLatLng();
    move([point.lat + way[0] * step, point.lng + way[1] * step]);
    write();
  });
  [lat, lon].forEach(function (field) {
    field.addEventListener("change", function () {
      if (typed().every(Number.isFinite)) move(typed());
    });
  });
})();
