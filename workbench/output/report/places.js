/** Opens what a place of the page is folded in, for links and for print. */
(() => {
  const { longTables, drawn } = page;

  const placeOf = (hash) => document.getElementById(hash) ?? drawn?.find(hash) ?? null;

  /** Opens what a place is folded in; a place that was not on the page is brought into sight. */
  function open(place, { focuses = true } = {}) {
    const details = place.closest("details");
    const isNew = !place.isConnected;
    if (details && isNew) drawn.reveal(details);
    for (let each = details; each; each = each.parentElement.closest("details")) {
      each.hidden = false;
      each.open = true;
    }
    if (isNew) place.scrollIntoView();
    if (!focuses) return;
    if (place.tagName === "DETAILS") setTimeout(() => place.querySelector("summary").focus());
    else if (isNew) setTimeout(() => place.focus());
  }

  function follow() {
    const place = location.hash.length > 1 ? placeOf(location.hash.slice(1)) : null;
    if (!place || !place.closest("details")) return;
    const wasSeen = place.isConnected;
    open(place);
    if (wasSeen) place.scrollIntoView();
  }
  addEventListener("hashchange", follow);
  follow();

  let opened = [];
  addEventListener("beforeprint", () => {
    for (const long of longTables) if (!long.table.closest("details:not([open])")) long.drawAll();
    opened = [...document.querySelectorAll("details.prints:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => opened.forEach((each) => { each.open = false; }));

  Object.assign(page, { placeOf, open });
})();
