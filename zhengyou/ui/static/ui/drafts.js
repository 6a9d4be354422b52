/* Keeps what is typed into <form data-draft="key"> on this device until the server says that it is settled.
   The server says so with an element that carries data-draft-done="key" on a later page. */
(() => {
  "use strict";

  const DAYS = 30;
  const person = document.body.dataset.person || "";
  const storageKey = (key) => `draft:${person}:${key}`;
  const skipped = new Set(["hidden", "password", "file", "submit", "button"]);

  const fieldsOf = (form) =>
    [...form.elements].filter((field) => field.name && !skipped.has(field.type) && field.type !== "fieldset");

  const stateOf = (form) =>
    fieldsOf(form).map((field) => {
      if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
      if (field.type === "select-multiple") return [field.name, null, [...field.selectedOptions].map((o) => o.value)];
      return [field.name, null, field.value];
    });

  /* Whoever types before this script has come is not overruled by it: what a field holds then is newer than a draft. */
  const isTouched = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const options = [...field.options];
    const given = options.some((option) => option.defaultSelected) || field.type === "select-multiple";
    return given ? options.some((option) => option.selected !== option.defaultSelected) : field.selectedIndex > 0;
  };

  const putBack = (form, kept, except = new Set()) => {
    const fields = fieldsOf(form);
    for (const [name, value, content] of kept) {
      const field = fields.find((one) => one.name === name && (value === null || one.value === value));
      if (!field || except.has(name)) continue;
      if (value !== null) field.checked = content;
      else if (field.type === "select-multiple")
        for (const option of field.options) option.selected = content.includes(option.value);
      else field.value = content;
    }
  };

  const read = (key) => {
    try {
      const draft = JSON.parse(localStorage.getItem(storageKey(key)));
      return draft && Date.now() - draft.at < DAYS * 86400000 ? draft : null;
    } catch {
      return null;
    }
  };

  const write = (key, fields) => {
    try {
      localStorage.setItem(storageKey(key), JSON.stringify({ at: Date.now(), fields }));
    } catch {
      /* Storage full or forbidden: the page works as it does without script. */
    }
  };

  const forget = (key) => {
    try {
      localStorage.removeItem(storageKey(key));
    } catch {
      /* As above. */
    }
  };

  const words = document.getElementById("draft-words");

  const note = (form, draft, fresh) => {
    const line = words.content.firstElementChild.cloneNode(true);
    const at = new Date(draft.at);
    line.querySelector("time").textContent = at.toLocaleString(document.documentElement.lang, {
      month: "long", day: "numeric", hour: "2-digit", minute: "2-digit",
    });
    line.querySelector("button").addEventListener("click", () => {
      putBack(form, fresh);
      forget(form.dataset.draft);
      line.remove();
      fieldsOf(form)[0]?.focus();
    });
    form.prepend(line);
  };

  const keep = (form) => {
    const key = form.dataset.draft;
    const fresh = stateOf(form);
    const draft = read(key);
    /* A refused form comes back with what was sent: that is newer than what was kept. */
    if (draft && !form.querySelector(".mistakes")) {
      putBack(form, draft.fields, new Set(fieldsOf(form).filter(isTouched).map((field) => field.name)));
      if (JSON.stringify(stateOf(form)) !== JSON.stringify(fresh)) note(form, draft, fresh);
    }
    let timer = 0;
    const save = () => write(key, stateOf(form));
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 300);
    });
    form.addEventListener("change", save);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      save();
    });
  };

  for (const settled of document.querySelectorAll("[data-draft-done]")) forget(settled.dataset.draftDone);
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
  if (document.activeElement === document.body) document.querySelector(".mistakes")?.focus();
})();
