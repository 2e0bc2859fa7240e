"use strict";
/** What the other scripts of the page use: its data, its long tables, and how a place is shown. */
const page = (() => {
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const texts = new WeakMap();
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

  function textOf(element) {
    if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return texts.get(element);
  }

  const wordsOf = (input) => input.value.toLowerCase().split(/\s+/).filter(Boolean);

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

  function filterBy(input, number, things, apply) {
    const box = input.closest(".filter");
    box.hidden = number < 5;
    input.addEventListener("input", () => {
      const words = wordsOf(input);
      const left = apply(words);
      box.querySelector("output").textContent = words.length ? `${left} of ${number} ${things}` : "";
    });
  }

  function filterElements(input, all, textSource, things) {
    filterBy(input, all.length, things, (words) => {
      for (const one of all) one.hidden = !words.every((word) => textOf(textSource(one)).includes(word));
      return all.filter((one) => !one.hidden).length;
    });
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

  /** A table of which the page has the rows as data: those in sight are drawn, in the order asked for. */
  class LongTable {
    constructor(table, content) {
      this.table = table;
      this.body = table.tBodies[0];
      this.content = content;
      this.styles = [...table.tHead.rows[0].cells].map((cell) => cell.className);
      this.number = content.rows;
      this.rows = Array.from({ length: this.number }, (_, row) => row);
      this.shown = this.rows;
      this.watch = drawWhenSeen(this.body, () => this.draw(ROWS_AT_ONCE));
      this.begin();
    }

    /** Draws rows anew, from the place of one on; a button brings those before it. */
    begin(first = 0) {
      this.body.replaceChildren(...(first ? [this.rowsBefore(first)] : []));
      this.first = this.drawn = first;
      this.draw(ROWS_AT_ONCE);
      this.watch();
    }

    rowsBefore(number) {
      const button = make("button", { type: "button" }, `Show the table from its beginning (${number} rows before)`);
      button.addEventListener("click", () => this.begin());
      return make("tr", {}, make("td", { colspan: String(this.styles.length) }, button));
    }

    draw(number) {
      const rows = this.shown.slice(this.drawn, this.drawn + number);
      this.body.append(...rows.map((row, at) => this.row(row, this.drawn + at + 2)));
      this.drawn += rows.length;
      return this.drawn < this.shown.length;
    }

    /** Which of the different values of a column stands in a row; the only one stands in all rows. */
    place(column, row) {
      const { v, i } = this.content.columns[column];
      return i ? i[row] : v.length === 1 ? 0 : row;
    }

    value(column, row) {
      return this.content.columns[column].v[this.place(column, row)];
    }

    row(row, number) {
      const whose = this.content.whose[this.content.of[row]];
      const cells = this.styles.map((style, column) => {
        const cell = column ? make("td", { class: style }) : make("th", { scope: "row" });
        const lead = whose ? this.content.leads[column] : "";
        const inner = this.inner(this.value(column, row), lead !== "");
        if (!lead) cell.append(...inner);
        else if (inner.some((each) => each !== "")) cell.append(this.link(lead, whose, row, inner));
        return cell;
      });
      return make("tr", { "aria-rowindex": String(number) }, ...cells);
    }

    link(lead, whose, row, inner) {
      if (lead === "study") return make("a", { class: "whole", href: `#${address(whose, "whole")}` }, ...inner);
      const item = lead === "item" ? this.value(this.content.item, row) : lead;
      return make("a", { class: "behind", href: `#${address(whose, item.text ?? item)}` }, ...inner);
    }

    inner(value, linked) {
      if (typeof value === "string") return [value];
      if (value.chip) return chip(value.chip, value.star);
      if (value.address) return [make("a", { href: value.address, rel: "noreferrer" }, value.text)];
      const pieces = value.pieces && !linked
        ? value.pieces.map(([text, place]) => (place ? make("a", { class: "mark", href: `#${place}` }, text) : text))
        : [value.text];
      if (!value.teaser || linked) return pieces;
      return [make("details", { class: "more prints" }, make("summary", {}, value.teaser), make("div", {}, ...pieces))];
    }

    sortBy(column, heading) {
      const way = turn(this.table, heading);
      const { v } = this.content.columns[column];
      const keys = v.map((value) => value.sort ?? value.chip?.[2] ?? value.text ?? value);
      const ranks = new Array(keys.length);
      keys.map((key, at) => [key, at])
        .sort(([left], [right]) => (!left || !right ? !left - !right : order.compare(left, right) * way))
        .forEach(([key, at], rank, all) => {
          const before = rank ? all[rank - 1] : null;
          ranks[at] = before && before[0] && key && order.compare(before[0], key) === 0 ? ranks[before[1]] : rank;
        });
      const rank = (row) => ranks[this.place(column, row)];
      this.rows.sort((left, right) => rank(left) - rank(right));
      const kept = new Set(this.shown);
      this.shown = this.rows.filter((row) => kept.has(row));
      this.begin();
    }

    filter(words) {
      const found = words.map((word) => this.content.columns.map(({ v }) =>
        v.map((value) => (value.chip?.[2] ?? value.text ?? value).toLowerCase().includes(word))));
      this.shown = this.rows.filter((row) =>
        found.every((columns) => columns.some((hits, column) => hits[this.place(column, row)])));
      this.begin();
      return this.shown.length;
    }

    drawAll() {
      if (this.first) this.begin();
      this.draw(this.shown.length);
    }

    text(column, row) {
      const value = this.value(column, row);
      return value.chip?.[2] ?? value.text ?? value;
    }

    /** The element of a row, drawn if need be; null where the filter leaves it out. */
    reveal(row) {
      const at = this.shown.indexOf(row);
      if (at < 0) return null;
      if (at < this.first || at > this.drawn + ROWS_AT_ONCE) this.begin(Math.max(0, at - ROWS_AT_ONCE / 5));
      if (at >= this.drawn) this.draw(at + 1 - this.drawn);
      this.watch();
      return this.body.rows[at - this.first + (this.first ? 1 : 0)];
    }
  }

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

  /** Appraisals of which the page has the contents as data: a head each when seen, the rest when opened. */
  class Appraisals {
    constructor(list, { texts: words, levels, rows }) {
      Object.assign(this, { list, words, levels, rows });
      this.elements = new Map();
      this.numbers = new Map();
      rows.forEach((row, number) => {
        this.numbers.set(address(this.whose(row), "whole"), number);
        const study = this.text(row[0]);
        if (!this.numbers.has(encodeURIComponent(study))) this.numbers.set(encodeURIComponent(study), number);
      });
      this.shown = rows.map((_, number) => number);
      this.watch = drawWhenSeen(list, () => this.draw(ROWS_AT_ONCE));
      this.begin();
    }

    text(number) {
      return this.words[number];
    }

    whose(row) {
      const result = this.text(row[2]);
      return [this.text(row[0]), this.text(row[3]), result === "whole study" ? "" : result];
    }

    begin() {
      this.list.replaceChildren();
      this.drawn = 0;
      this.draw(ROWS_AT_ONCE);
      this.watch();
    }

    draw(count) {
      const numbers = this.shown.slice(this.drawn, this.drawn + count);
      this.list.append(...numbers.map((number) => this.element(number)));
      this.drawn += numbers.length;
      return this.drawn < this.shown.length;
    }

    /** The element of an appraisal, with its head; it is the same one each time. */
    element(number) {
      if (this.elements.has(number)) return this.elements.get(number);
      const row = this.rows[number];
      const wholes = row[6].slice(0, row[8]);
      const head = make("h3", {}, [row[0], row[2], row[3]].map((at) => this.text(at)).join(" · "),
        ...wholes.flatMap((whole) => [` · ${this.named(whole)} `, ...this.stand(whole)]),
        ...row[9].map((total) => ` · ${this.text(total)}`));
      const element = make("details", { id: address(this.whose(row), "whole"), class: "appraisal" },
        make("summary", {}, head));
      element.addEventListener("toggle", () => { if (element.open) this.fill(number); });
      this.elements.set(number, element);
      return element;
    }

    /** The same with all that is in it. */
    fill(number) {
      const element = this.element(number);
      if (element.childElementCount > 1) return element;
      const row = this.rows[number];
      const whose = this.whose(row);
      element.append(make("p", { class: "title" }, this.text(row[1])),
        make("p", { class: "note" }, `${this.text(row[5])} · ${this.text(row[4])}`),
        ...row[6].map((part, place) => this.part(part, whose, place < row[8])),
        ...row[7].map((flag) => make("p", { class: "flag" }, `⚑ ${this.text(flag)}`)));
      return element;
    }

    address(whose, part) {
      return address(whose, part);
    }

    /** The level of a judgement in words, or why there is none. */
    level(judged) {
      return this.text(judged[5]) || this.levels[judged[8]].slice(1).join(" ");
    }

    /** The name of a judgement of the whole, as it stands within a line. */
    named(part) {
      const title = this.text(part[1]);
      return title.charAt(0).toLowerCase() + title.slice(1);
    }

    /** The level of a judgement, or in words why there is none. */
    stand([, , , , , standing, , overridden, final]) {
      return this.text(standing) ? [this.text(standing)] : chip(this.levels[final], overridden);
    }

    part(judged, whose, whole) {
      const [id, title, why, did, given, , direction] = judged.slice(0, 7).map((at) => this.text(at));
      const [overridden, , items] = judged.slice(7);
      const name = whole ? title : `${id} ${title}`;
      return make("section", { class: "judged", id: address(whose, id), tabindex: "-1" },
        make("h4", {}, `${name}: `, ...this.stand(judged)),
        did ? make("p", {}, make("strong", {}, did), ` ${given}`) : null,
        why ? make("p", { class: "because" }, overridden ? `The suggestion: ${why}` : why) : null,
        direction ? make("p", { class: "because" }, `Predicted direction of bias: ${direction}`) : null,
        ...items.map((item) => this.item(item, whose)));
    }

    item([id, text, answer, note, passages = []], whose) {
      const remark = this.text(note);
      return make("div", { class: "item", id: address(whose, this.text(id)), tabindex: "-1" },
        make("p", { class: "asked" }, `${this.text(id)} ${this.text(text)}`),
        make("p", { class: "answer" }, this.text(answer) || "not answered"),
        remark ? make("p", { class: "remark" }, remark) : null,
        ...passages.map(([before, words, after, source]) => make("figure", { class: "quote" },
          make("blockquote", {}, this.text(before), make("mark", {}, this.text(words)), this.text(after)),
          make("figcaption", {}, this.text(source)))));
    }

    /** The element of an address such as harada2024/D3/bea, drawn if need be; null where there is none. */
    find(hash) {
      const parts = hash.split("/");
      const whole = parts.length > 1 ? [parts[0], "whole", ...parts.slice(2)].join("/") : hash;
      const number = this.numbers.get(whole);
      if (number === undefined) return null;
      const element = this.fill(number);
      return element.id === hash || parts.length === 1 ? element : element.querySelector(`[id="${CSS.escape(hash)}"]`);
    }

    /** Puts an appraisal into the list, with all that come before it. */
    reveal(element) {
      if (element.isConnected) return;
      const number = [...this.elements].find(([, each]) => each === element)[0];
      const at = this.shown.indexOf(number);
      if (at < 0) this.filter([]);
      this.draw(this.shown.indexOf(number) + 1 - this.drawn);
      this.watch();
    }

    filter(words) {
      this.shown = this.rows.map((_, number) => number)
        .filter((number) => words.every((word) => this.head(number).includes(word)));
      this.begin();
      return this.shown.length;
    }

    head(number) {
      const row = this.rows[number];
      const names = [row[0], row[2], row[3]].map((at) => this.text(at));
      const wholes = row[6].slice(0, row[8]).map((whole) => `${this.named(whole)} ${this.level(whole)}`);
      const totals = row[9].map((total) => this.text(total));
      return [...names, ...wholes, ...totals].join(" · ").toLowerCase();
    }

    openAll(open) {
      if (open) this.draw(this.shown.length);
      for (const element of this.list.children) element.open = open;
    }
  }

  const list = document.getElementById("appraisal-list");
  const drawn = list && data.appraisals ? new Appraisals(list, data.appraisals) : null;
  const appraisals = [...document.querySelectorAll("details.appraisal")];
  if (appraisals.length) {
    const input = document.getElementById("appraisals-filter");
    if (drawn) filterBy(input, drawn.rows.length, "appraisals", (words) => drawn.filter(words));
    else filterElements(input, appraisals, (one) => one.querySelector("summary"), "appraisals");
    for (const [id, open] of [["open-all", true], ["close-all", false]]) {
      document.getElementById(id).addEventListener("click", () => {
        if (drawn) drawn.openAll(open);
        else for (const one of appraisals) one.open = open && !one.hidden;
      });
    }
  }

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

  /** Lets the reader save a text as a file; it comes from the page itself. */
  function save(name, text) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  return { save, data, make, address, wordsOf, longTables, drawn, placeOf, open };
})();
