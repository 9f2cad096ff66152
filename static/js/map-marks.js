// The marks on a map: one company, how many stand close together, or the place of a page of its own. A mark's DOM is made
// when it comes into sight, and all companies of a field share one icon: thousands of icons made a phone stand still for
// a third of a second.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  // The sign of the site, turned: its tail's end is the place. On a grid of 36 × 52 from -2, -2; as in core/sign.py.
  const TAIL = "M28 46V16A12 12 0 1 0 16 28";

  function part(parent, className, text) {
    const made = parent.appendChild(document.createElement("span"));
    made.className = className;
    made.textContent = text;
    return made;
  }

  function drawn(parent, name, attributes) {
    const made = parent.appendChild(document.createElementNS(SVG, name));
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  // A field's sign with a rim that sets it off from whatever lies under it.
  function withRim(sign) {
    const made = sign.cloneNode(true), rim = made.querySelector("path").cloneNode();
    rim.setAttribute("class", "mark__rim");
    made.prepend(rim);
    return made;
  }

  function place() {
    const made = document.createElementNS(SVG, "svg");
    made.setAttribute("viewBox", "-2 -2 36 52");
    drawn(made, "path", { class: "place__rim", d: TAIL });
    drawn(made, "circle", { class: "place__paper", cx: 16, cy: 16, r: 13 });
    drawn(made, "path", { class: "place__line", d: TAIL });
    drawn(made, "circle", { class: "place__core", cx: 16, cy: 16, r: 6 });
    drawn(made, "circle", { class: "place__paper", cx: 16, cy: 28, r: 6 });
    drawn(made, "circle", { class: "place__spark", cx: 16, cy: 28, r: 4 });
    return made;
  }

  // A mark is a <div role=button>: what is seen, and its name out of sight.
  const Mark = L.Icon.extend({
    options: { iconSize: [44, 44], popupAnchor: [0, -10], kind: "one", count: "", sign: null, name: "", named: false },
    createIcon: function () {
      const box = document.createElement("div"), told = this.options;
      const disc = part(box, "mark__disc", told.count);
      if (told.sign) disc.appendChild(withRim(told.sign));
      if (told.kind === "place") disc.appendChild(place());
      if (!told.count || told.named) disc.setAttribute("aria-hidden", "true");
      part(box, "visually-hidden mark__name", told.name);
      this._setIconStyles(box, "icon");
      box.classList.add("mark", "mark--" + told.kind);
      return box;
    },
    createShadow: () => null,
  });

  const PLACE = { kind: "place", iconSize: [54, 78], iconAnchor: [45, 72] };

  // Whether no zoom parts a cluster's companies, so that pressing it spreads them out: as the library's _zoomOrSpiderfy.
  function spreads(group) {
    let bottom = group;
    while (bottom._childClusters.length === 1) bottom = bottom._childClusters[0];
    return bottom._zoom === group._group._maxZoom && bottom.getChildCount() === group.getChildCount();
  }

  // `nearer` follows the number that is seen; `spread` holds it as {count}.
  function cluster(nearer, spread) {
    return function (group) {
      const count = group.getChildCount(), seen = count.toLocaleString("en");
      const kind = count < 10 ? "few" : count < 100 ? "some" : count < 1000 ? "many" : "thousands";
      if (spreads(group)) return new Mark({ kind: kind, count: seen, name: spread.replace("{count}", seen), named: true });
      return new Mark({ kind: kind, count: seen, name: nearer });
    };
  }

  // Calls `then` when the element comes near the screen and is shown, and again each time; the result tells whether it is.
  // On phones a switch hides the map, which costs nothing before it is asked for.
  function seen(element, then) {
    let near = false;
    const shown = () => near && getComputedStyle(element).visibility === "visible";
    const check = () => { if (shown()) then(); };
    new IntersectionObserver(function (entries) {
      near = entries.some((entry) => entry.isIntersecting);
      check();
    }, { rootMargin: "300px" }).observe(element);
    window.addEventListener("resize", check);
    return shown;
  }

  window.machikoba = {
    seen: seen,
    Mark: Mark,
    place: (name) => new Mark({ ...PLACE, name: name }),
    cluster: cluster,
    // Half the width in pixels that a mark takes up of the map.
    reach: (icon) => ({ one: 14, place: 32, few: 20, some: 28, many: 34, thousands: 39 })[icon.options.kind] || 12,
  };
})();
