"use strict";
/** What the other scripts of the page use: its data, elements, addresses, drawing what is seen, saving. */
const page = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  /** Numbers that the page may have as runs, each with how often it follows itself. */
  function unrolled(numbers) {
    if (!numbers?.runs) return numbers;
    const all = [];
    for (let at = 0; at < numbers.runs.length; at += 2) {
      for (let times = numbers.runs[at + 1]; times; times -= 1) all.push(numbers.runs[at]);
    }
    return all;
  }

  function unrollColumn(column) {
    if (!column) return;
    if (column.v?.upTo) column.v = Array.from({ length: column.v.upTo }, (_, at) => String(at + 1));
    column.i = unrolled(column.i);
  }

  for (const table of Object.values(data.tables)) {
    table.of = unrolled(table.of);
    table.columns.forEach(unrollColumn);
  }
  for (const { blocks } of Object.values(data.csv)) for (const { columns } of blocks) columns.forEach(unrollColumn);
  const ROWS_AT_ONCE = 100;

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** Calls `draw` whenever the last child of `parent` comes into sight, until it returns false. */
  function drawWhenSeen(parent, draw) {
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      if (draw()) watcher.observe(parent.lastElementChild);
    }, { rootMargin: "600px" });
    return () => {
      watcher.disconnect();
      if (parent.lastElementChild) watcher.observe(parent.lastElementChild);
    };
  }

  const address = (whose, part) =>
    [whose[0], part, ...whose.slice(1).filter(Boolean)].map(encodeURIComponent).join("/");

  function chip([style, sign, word], starred) {
    const parts = [make("span", { class: `chip ${style}` },
      make("span", { "aria-hidden": "true" }, sign), " ", make("span", { class: "word" }, word))];
    if (starred) {
      parts.push(make("span", { "aria-hidden": "true" }, "*"));
      parts.push(make("span", { class: "unseen" }, ", overridden by the reviewer"));
    }
    return parts;
  }

  /** Lets the reader save a text as a file; it comes from the page itself. */
  function save(name, text) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  return { ROWS_AT_ONCE, data, make, drawWhenSeen, address, chip, save };
})();
