/** Draws the rows of a long table, which the page has as data, when they come into sight. */
(() => {
  const { ROWS_AT_ONCE, make, drawWhenSeen, address, chip, order, turn } = page;

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

  Object.assign(page, { LongTable });
})();
