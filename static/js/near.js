// From where the visitor is: asked only at the tap, rounded to about 100 m before anything leaves the browser.
(function () {
  "use strict";
  const DECIMALS = 3; // as directory.inputs.POSITION_DIGITS
  const USUAL_MINUTES = "15"; // as directory.filters.MINUTES_FROM_HERE
  const WITHIN = 10_000; // ms to find the place
  const MAY_BE_OLD = 300_000; // ms: a place of the last five minutes will do
  const DENIED = 1; // GeolocationPositionError.PERMISSION_DENIED
  const form = document.getElementById("filters");
  const status = document.querySelector("[data-near-status]");

  function search(position) {
    const here = form.querySelector("[name=here]");
    const walk = form.querySelector("[name=walk]");
    status.textContent = "";
    here.disabled = false;
    here.value = [position.coords.latitude, position.coords.longitude].map((side) => side.toFixed(DECIMALS)).join(",");
    if (walk && !walk.value) walk.value = USUAL_MINUTES;
    form.querySelectorAll("[name=station]:checked").forEach((station) => (station.checked = false));
    here.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function refuse(error) {
    status.textContent = error.code === DENIED ? status.dataset.wordDenied : status.dataset.wordUnknown;
    document.querySelectorAll("#facets-near, #facet-station").forEach((group) => (group.open = true));
  }

  form.addEventListener("click", function (event) {
    if (!event.target.closest("[data-near] button")) return;
    if (!navigator.geolocation) {
      refuse({});
      return;
    }
    status.textContent = status.dataset.wordAsking;
    navigator.geolocation.getCurrentPosition(search, refuse, { timeout: WITHIN, maximumAge: MAY_BE_OLD });
  });
})();
