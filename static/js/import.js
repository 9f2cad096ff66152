// The desk's lists: dropping a file, saying how far a run is, ticking all. Every page works without it.
(function () {
  "use strict";

  const form = document.querySelector("form[data-upload]");
  if (form) {
    const input = form.querySelector("input[type=file]");
    const area = form.querySelector("[data-drop]");
    const said = form.querySelector("[data-drop-said]");

    form.querySelector("[data-drop-hint]").hidden = false;
    const show = function () {
      const file = input.files[0];
      const tooLarge = Boolean(file) && file.size > Number(form.dataset.limit);
      input.setCustomValidity(tooLarge ? form.dataset.tooLarge : "");
      if (!file) said.textContent = "";
      else said.textContent = tooLarge ? form.dataset.tooLarge : form.dataset.chosen + "：" + file.name;
    };
    input.addEventListener("change", show);
    area.addEventListener("dragover", function (event) {
      event.preventDefault();
      area.toggleAttribute("data-over", true);
    });
    area.addEventListener("dragleave", () => area.toggleAttribute("data-over", false));
    area.addEventListener("drop", function (event) {
      event.preventDefault();
      area.toggleAttribute("data-over", false);
      if (!event.dataTransfer.files.length) return;
      const one = new DataTransfer();
      one.items.add(event.dataTransfer.files[0]);
      input.files = one.files;
      show();
    });
    form.addEventListener("submit", function () {
      said.textContent = form.dataset.sending;
    });
    show(); // "back" keeps the file
  }

  // A live region that is spoken only when the words change, not at every poll.
  const said = document.querySelector("[data-said]");
  if (said) {
    document.body.addEventListener("htmx:beforeSwap", function (event) {
      // signed out meanwhile: what came is the page to sign in
      if (new URL(event.detail.xhr.responseURL).pathname !== event.detail.pathInfo.requestPath) location.reload();
    });
    document.body.addEventListener("htmx:afterSwap", function () {
      const progress = document.getElementById("progress");
      if (progress && said.textContent !== progress.dataset.say) said.textContent = progress.dataset.say;
    });
  }

  // A second click on a button that starts something must not ask twice; the server refuses it anyway.
  document.querySelectorAll("form:has(button[data-once])").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    window.addEventListener("pageshow", () => delete form.dataset.sent);
  });

  const all = document.querySelector("[data-all]");
  if (all) {
    all.hidden = false;
    all.querySelector("input").addEventListener("change", function (event) {
      document.querySelectorAll("input[name=proposal]").forEach((box) => (box.checked = event.target.checked));
    });
  }
})();
