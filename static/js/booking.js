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
