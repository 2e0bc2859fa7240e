"use strict";
(() => {
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function sortBy(table, place, heading) {
    const falling = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const key = (row) => row.cells[place].dataset.sort;
    const rows = [...table.tBodies[0].rows];
    rows.sort((one, other) => {
      const [left, right] = [key(one), key(other)];
      if (!left || !right) return !left - !right;
      return order.compare(left, right) * (falling ? -1 : 1);
    });
    table.tBodies[0].append(...rows);
  }

  function filter(table, input, told) {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      left += row.hidden ? 0 : 1;
    }
    told.textContent = words.length ? `${left} of ${table.tBodies[0].rows.length} rows` : "";
  }

  for (const table of document.querySelectorAll("table")) {
    [...table.tHead.rows[0].cells].forEach((heading, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sortBy(table, place, heading));
      heading.append(button);
    });
    const input = document.getElementById(`${table.id}-filter`);
    input.closest(".filter").hidden = table.tBodies[0].rows.length < 2;
    input.addEventListener("input", () => filter(table, input, input.closest(".filter").querySelector("output")));
  }

  const dialog = document.getElementById("behind");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.behind");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const section = document.getElementById(link.hash.slice(1));
    if (!section || !dialog.showModal) return;
    event.preventDefault();
    const copy = section.cloneNode(true);
    const appraisal = section.closest("details").querySelector("summary h3").cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
    copy.removeAttribute("aria-labelledby");
    dialog.firstElementChild.replaceChildren(appraisal, copy);
    dialog.showModal();
    dialog.scrollTop = 0;
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("#appraisals details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => opened.forEach((each) => { each.open = false; }));
})();
