/** Lets a reader write comments on studies and judgements, and save them for `workbench import --as comments`. */
(() => {
  const { make, save, drawn } = page;
  const byId = (id) => document.getElementById(id);
  const dialog = byId("remarks");
  const [author, study, about, text] = ["author", "study", "about", "text"].map((name) => byId(`remark-${name}`));
  const bar = byId("remarks-bar");
  const behind = byId("behind");
  const COLUMNS = ["study", "about", "text", "author"];
  const KEPT = `comments of ${location.pathname} ${document.title}`;
  const EMPTY = { author: "", draft: {}, written: [], saved: 0 };
  const state = { ...EMPTY, ...kept() };
  let isKept = true;

  /** What this browser remembers of the comments on this page; nothing where it remembers nothing. */
  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  }

  function keep() {
    state.author = author.value;
    state.draft = { study: study.value, about: about.value, text: text.value };
    try {
      localStorage.setItem(KEPT, JSON.stringify(state));
      isKept = true;
    } catch {
      isKept = false;
    }
    byId("remarks-kept").hidden = isKept;
  }

  function studies() {
    const ids = drawn
      ? drawn.rows.map((row) => drawn.whose(row)[0])
      : [...document.querySelectorAll("details.appraisal")].map((each) => decodeURIComponent(each.id.split("/")[0]));
    return [...new Set(ids)];
  }

  const count = (number) => `${number} ${number === 1 ? "comment" : "comments"}`;

  function list() {
    const { written, saved } = state;
    const open = written.length - saved;
    byId("remarks-number").textContent = written.length
      ? `${count(written.length)}${open ? `, ${open} not saved as a file yet` : ", saved as a file"}`
      : "";
    for (const button of document.querySelectorAll("button.remarks-save")) button.hidden = !written.length;
    byId("remarks-list").replaceChildren(...written.map((each, at) => {
      const button = make("button", { type: "button" }, "Remove",
        make("span", { class: "unseen" }, ` the comment ${each.text}`));
      button.addEventListener("click", () => {
        written.splice(at, 1);
        state.saved = Math.min(saved, written.length);
        keep();
        list();
      });
      const whose = [each.study, each.about, each.author].filter(Boolean).join(" · ");
      return make("li", {}, make("strong", {}, whose), ` ${each.text} `, button);
    }));
  }

  /** Opens the form; what was typed and not added yet is still there unless another place is meant. */
  function write(place) {
    if (place) [study.value, about.value] = place;
    if (behind.open) behind.close();
    dialog.showModal();
    (author.value ? (study.value ? text : study) : author).focus();
  }

  function add(event) {
    event.preventDefault();
    const missing = [author, study, text].find((field) => !field.value.trim());
    byId("remark-missing").textContent = missing ? `Fill in: ${missing.labels[0].textContent}` : "";
    if (missing) {
      missing.focus();
      return;
    }
    const [by, key, on, words] = [author, study, about, text].map((field) => field.value.trim());
    state.written.push({ study: key, about: on, text: words, author: by });
    text.value = "";
    about.value = "";
    keep();
    list();
    text.focus();
  }

  /** What a spreadsheet would run comes with the apostrophe that the workbench takes off again. */
  const RUNS = new RegExp("^'*(?:[\\t\\r\\n]|[\\s\\x00-\\x1f\\x7f-\\xa0\\u200b-\\u200f\\u2060\\ufeff]*" +
    "[=+@\\-\\uff1d\\uff0b\\uff20\\uff0d\\ufe66\\ufe62\\ufe6b\\ufe63])");
  const guarded = (value) => (RUNS.test(value) ? `'${value}` : value);
  const quoted = (value) => `"${guarded(value).replaceAll('"', '""')}"`;

  function saveAll() {
    const rows = state.written.map((each) => COLUMNS.map((name) => quoted(each[name])).join(","));
    save("comments.csv", [COLUMNS.join(","), ...rows, ""].join("\n"));
    state.saved = state.written.length;
    keep();
    list();
  }

  /** Study, and item or domain, of a place such as harada2024/D3/bea. */
  function placeOf(id) {
    const [key, part] = id.split("/").map(decodeURIComponent);
    return [key, part === "whole" ? "" : part];
  }

  author.value = state.author;
  for (const [field, name] of [[study, "study"], [about, "about"], [text, "text"]]) field.value = state.draft[name] ?? "";
  byId("remark-studies").append(...studies().map((key) => make("option", { value: key })));
  for (const field of [author, study, about, text]) field.addEventListener("input", keep);
  dialog.querySelector("form").addEventListener("submit", add);
  byId("remarks-close").addEventListener("click", () => dialog.close());
  byId("remark-new").addEventListener("click", () => write(null));
  byId("remark-here").addEventListener("click", () => write(placeOf(behind.dataset.place)));
  for (const button of document.querySelectorAll("button.remarks-save")) button.addEventListener("click", saveAll);
  addEventListener("beforeunload", (event) => {
    if (!isKept && state.written.length > state.saved) event.preventDefault();
  });
  list();
  bar.hidden = false;
  byId("remark-here").hidden = false;
})();
