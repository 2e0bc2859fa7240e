/** One field that finds words anywhere on the page, also in what is folded or not drawn yet. */
(() => {
  const { wordsOf, longTables, drawn, placeOf, open } = page;
  const bar = document.getElementById("search");
  const input = document.getElementById("search-words");
  const output = bar.querySelector("output");
  const CONTENTS = "details.appraisal, #appraisal-list, .filter, .same";
  let places = null;
  let hits = [];
  let current = -1;

  const sectionOf = (element) => element.closest("section[aria-labelledby]")?.querySelector("h2").textContent ?? "";
  const direct = (element, names) => [...element.children].filter((child) => child.matches(names));
  const textOf = (elements) => elements.map((element) => element.textContent).join(" ");

  /** A place: what it says, the names of whose it is, which help to find it, and how its element is got. */
  const place = (own, names, where, element) =>
    ({ own: own.toLowerCase(), names: names.toLowerCase(), where, element });

  function* tablePlaces(within) {
    for (const table of document.querySelectorAll(`${within} table.sorts`)) {
      if (table.closest(CONTENTS)) continue;
      const where = `${sectionOf(table)}, ${table.caption.textContent}`;
      const long = longTables.find((each) => each.table === table);
      if (!long) {
        for (const row of table.tBodies[0].rows) {
          yield place(textOf([...row.cells]), "", where, () => shownRow(table, () => (row.hidden ? null : row)));
        }
        continue;
      }
      for (let row = 0; row < long.number; row += 1) {
        const text = long.styles.map((_, column) => long.text(column, row)).join(" ");
        yield place(text, "", where, () => shownRow(table, () => long.reveal(row)));
      }
    }
  }

  /** The element of a row; a filter that hides it is emptied. */
  function shownRow(table, find) {
    const found = find();
    if (found) return found;
    const filter = document.getElementById(`${table.id}-filter`);
    filter.value = "";
    filter.dispatchEvent(new Event("input"));
    return find();
  }

  function* sentencePlaces() {
    for (const element of document.querySelectorAll("main p, main figcaption, main .shares li, main table.grid tbody tr")) {
      if (element.closest(`${CONTENTS}, table.sorts, noscript`)) continue;
      yield place(element.textContent, "", sectionOf(element), () => element);
    }
  }

  function* appraisalElements() {
    for (const whole of document.querySelectorAll("details.appraisal")) {
      const [study, , ...others] = whole.id.split("/").map(decodeURIComponent);
      const names = [study, ...others].join(" ");
      const where = `Appraisals in full, ${[study, ...others].join(" · ")}`;
      yield place(textOf(direct(whole, "summary, .title, .note, .flag")), names, where, () => whole);
      for (const judged of direct(whole, "section")) {
        yield place(textOf(direct(judged, "h4, p")), names, where, () => judged);
        for (const item of direct(judged, ".item")) yield place(item.textContent, names, where, () => item);
      }
    }
  }

  function* appraisalData() {
    for (const row of drawn.rows) {
      const whose = drawn.whose(row);
      const names = whose.filter(Boolean).join(" ");
      const where = `Appraisals in full, ${whose.filter(Boolean).join(" · ")}`;
      const at = (part) => () => placeOf(drawn.address(whose, part));
      const said = [...row.slice(0, 6), ...row[9], ...row[7]].map((text) => drawn.text(text));
      const wholes = row[6].slice(0, row[8]).map((whole) => `${drawn.named(whole)} ${drawn.level(whole)}`);
      yield place([...said, ...wholes].join(" "), names, where, at("whole"));
      for (const judged of row[6]) {
        const texts = judged.slice(0, 7).map((text) => drawn.text(text));
        yield place([...texts, drawn.level(judged)].join(" "), names, where, at(texts[0]));
        for (const [id, text, answer, note, passages = []] of judged[9]) {
          const words = [id, text, answer, note, ...passages.flat()].map((each) => drawn.text(each));
          yield place([...words, words[2] ? "" : "not answered"].join(" "), names, where, at(words[0]));
        }
      }
    }
  }

  function* allPlaces() {
    yield* sentencePlaces();
    yield* tablePlaces("section:not(#history)");
    yield* drawn ? appraisalData() : appraisalElements();
    yield* tablePlaces("#history");
  }

  const says = ({ own, names }, words) =>
    words.some((word) => own.includes(word)) && words.every((word) => own.includes(word) || names.includes(word));

  function find() {
    places ??= [...allPlaces()];
    const words = wordsOf(input);
    hits = words.length ? places.filter((each) => says(each, words)) : [];
    current = -1;
    unmark();
    if (!words.length) output.textContent = "";
    else output.textContent = hits.length ? `${count(hits.length)}: Enter goes to the first` : "Nothing has these words";
  }

  const count = (number) => `${number} ${number === 1 ? "place" : "places"}`;

  function unmark() {
    for (const each of document.querySelectorAll(".hit")) each.classList.remove("hit");
    globalThis.CSS?.highlights?.delete("words");
  }

  /** Marks the words within an element, where the browser can without changing the page. */
  function markWords(element, words) {
    if (!globalThis.CSS?.highlights) return;
    const ranges = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      for (const word of text.length === node.data.length ? words : []) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          ranges.push(new StaticRange({
            startContainer: node, startOffset: at, endContainer: node, endOffset: at + word.length,
          }));
        }
      }
    }
    CSS.highlights.set("words", new Highlight(...ranges));
  }

  function go(step) {
    if (!hits.length) return;
    current = current < 0 && step < 0 ? hits.length - 1 : (current + step + hits.length) % hits.length;
    const { where, element } = hits[current];
    const found = element();
    unmark();
    open(found, { focuses: false });
    found.classList.add("hit");
    markWords(found, wordsOf(input));
    const seen = found.tagName === "DETAILS" ? found.querySelector("summary") : found;
    seen.scrollIntoView({ block: "center" });
    output.textContent = `${current + 1} of ${count(hits.length)}, ${where}`;
  }

  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") {
      input.value = "";
      find();
    } else return;
    event.preventDefault();
  });
  document.getElementById("search-next").addEventListener("click", () => go(1));
  document.getElementById("search-before").addEventListener("click", () => go(-1));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, dialog")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  bar.hidden = false;
})();
