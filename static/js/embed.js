// Tells the page around this frame how high its content is: {"type": "machikoba:height", "height": pixels}.
(function () {
  "use strict";
  if (window.parent === window) return;
  let told = 0;
  new ResizeObserver(function () {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "machikoba:height", height: height }, "*");
  }).observe(document.body);
})();
