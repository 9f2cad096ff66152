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
