/* Passkeys: asks the browser to make a key or to sign with one, and sends what it answers by an ordinary form.
   A form with data-passkey="get" or "create" and data-begin (where the question comes from) stays hidden, with
   whatever carries data-passkey-only, where the browser knows no passkeys. */
(() => {
  "use strict";

  if (!window.PublicKeyCredential || !navigator.credentials) {
    for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = false;
    return;
  }
  for (const part of document.querySelectorAll("[data-passkey-only]")) part.hidden = false;

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const text = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  const question = (told) => {
    const asked = { ...told.publicKey, challenge: bytes(told.publicKey.challenge) };
    if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      asked[list] = (asked[list] || []).map((key) => ({ ...key, id: bytes(key.id) }));
    }
    return { publicKey: asked };
  };

  const answer = (made) => {
    const given = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature"]) {
      if (made.response[part]) given[part] = text(made.response[part]);
    }
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response: given });
  };

  const begun = async (form) => {
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const response = await fetch(form.dataset.begin, { method: "POST", headers });
    if (!response.ok) throw new Error(String(response.status));
    return question(await response.json());
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failure = form.querySelector("[data-passkey-failed]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.dataset.busy || !form.reportValidity()) return;
      form.dataset.busy = "yes";
      failure.hidden = true;
      try {
        const asked = await begun(form);
        const made = await navigator.credentials[form.dataset.passkey](asked);
        form.elements.credential.value = answer(made);
        const keep = document.getElementById("id_keep");
        if (form.elements.keep && keep) form.elements.keep.value = keep.checked ? "on" : "";
        form.submit();
      } catch {
        failure.hidden = false;
      } finally {
        delete form.dataset.busy;
      }
    });
  }
})();
