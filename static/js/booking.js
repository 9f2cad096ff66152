// What went wrong stands at the top: the focus goes there, so that it is read out first.
document.querySelector(".booking__step :is(.error-summary, .alert)[role=alert]")?.focus();

// "Back" fetches the form anew, and with it a new key: the same wish would then hold its seats twice. The key therefore
// stays with this entry of the history. It is not kept for other visits: on a shared computer the next person starts anew.
(function () {
  "use strict";
  const field = document.querySelector("form input[name=key]");
  if (!field) return;
  const state = history.state || {};
  if (state.key) field.value = state.key;
  else history.replaceState({ ...state, key: field.value }, "");
})();

// The time for the code is said before it ends, to the eye and to screen readers, while the button that adds to it still
// helps. By the clock and not by counting ticks: a page in the background gets few.
(function () {
  "use strict";
  const region = document.querySelector(".booking__time");
  if (!region) return;
  const ends = Date.now() + Number(region.dataset.seconds) * 1000;
  const steps = [[0, "over"], [60, "last"], [300, "soon"]];
  function tell() {
    const left = (ends - Date.now()) / 1000;
    const step = steps.find(([seconds]) => left <= seconds);
    const words = step ? region.dataset[step[1]] : "";
    if (region.textContent !== words) region.textContent = words;
    if (left <= 0) clearInterval(timer);
  }
  const timer = setInterval(tell, 1000);
  document.addEventListener("visibilitychange", tell);
})();

// Another day or month changes the part that the link's anchor names, as it would lead there without a script: a new month
// leaves the chosen time alone. The focus goes along. What cannot be fetched is opened as a page.
(function () {
  "use strict";
  const asked = (event) => event.detail.pathInfo.anchor;
  document.addEventListener("htmx:beforeSwap", function (event) {
    const part = document.getElementById(asked(event));
    if (!part) return;
    event.detail.target = part;
    event.detail.selectOverride = `#${part.id}`;
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    const part = document.getElementById(asked(event));
    if (!part) return;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  });
  for (const failed of ["htmx:responseError", "htmx:sendError"])
    document.addEventListener(failed, (event) => location.assign(event.detail.pathInfo.requestPath));
})();
