// The marks on a map: one company, or how many stand close together. A mark's DOM is made when it comes into sight, and
// all companies of a field share one icon: thousands of icons made a phone stand still for a third of a second.
(function () {
  "use strict";

  function part(parent, className, text) {
    const made = parent.appendChild(document.createElement("span"));
    made.className = className;
    made.textContent = text;
    return made;
  }

  // A mark is a <div role=button>: what is seen, and its name out of sight.
  const Mark = L.Icon.extend({
    options: { iconSize: [44, 44], popupAnchor: [0, -12], kind: "one", sign: "", name: "", colour: "", ink: "", named: false },
    createIcon: function () {
      const box = document.createElement("div"), told = this.options;
      const disc = part(box, "mark__disc", told.sign);
      if (told.colour) paint(disc, told.colour, told.ink);
      if (told.field !== undefined || told.named) disc.setAttribute("aria-hidden", "true");
      part(box, "visually-hidden mark__name", told.name);
      this._setIconStyles(box, "icon");
      box.classList.add("mark", "mark--" + told.kind);
      return box;
    },
    createShadow: () => null,
  });

  function paint(disc, colour, ink) {
    disc.style.setProperty("--field", colour);
    disc.style.setProperty("--on-field", ink);
  }

  // Whether no zoom parts a cluster's companies, so that pressing it spreads them out: as the library's _zoomOrSpiderfy.
  function spreads(group) {
    let bottom = group;
    while (bottom._childClusters.length === 1) bottom = bottom._childClusters[0];
    return bottom._zoom === group._group._maxZoom && bottom.getChildCount() === group.getChildCount();
  }

  // `nearer` follows the number that is seen; `spread` holds it as {count}.
  function cluster(nearer, spread) {
    return function (group) {
      const count = group.getChildCount(), sign = count.toLocaleString("en");
      const kind = count < 10 ? "few" : count < 100 ? "some" : count < 1000 ? "many" : "thousands";
      if (spreads(group)) return new Mark({ kind: kind, sign: sign, name: spread.replace("{count}", sign), named: true });
      return new Mark({ kind: kind, sign: sign, name: nearer });
    };
  }

  window.machikoba = { Mark: Mark, paint: paint, cluster: cluster };
})();
