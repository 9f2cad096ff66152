// What the first screen does not wait for, marked data-late: sheets begin to count here, scripts run in their order
// once the page has loaded. Until then the sheets are marked as meant for paper, the scripts as text.
document.querySelectorAll("link[data-late]").forEach((sheet) => sheet.removeAttribute("media"));
window.addEventListener("load", async function () {
  const coming = [];
  for (const late of document.querySelectorAll("script[data-late]")) {
    const script = document.createElement("script");
    if (late.src) {
      script.async = false; // fetched at once, run in order
      coming.push(new Promise((done) => (script.onload = script.onerror = done)));
      script.src = late.src;
    } else {
      await Promise.all(coming);
      script.nonce = late.nonce;
      script.textContent = late.textContent;
    }
    late.replaceWith(script);
  }
});
