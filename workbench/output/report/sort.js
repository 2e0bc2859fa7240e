/** Sorts tables by a column: texts with numbers as people count, what is empty last. */
(() => {
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function turn(table, heading) {
    const falling = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    return falling ? -1 : 1;
  }

  function sortBy(table, place, heading) {
    const way = turn(table, heading);
    const key = (row) => row.cells[place].dataset.sort ?? row.cells[place].textContent;
    const rows = [...table.tBodies[0].rows].map((row) => [key(row), row]);
    rows.sort(([left], [right]) => {
      if (!left || !right) return !left - !right;
      return order.compare(left, right) * way;
    });
    table.tBodies[0].append(...rows.map(([, row]) => row));
  }

  Object.assign(page, { order, turn, sortBy });
})();
