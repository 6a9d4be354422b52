/* Reading papers by the keyboard: a full field goes on to the next one, Enter does too, and Backspace in an empty one goes back. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-keys]");
  if (!form) return;
  const keys = Number(form.dataset.keys);
  const fields = [...form.querySelectorAll("input[data-mark]")];

  const to = (place) => {
    const field = fields[place] ?? form.querySelector("textarea, button[name=finish], button");
    field?.focus();
    field?.select?.();
  };
  const afterPaper = (place) => {
    const paper = fields[place].closest(".reading");
    const next = fields.findIndex((field, other) => other > place && field.closest(".reading") !== paper);
    return next < 0 ? fields.length : next;
  };

  fields.forEach((field, place) => {
    field.addEventListener("input", () => {
      const typed = field.value.replace(/\s/g, "");
      if (/^[x\-废缺]$/i.test(typed)) to(afterPaper(place));
      else if (typed.length >= keys) to(place + 1);
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter") {
        event.preventDefault();
        to(place + 1);
      } else if (event.key === "Backspace" && field.value === "" && place > 0) {
        event.preventDefault();
        to(place - 1);
      }
    });
  });
})();
