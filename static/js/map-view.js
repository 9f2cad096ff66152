// What the map shows, in the address: #map=15/35.56120/139.71610 (a zoom may be a fraction). Only a view that somebody chose is written there, by
// hand or by a link; fitting the map to what was found leaves it out.
(function () {
  "use strict";
  const SHAPE = /^#map=(\d{1,2}(?:\.\d{1,2})?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/;
  const MOVES = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "+", "-", "=", "Enter", " "];

  // {zoom, point} of the address; null if it names no view, or one beyond the earth or the map's zooms.
  function shared(map) {
    const [, zoom, lat, lon] = (SHAPE.exec(location.hash) || []).map(Number);
    if (!(zoom >= map.getMinZoom() && zoom <= map.getMaxZoom() && Math.abs(lat) <= 85 && Math.abs(lon) <= 180)) return null;
    return { zoom: zoom, point: [lat, lon] };
  }

  function write(map) {
    const middle = map.getCenter();
    const view = `#map=${map.getZoom()}/${middle.lat.toFixed(5)}/${middle.lng.toFixed(5)}`;
    history.replaceState(history.state, "", view);
  }

  // Calls `moved` after each move by hand; the result: `chosen()`, `keep()` and `quietly(move)` for moves by the page.
  machikoba.view = function (figure, map, moved) {
    let byHand = false, chosen = false;
    const touch = () => { byHand = true; };
    ["pointerdown", "wheel"].forEach((kind) => figure.addEventListener(kind, touch, { capture: true, passive: true }));
    figure.addEventListener("keydown", (event) => { if (MOVES.includes(event.key)) touch(); }, true);
    map.on("autopanstart", () => { byHand = false; }); // a card makes itself room
    map.on("moveend", function () {
      if (!byHand) return;
      chosen = true;
      write(map);
      moved();
    });

    function quietly(move) {
      byHand = false;
      move();
    }
    function take() {
      const view = shared(map);
      if (!view) return;
      chosen = true;
      quietly(() => map.setView(view.point, view.zoom, { animate: false }));
    }
    take();
    window.addEventListener("hashchange", take);
    return {
      quietly: quietly,
      chosen: () => chosen,
      forget: () => { chosen = false; },
      keep: () => { if (chosen) write(map); },
    };
  };
})();
