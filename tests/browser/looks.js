/* What only the browser can tell of a page. Each function returns a list of faults as sentences; empty: all is well.
   Runs in the pages that tests/browser/looking.py opens; nothing of it is served. */
(() => {
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex]";
  const PRIMARY = "main button:not([data-kind]), main a.button:not([data-kind])";
  const LEAST = 44;
  const STILL_FREE = [0.5, 0.08, 0.92];

  const named = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim().replace(/\s+/g, " ");
    const classes = typeof element.className === "string" && element.className ? `.${element.className.trim().split(/\s+/).join(".")}` : "";
    return `${element.localName}${element.id ? `#${element.id}` : ""}${classes} 「${words.slice(0, 24)}」`;
  };
  const rendered = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const reachable = () => [...document.querySelectorAll(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(":disabled") && !element.closest("[inert]") && rendered(element),
  );
  /* A box drawn by a label stands for the field that it hides. */
  const drawn = (element) => {
    const box = element.getBoundingClientRect();
    const hidden = box.width < 4 || box.height < 4 || getComputedStyle(element).opacity === "0";
    return (hidden && element.labels && element.labels[0]) || element;
  };

  const structure = () => {
    const faults = [];
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(rendered);
    const levels = headings.map((heading) => Number(heading.localName[1]));
    if (levels.filter((level) => level === 1).length !== 1) faults.push(`h1: ${levels.filter((level) => level === 1).length}`);
    levels.forEach((level, index) => {
      if (index && level > levels[index - 1] + 1) faults.push(`h${levels[index - 1]} → h${level} ${named(headings[index])}`);
    });
    if (!["ja", "en"].includes(document.documentElement.lang)) faults.push(`lang: ${document.documentElement.lang}`);
    if (!document.title.trim()) faults.push("title: none");
    if (document.querySelectorAll("main").length !== 1) faults.push(`main: ${document.querySelectorAll("main").length}`);
    if (document.querySelector("nav")) {
      const first = reachable()[0];
      const target = first && first.getAttribute("href") && first.hash ? document.querySelector(first.hash) : null;
      if (!target || !target.closest("main")) faults.push(`no link to the content comes first: ${first ? named(first) : ""}`);
    }
    return faults;
  };

  /* How many pixels the page is wider than the window, and by what. */
  const overflow = () => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return [];
    const edge = document.documentElement.clientWidth + 1;
    const clipped = (element) => {
      for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflowX !== "visible") return true;
      }
      return false;
    };
    const guilty = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > edge && rendered(element) && !clipped(element),
    );
    if (!guilty.length) { // the words of an element may be wider than it is
      guilty.push(...[...document.body.querySelectorAll("*")].filter(
        (element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth && getComputedStyle(element).overflowX === "visible",
      ).slice(-3));
    }
    return [`${wide} px: ${guilty.slice(0, 3).map(named).join("; ")}`];
  };

  /* Words that a box cuts off, of what people must read to use the page. */
  const cut = () => [...document.querySelectorAll("h1, h2, h3, label, legend, button, a.button, summary")]
    .filter((element) => rendered(element) && element.getBoundingClientRect().width > 4)
    .filter((element) => {
      const style = getComputedStyle(element);
      const hides = (value) => value === "hidden" || value === "clip";
      return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 2)
        || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 2);
    })
    .map((element) => `cut off: ${named(element)}`);

  const motion = () => document.getAnimations()
    .filter((animation) => animation.playState === "running")
    .map((animation) => `moves: ${animation.animationName || animation.transitionProperty} ${named(animation.effect.target)}`);

  const endless = () => document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime === Infinity)
    .map((animation) => animation.effect.target)
    .filter((element) => rendered(element) && !document.querySelector("[data-pause]"))
    .map((element) => `moves for ever and nothing stops it: ${named(element)}`);

  const targets = () => [...document.querySelectorAll(PRIMARY)].filter(rendered).map((element) => [element, element.getBoundingClientRect()])
    .filter(([element, box]) => !element.closest(".leaflet-container") && Math.min(box.width, box.height) < LEAST - 0.5)
    .map(([element, box]) => `${Math.round(box.width)}×${Math.round(box.height)} px: ${named(element)}`);

  const outline = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const face = (element) => {
    const style = getComputedStyle(element);
    return [style.boxShadow, style.backgroundColor, style.borderColor, style.textDecorationLine].join();
  };
  const around = (element) => {
    const found = [];
    for (let parent = element.parentElement; parent && parent.localName !== "main"; parent = parent.parentElement) found.push(parent);
    return found;
  };
  /* The mark may be drawn by the element, by what it consists of, or by the card or row that it stands for. */
  const marked = (element, box, before) => outline(element) || outline(box) || (!forced() && face(box) !== before)
    || [...element.querySelectorAll("*"), ...around(element)].some(outline);
  const forced = () => matchMedia("(forced-colors: active)").matches;

  /* Whether some of the element can be seen: something it consists of, or that consists of it, lies on top. */
  const free = (element) => {
    const whole = element.getBoundingClientRect();
    const [left, right] = [Math.max(whole.left, 0), Math.min(whole.right, innerWidth)];
    const [top, bottom] = [Math.max(whole.top, 0), Math.min(whole.bottom, innerHeight)];
    if (right <= left || bottom <= top) return false;
    return STILL_FREE.some((x) => STILL_FREE.some((y) => {
      const there = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return there && (element.contains(there) || there.contains(element) && !covers(there));
    }));
  };
  const covers = (element) => ["fixed", "sticky"].includes(getComputedStyle(element).position);

  const bordered = (element) => {
    const style = getComputedStyle(element);
    return parseFloat(style.borderTopWidth) > 0 || parseFloat(style.borderBottomWidth) > 0;
  };
  /* Where the reader's own colours hold, a button is told from text by its edge alone. */
  const edges = () => [...document.querySelectorAll("main button, a.button, input:not([type=hidden]), select, textarea")]
    .filter((element) => rendered(element) && !element.closest(".leaflet-container") && getComputedStyle(element).opacity !== "0")
    .filter((element) => {
      const style = getComputedStyle(element);
      const drawnByItself = ["checkbox", "radio", "range", "file"].includes(element.type) || style.appearance === "auto";
      return !drawnByItself && style.outlineStyle === "none" && ![element, element.parentElement].some(bordered);
    })
    .map((element) => `no edge: ${named(element)}`);

  /* Every element that Tab reaches, with the focus on it: is that shown, and does nothing lie over all of it? */
  const focus = async () => {
    const faults = [];
    for (const element of reachable()) {
      const box = drawn(element);
      const before = face(box);
      element.focus();
      if (document.activeElement !== element) continue;
      if (!element.matches("iframe") && !marked(element, box, before)) faults.push(`not shown: ${named(element)}`);
      if (!free(box)) await settled();
      if (!free(box) && !element.closest(".leaflet-pane")) faults.push(`hidden: ${named(element)}`);
    }
    document.activeElement.blur();
    scrollTo(0, 0);
    return faults;
  };
  /* What was on its way, a scroll or a bar, has arrived. */
  const settled = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))); });

  /* The same of the one element that has the focus now. */
  const here = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return [];
    const box = drawn(element);
    const faults = marked(element, box, face(box)) ? [] : [`not shown: ${named(element)}`];
    return free(box) || element.closest(".leaflet-pane") ? faults : [...faults, `hidden: ${named(element)}`];
  };

  const print = () => {
    const faults = ["header nav", ".skip-link", "[data-print='no']"].flatMap((selector) => [...document.querySelectorAll(selector)])
      .filter(rendered).map((element) => `on paper: ${named(element)}`);
    const main = document.querySelector("main");
    if (!main || !main.innerText.trim()) faults.push("nothing on paper");
    if ([...document.querySelectorAll("body *")].some((element) => rendered(element) && getComputedStyle(element).position === "fixed")) faults.push("something lies over every sheet");
    return faults;
  };

  window.looks = { structure, overflow, cut, motion, endless, targets, focus, here, edges, print };
})();
