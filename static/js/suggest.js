// Suggestions while typing: the editable combobox of the ARIA Authoring Practices. Without this the box is a plain one.
(function () {
  "use strict";
  const PAUSE = 120; // ms without a key before anything is asked
  const box = document.querySelector("[data-suggest]");
  if (!box) return;
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[data-suggest-status]");
  const english = document.documentElement.lang === "en";
  let options = []; // [{element, url}]
  let active = -1;
  let timer = 0;
  let asking = null; // the AbortController of the question under way

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.autocomplete = "off";

  function forget() {
    clearTimeout(timer);
    if (asking) asking.abort();
    asking = null;
  }

  function close() {
    forget();
    list.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(at) {
    active = at;
    options.forEach((option, number) => option.element.setAttribute("aria-selected", String(number === at)));
    if (at < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[at].element.id);
      options[at].element.scrollIntoView({ block: "nearest" });
    }
  }

  function part(text, className) {
    const span = document.createElement("span");
    span.className = className;
    span.textContent = text;
    if (english && /[\u3040-\u30ff\u3400-\u9fff]/.test(text)) span.lang = "ja";
    return span;
  }

  function option(suggestion, number) {
    const element = document.createElement("li");
    element.id = "suggestion-" + number;
    element.setAttribute("role", "option");
    element.append(part(suggestion.label, ""), " ", part(suggestion.hint || "", "quiet"));
    return { element: element, url: suggestion.url };
  }

  function show(suggestions) {
    options = suggestions.map(option);
    list.replaceChildren(...options.map((item) => item.element));
    activate(-1);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const word = { 0: box.dataset.wordNone, 1: box.dataset.wordOne }[options.length] || box.dataset.wordMany;
    status.textContent = word.replace("{count}", options.length);
  }

  async function ask() {
    forget();
    const text = input.value.trim();
    if (!text) {
      close();
      return;
    }
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(box.dataset.suggest + "?" + new URLSearchParams({ q: text }), { signal: mine.signal });
      const suggestions = answer.ok ? (await answer.json()).suggestions : [];
      if (asking === mine && document.activeElement === input) show(suggestions);
    } catch {
      if (asking === mine) close(); // no network: the box still searches
    }
  }

  // A value of a group joins what is chosen already; a company is a page of its own.
  function choose(url) {
    const target = new URL(url, location.href);
    const form = input.form;
    if (target.origin !== location.origin) return;
    if (target.pathname === new URL(form.action).pathname) {
      const query = new URLSearchParams(Array.from(new FormData(form)).filter(([name, value]) => name !== "q" && value));
      target.searchParams.forEach((value, name) => query.has(name, value) || query.append(name, value));
      target.search = query;
    }
    close();
    location.assign(target);
  }

  const KEYS = {
    ArrowDown: () => activate((active + 1) % options.length),
    ArrowUp: () => activate((active > 0 ? active : options.length) - 1),
    Home: () => activate(0),
    End: () => activate(options.length - 1),
    Enter: () => choose(options[active].url),
    Escape: close,
  };
  const ONLY_ON_AN_OPTION = ["Home", "End", "Enter"]; // otherwise they are the text's, and the form's

  input.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229) return; // the keys are the input method's
    if (event.key === "Enter") forget();
    if (list.hidden) {
      if (event.key === "ArrowDown" && input.value.trim()) {
        event.preventDefault();
        ask();
      }
      return;
    }
    if (!KEYS[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    if (ONLY_ON_AN_OPTION.includes(event.key) && active < 0) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  input.addEventListener("input", function (event) {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionstart", forget);
  input.addEventListener("compositionend", function () {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus, the list stays open
  list.addEventListener("click", function (event) {
    const chosen = options.find((item) => item.element.contains(event.target));
    if (chosen) choose(chosen.url);
  });
})();
