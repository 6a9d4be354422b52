/* Works the draw of the public page out again, from what stands on the page alone. Browsers do so only on https or on
   this machine itself; elsewhere the page says so, and the line for Python beside it does the same. */
(() => {
  "use strict";

  const draw = document.getElementById("draw");
  const button = document.getElementById("again");
  const told = document.getElementById("told");
  if (!draw || !button) return;
  button.hidden = false;

  const sha256 = async (text) => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const frameAgrees = async () =>
    (await sha256(document.getElementById("frame").textContent)) === draw.dataset.frameDigest;

  const stratumAgrees = async (body) => {
    const rows = [...body.querySelectorAll("tr[data-code]")];
    const values = await Promise.all(
      rows.map(async (row) => ({ row, value: await sha256(`${draw.dataset.seed}\n${row.dataset.code}`) }))
    );
    values.sort((one, other) => (one.value < other.value ? -1 : 1));
    const quota = Number(body.dataset.quota);
    return values.every(({ row }, place) => row.hasAttribute("data-drawn") === place < quota);
  };

  button.addEventListener("click", async () => {
    if (!globalThis.crypto || !crypto.subtle) {
      told.textContent = told.dataset.cannot;
      return;
    }
    const found = [await frameAgrees()];
    for (const body of draw.querySelectorAll("tbody[data-quota]")) found.push(await stratumAgrees(body));
    told.textContent = found.every(Boolean) ? told.dataset.same : told.dataset.other;
  });
})();
