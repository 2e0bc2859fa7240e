"use strict";
// Exchanges the token behind the # of the link for a cookie. What stands there is never sent as part of an
// address, so it is in no log; it is taken out of the address bar at once.

const trouble = document.getElementById("trouble");

function openPage() {
  history.replaceState(null, "", "/");
  location.reload();
}

async function comeIn(given) {
  const token = given.trim().split("#").pop();
  if (!token) {
    trouble.textContent = "Paste your link, or the token at its end.";
    return;
  }
  try {
    const answer = await fetch("/enter", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
    if (answer.ok) {
      openPage();
      return;
    }
    const body = await answer.json().catch(() => ({}));
    trouble.textContent = body.error || "The server refused it. Open your link anew.";
  } catch {
    trouble.textContent = "The server does not answer. Try again.";
  }
}

document.getElementById("entrance").addEventListener("submit", (event) => {
  event.preventDefault();
  comeIn(document.getElementById("token").value);
});

async function takeLink() {
  const token = location.hash.slice(1);
  if (!token) return false;
  history.replaceState(null, "", "/");
  await comeIn(token);
  return true;
}
// Whoever pastes the link into the address bar of this page loads it no second time.
addEventListener("hashchange", takeLink);

(async () => {
  if (await takeLink()) return;
  // A browser that follows a link on another site leaves the cookie out; this page may ask with it.
  const session = await fetch("/session").catch(() => null);
  if (session && session.ok) openPage();
})();
