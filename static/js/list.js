// The list page around htmx: which filter groups stay open, and links that go to a part of the page.
(function () {
  "use strict";
  let open = [];

  document.body.addEventListener("htmx:beforeSwap", function () {
    open = Array.from(document.querySelectorAll("#found details[open]"), (details) => details.id);
  });
  document.body.addEventListener("htmx:afterSwap", function () {
    open.forEach(function (id) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    });
  });
})();
