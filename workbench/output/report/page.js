"use strict";
(() => {
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const texts = new WeakMap();

  function textOf(element) {
    if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return texts.get(element);
  }

  function sortBy(table, place, heading) {
    const falling = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const key = (row) => row.cells[place].dataset.sort ?? row.cells[place].textContent;
    const rows = [...table.tBodies[0].rows].map((row) => [key(row), row]);
    rows.sort(([left], [right]) => {
      if (!left || !right) return !left - !right;
      return order.compare(left, right) * (falling ? -1 : 1);
    });
    table.tBodies[0].append(...rows.map(([, row]) => row));
  }

  function filterBy(input, all, textSource, things) {
    const box = input.closest(".filter");
    box.hidden = all.length < 5;
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const one of all) {
        one.hidden = !words.every((word) => textOf(textSource(one)).includes(word));
        left += one.hidden ? 0 : 1;
      }
      box.querySelector("output").textContent = words.length ? `${left} of ${all.length} ${things}` : "";
    });
  }

  for (const table of document.querySelectorAll("table.sorts")) {
    [...table.tHead.rows[0].cells].forEach((heading, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sortBy(table, place, heading));
      heading.append(button);
    });
    const input = document.getElementById(`${table.id}-filter`);
    filterBy(input, [...table.tBodies[0].rows], (row) => row, "rows");
  }

  const appraisals = [...document.querySelectorAll("details.appraisal")];
  if (appraisals.length) {
    filterBy(document.getElementById("appraisals-filter"), appraisals, (one) => one.querySelector("summary"), "appraisals");
    for (const [id, open] of [["open-all", true], ["close-all", false]]) {
      document.getElementById(id).addEventListener("click", () => {
        for (const one of appraisals) one.open = open && !one.hidden;
      });
    }
  }

  const dialog = document.getElementById("behind");
  const onward = dialog.querySelector(".onward");

  function show(place) {
    const section = place.closest(".judged");
    const whole = section.closest("details");
    const copy = section.cloneNode(true);
    const asked = place === section ? null : copy.querySelector(`[id="${place.id}"]`);
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) {
      each.removeAttribute("id");
      each.removeAttribute("tabindex");
    }
    const heading = document.createElement("h3");
    heading.append(...copy.querySelector("h4").childNodes);
    copy.querySelector("h4").replaceWith(heading);
    const head = whole.querySelector("summary h3").cloneNode(true).childNodes;
    dialog.querySelector("h2").replaceChildren(...head);
    dialog.querySelector(".title").textContent = whole.querySelector(".title").textContent;
    dialog.querySelector("div").replaceChildren(copy);
    onward.href = `#${whole.id}`;
    dialog.showModal();
    dialog.scrollTop = 0;
    if (!asked) return;
    asked.classList.add("wanted");
    asked.scrollIntoView({ block: "center" });
  }

  onward.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const place = document.getElementById(link.hash.slice(1));
    if (!place) return;
    if (link.classList.contains("behind") && place.closest(".judged") && dialog.showModal) {
      event.preventDefault();
      show(place);
      return;
    }
    for (let each = place.closest("details"); each; each = each.parentElement.closest("details")) {
      each.hidden = false;
      each.open = true;
    }
    if (place.tagName === "DETAILS") setTimeout(() => place.querySelector("summary").focus());
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.prints:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => opened.forEach((each) => { each.open = false; }));
})();
