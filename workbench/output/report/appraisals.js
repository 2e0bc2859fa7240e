/** Draws the appraisals in full, which the page has as data, and opens, closes and filters them. */
(() => {
  const { ROWS_AT_ONCE, data, make, drawWhenSeen, address, chip, filterBy, filterElements } = page;

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
    else filterElements(input, appraisals, (each) => each.querySelector("summary"), "appraisals");
    for (const [id, open] of [["open-all", true], ["close-all", false]]) {
      document.getElementById(id).addEventListener("click", () => {
        if (drawn) drawn.openAll(open);
        else for (const each of appraisals) each.open = open && !each.hidden;
      });
    }
  }

  Object.assign(page, { drawn });
})();
