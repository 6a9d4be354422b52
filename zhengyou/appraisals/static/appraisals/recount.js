/* Counts the published ballots again and works their fingerprint out, from ballots.csv and this page alone. Browsers do
   so only on https or on this machine itself; elsewhere the page says so, and the line for Python does the same. */
(() => {
  "use strict";

  const place = document.getElementById("recount");
  const button = document.getElementById("again");
  const told = document.getElementById("told");
  if (!place || !button) return;
  button.hidden = false;

  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const ballots = async () => {
    const text = await (await fetch(place.dataset.ballots)).text();
    return text.trim().split("\r\n").slice(1).map((line) => line.split(","));
  };

  const fingerprint = async (rows) => {
    const text = new TextEncoder();
    const each = await Promise.all(
      rows.map(async ([piece, , ...marks]) => hex(await sha256(text.encode(`${piece}:${marks.join(",")}`))))
    );
    const whole = each.sort().join("").match(/../g) || [];
    return hex(await sha256(Uint8Array.from(whole, (byte) => parseInt(byte, 16))));
  };

  const countsAgree = (rows) =>
    [...place.querySelectorAll("[data-item]")].every((one) => {
      const found = one.dataset.counts.split(",").map(() => 0);
      for (const [, voided, ...marks] of rows) {
        const mark = Number(marks[Number(one.dataset.item)]);
        if (voided === "0" && mark > 0) found[mark - 1] += 1;
      }
      return found.join(",") === one.dataset.counts;
    });

  button.addEventListener("click", async () => {
    if (!globalThis.crypto || !crypto.subtle) {
      told.textContent = told.dataset.cannot;
      return;
    }
    const rows = await ballots();
    const same = (await fingerprint(rows)) === place.dataset.fingerprint && countsAgree(rows);
    told.textContent = same ? `${told.dataset.same}${rows.length}` : told.dataset.other;
  });
})();
