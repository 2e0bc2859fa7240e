/** Saves a table as the CSV that `workbench table NAME --format csv` writes. */
(() => {
  const { data, longTables, save } = page;

  const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  /** What stands in a row of a column; texts that a spreadsheet would run come with their apostrophe. */
  function reader(column, long) {
    if (!column) return () => "";
    if (column.shown === undefined) {
      const { v, i } = column;
      return (row) => v[i ? i[row] : v.length === 1 ? 0 : row];
    }
    const { shown, texts = {} } = column;
    return (row) => texts[long.place(shown, row)] ?? long.text(shown, row);
  }

  function csvOf({ ids, blocks }) {
    const lines = [ids];
    for (const { table, rows, columns } of blocks) {
      const long = longTables.find((each) => each.table.id === table);
      const readers = columns.map((column) => reader(column, long));
      for (let row = 0; row < rows; row += 1) lines.push(readers.map((read) => read(row)));
    }
    // A record of one empty cell would be an empty line, which readers skip.
    return lines.map((cells) => `${cells.map(quoted).join(",") || '""'}\n`).join("");
  }

  for (const button of document.querySelectorAll("button.csv")) {
    const { name } = button.dataset;
    const { blocks } = data.csv[name];
    if (blocks.length > 1) button.append(` (all ${blocks.length} tables of this kind)`);
    button.addEventListener("click", () => save(`${name}.csv`, csvOf(data.csv[name])));
    button.closest(".tools").hidden = false;
  }
})();
