/* Changes in their place. A form refused there (status 422) is put in place like any other answer, with what is to be mended.
   A form that saves itself shows each mistake (data-mistake-for="field") beside its field, and takes it away once it is saved.
   While the page is looked at it asks now and then whether others changed something (#news). */
(() => {
  "use strict";

  const SECONDS = 20;

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  const fieldOf = (input) => input?.closest(".field");

  const clear = (form) => {
    for (const mistake of form.querySelectorAll(".mistake.is-passing")) {
      const field = fieldOf(mistake);
      field?.classList.remove("is-wrong");
      field?.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
      mistake.remove();
    }
  };

  const place = (form, said) => {
    const input = document.getElementById(said.dataset.mistakeFor);
    const field = fieldOf(input);
    if (!field || field.querySelector(".mistake")) return;
    const mistake = document.createElement("p");
    mistake.className = "mistake is-passing";
    mistake.textContent = said.textContent.split("——").pop();
    (field.querySelector("label, legend") ?? field.firstElementChild).after(mistake);
    field.classList.add("is-wrong");
    input.setAttribute("aria-invalid", "true");
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    const kept = event.target.closest?.(".kept");
    const form = kept?.closest("form");
    if (!form) return;
    clear(form);
    for (const said of kept.querySelectorAll("[data-mistake-for]")) place(form, said);
  });

  const look = () => {
    if (document.visibilityState === "visible") document.getElementById("news")?.dispatchEvent(new Event("look"));
  };
  if (document.getElementById("news")) {
    setInterval(look, SECONDS * 1000);
    document.addEventListener("visibilitychange", look);
  }
})();
