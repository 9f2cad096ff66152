// Passing on a guardian's link, and printing the sheet. Without this script the link stands there to be copied by hand.
(function () {
  "use strict";
  const status = document.querySelector("[data-status]");
  const field = (button) => document.getElementById(button.dataset.copy || button.dataset.share);

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async function () {
      try {
        await navigator.clipboard.writeText(field(button).value);
        status.textContent = status.dataset.wordCopied;
      } catch {
        field(button).select(); // not allowed: one key stroke copies it
      }
    });
  });

  document.querySelectorAll("[data-share]").forEach(function (button) {
    button.hidden = !navigator.share;
    button.addEventListener("click", function () {
      const link = field(button);
      navigator.share({ text: link.dataset.message, url: link.value }).catch(function () {}); // closed without sending
    });
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
