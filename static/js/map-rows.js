// List and map show each other: a row under the pointer or with the focus lights its mark, or the cluster that holds it;
// a mark lights its row if that is on this page. The company whose card is open is "current" for screen readers, too.
(function () {
  "use strict";

  machikoba.rows = function (map, clusters, markers) {
    let lit = null;

    function row(slug) {
      return document.querySelector(`#found li[data-slug="${CSS.escape(slug)}"]`);
    }
    function light(slug, event) {
      const marker = slug && markers().get(slug);
      const element = marker && clusters.getVisibleParent(marker) && clusters.getVisibleParent(marker).getElement();
      if (lit) lit.classList.remove("mark--lit");
      lit = event.type === "mouseover" || event.type === "focusin" ? element : null;
      if (lit) lit.classList.add("mark--lit");
    }
    ["mouseover", "mouseout", "focusin", "focusout"].forEach(function (kind) {
      document.body.addEventListener(kind, function (event) {
        const item = event.target.closest && event.target.closest("#found li[data-slug]");
        if (item) light(item.dataset.slug, event);
      });
    });
    clusters.on("mouseover mouseout", function (event) {
      const item = event.layer.slug && row(event.layer.slug);
      if (item) item.toggleAttribute("data-lit", event.type === "mouseover");
    });

    return function (slug) {
      document.querySelectorAll("#found li[aria-current]").forEach((item) => item.removeAttribute("aria-current"));
      const item = slug && row(slug);
      if (item) item.setAttribute("aria-current", "true");
    };
  };
})();
