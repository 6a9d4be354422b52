/* The workbench: what was understood (data-item, data-pair="p12 p13") and the paragraphs it came from (id="p12"),
   its exact words in them in <mark data-items="i3">. Pointing at or focusing either marks both and brings the partner into view.
   Keys: j k d n and ? move; Enter c x press what the current item offers (data-press), a u r what the page offers. */
(() => {
  "use strict";

  const bench = document.querySelector(".bench");
  if (!bench) return;

  let items = [];
  const collect = () => {
    items = [...bench.querySelectorAll("[data-item]")];
  };
  const placesOf = (item) => item.dataset.pair.split(/\s+/).filter(Boolean);
  const paragraphsOf = (item) => placesOf(item).map((id) => document.getElementById(id)).filter(Boolean);
  const itemsOf = (paragraph) => items.filter((item) => placesOf(item).includes(paragraph.id));
  const wordsOf = (item) => (item.id ? [...bench.querySelectorAll(`mark[data-items~="${item.id}"]`)] : []);
  const keys = document.getElementById("keys");
  let current = -1;

  /* Scrolls only the column that holds the part, and only when it is out of view. */
  const bringIntoView = (part) => {
    const column = part.closest(".bench-text, .bench-understood");
    if (column.scrollHeight <= column.clientHeight) return;
    const [inner, outer] = [part.getBoundingClientRect(), column.getBoundingClientRect()];
    if (inner.top < outer.top + 48 || inner.bottom > outer.bottom)
      column.scrollTop += inner.top - outer.top - outer.height / 3;
  };

  const mark = (parts) => {
    for (const part of bench.querySelectorAll(".is-current")) if (!parts.includes(part)) part.classList.remove("is-current");
    for (const part of parts) part.classList.add("is-current");
  };

  const showItem = (item) => {
    if (!items.includes(item)) collect();
    current = items.indexOf(item);
    const partners = paragraphsOf(item);
    mark([item, ...partners, ...wordsOf(item)]);
    if (partners.length) bringIntoView(partners[0]);
  };

  const showParagraph = (paragraph) => {
    const partners = itemsOf(paragraph);
    if (!partners.length) return;
    current = items.indexOf(partners[0]);
    mark([paragraph, ...partners]);
    bringIntoView(partners[0]);
  };

  const show = (event) => {
    const item = event.target.closest("[data-item]");
    if (item) return showItem(item);
    const paragraph = event.target.closest(".paragraph");
    if (paragraph) showParagraph(paragraph);
  };

  /* Only a pointer that moves points: what comes to lie beneath one that rests, by scrolling or on a new page, does not,
     or the keys would go on from there. */
  let pointedAt = null;
  const point = (event) => {
    const part = event.target.closest("[data-item], .paragraph");
    if (part === pointedAt) return;
    pointedAt = part;
    show(event);
  };

  const goTo = (index) => {
    const item = items[index];
    if (!item) return;
    if (!item.hasAttribute("tabindex")) item.tabIndex = -1;
    item.focus({ preventScroll: true });
    bringIntoView(item);
    if (!matchMedia("(min-width: 64rem)").matches) item.scrollIntoView({ block: "center" });
  };

  const nextDoubtful = () => {
    const order = [...items.keys()];
    const turned = [...order.slice(current + 1), ...order.slice(0, current + 1)];
    const found = turned.find((index) => "doubtful" in items[index].dataset);
    if (found !== undefined) goTo(found);
  };

  const pressIn = (part, key) => part?.querySelector(`[data-press="${key}"]`)?.click();
  const pressHere = (key) => () => pressIn(items[current], key);
  const pressOnPage = (key) => () => pressIn(document, key);

  const commands = {
    j: () => goTo(Math.min(current + 1, items.length - 1)),
    k: () => goTo(Math.max(current - 1, 0)),
    d: nextDoubtful,
    n: nextDoubtful,
    Enter: pressHere("Enter"),
    c: pressHere("c"),
    x: pressHere("x"),
    a: pressOnPage("a"),
    u: pressOnPage("u"),
    r: pressOnPage("r"),
    "?": () => keys?.showModal(),
  };

  collect();
  bench.querySelector(":target")?.closest("details")?.setAttribute("open", "");
  /* An item changed in its place is a new element: the focus goes where the old one held it. An answer that comes when
     somebody already types elsewhere, or that changes only a part of an item, moves no focus. */
  document.addEventListener("htmx:afterSettle", (event) => {
    collect();
    const item = event.target;
    const held = document.activeElement ?? document.body;
    if (!item.matches("[data-item]") || (held !== document.body && held !== item)) return;
    const next = item.querySelector(".mistakes") ?? item.querySelector("form [name]:not([type=hidden])") ?? item;
    next.focus({ preventScroll: next === item });
  });
  bench.addEventListener("mousemove", point);
  bench.addEventListener("focusin", show);
  document.addEventListener("keydown", (event) => {
    /* A dialog that has just been closed keeps the focus until the page is drawn again: the keys are the page's already. */
    const at = event.target.closest("dialog:not([open])") ? document.body : event.target;
    if (at.closest("input, textarea, select, dialog, [contenteditable]") || event.altKey) return;
    const back = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (back && document.querySelector('[data-press="u"]')) {
      event.preventDefault();
      return commands.u();
    }
    if (event.ctrlKey || event.metaKey || !(event.key in commands)) return;
    /* On a link or a button Enter presses that one. */
    if (event.key === "Enter" && at.closest("a, button, summary")) return;
    event.preventDefault();
    commands[event.key]();
  });
})();
