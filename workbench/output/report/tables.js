/** Makes every table of the page one that can be sorted and filtered. */
(() => {
  const { data, make, sortBy, filterBy, filterElements, LongTable } = page;

  const longTables = [];
  for (const table of document.querySelectorAll("table.sorts")) {
    const content = data.tables[table.id];
    const long = content ? new LongTable(table, content) : null;
    if (long) longTables.push(long);
    [...table.tHead.rows[0].cells].forEach((heading, place) => {
      const button = make("button", { type: "button" }, ...heading.childNodes);
      button.addEventListener("click", () => (long ? long.sortBy(place, heading) : sortBy(table, place, heading)));
      heading.append(button);
    });
    const input = document.getElementById(`${table.id}-filter`);
    if (long) filterBy(input, long.number, "rows", (words) => long.filter(words));
    else filterElements(input, [...table.tBodies[0].rows], (row) => row, "rows");
  }

  Object.assign(page, { longTables });
})();
