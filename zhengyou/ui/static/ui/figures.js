/* Opens a number's page in place. Without script, or when something else comes back, the link simply leads there. */
(() => {
  "use strict";

  const panel = document.getElementById("figure-panel");
  const body = document.getElementById("figure-panel-body");
  if (!panel || !body) return;

  let opener = null;

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.target === body) opener = event.detail.elt;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== body) return;
    if (body.firstElementChild) panel.showModal();
    else if (opener) location.assign(opener.href);
  });

  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, (event) => {
      if (event.detail.target === body && opener) location.assign(opener.href);
    });
  }

  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
  });

  panel.addEventListener("close", () => opener?.focus());
})();
