/* Voting, made easier: the code of a slip comes in the part of its address that no server is sent; marks are kept in this
   window alone until the ballot is received; a ballot that does not get through is sent again. All works without it. */
(() => {
  "use strict";

  const KEPT = "ballot";
  const code = document.getElementById("code");
  if (code && location.hash.length > 1) {
    code.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }

  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  };

  const sheet = document.querySelector("form[data-ballot]");
  if (sheet) {
    const own = sheet.elements.code.value;
    const before = kept();
    if (before.code === own)
      for (const [name, value] of before.fields) {
        const field = sheet.elements[name];
        if (field && !field.value) field.value = value;
      }
    sheet.addEventListener("input", () => {
      const fields = [...new FormData(sheet)].filter(([name, value]) => name !== "code" && value);
      sessionStorage.setItem(KEPT, JSON.stringify({ code: own, fields }));
    });
  }

  if (document.querySelector("[data-done]")) sessionStorage.removeItem(KEPT);

  const cast = document.querySelector("form[data-cast]");
  if (!cast) return;
  const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));
  const send = async () => {
    for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
      try {
        const answer = await fetch(cast.action, { method: "POST", body: new URLSearchParams(new FormData(cast)) });
        if (answer.status < 500) return await answer.text();
      } catch {
        /* No network: the same ballot again, it counts once. */
      }
      document.getElementById("network").hidden = false;
      await pause(wait);
    }
  };
  cast.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (cast.dataset.busy) return;
    cast.dataset.busy = "yes";
    const page = new DOMParser().parseFromString(await send(), "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
    document.title = page.title;
    if (document.querySelector("[data-done]")) sessionStorage.removeItem(KEPT);
    const heading = document.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
  });
})();
