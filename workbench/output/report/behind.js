/** Shows what is behind a judgement: answers, reasons and words of the paper, with those of other reviewers beside. */
(() => {
  const { make, address, drawn, placeOf, open } = page;
  const dialog = document.getElementById("behind");
  const onward = dialog.querySelector(".onward");

  /** Whose an appraisal is, by its id such as harada2024/whole/bea: study, reviewer and, where there is one, result. */
  const whoseOf = (id) => {
    const [study, , ...others] = id.split("/").map(decodeURIComponent);
    return [study, ...others];
  };

  const everybody = () => (drawn
    ? drawn.rows.map((row) => drawn.whose(row).filter(Boolean))
    : [...document.querySelectorAll("details.appraisal")].map((each) => whoseOf(each.id)));

  /** The same part in the appraisals of others, of the same result of the study. */
  function partsBeside(section) {
    const part = decodeURIComponent(section.id.split("/")[1]);
    const [study, reviewer, result] = whoseOf(section.id);
    return everybody()
      .filter((whose) => whose[0] === study && whose[1] !== reviewer && whose[2] === result)
      .map((whose) => placeOf(address(whose, part)))
      .filter(Boolean);
  }

  /** A copy of a part without the ids, which stay with the original; where several are shown, under the name. */
  function copyOf(section, wanted, isNamed) {
    const copy = section.cloneNode(true);
    const asked = wanted ? copy.querySelector(`[id="${CSS.escape(wanted.id)}"]`) : null;
    asked?.classList.add("wanted");
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) {
      each.removeAttribute("id");
      each.removeAttribute("tabindex");
    }
    const heading = document.createElement("h3");
    heading.append(...copy.querySelector("h4").childNodes);
    copy.querySelector("h4").replaceWith(heading);
    if (isNamed) copy.prepend(make("p", { class: "who" }, whoseOf(section.id)[1]));
    return copy;
  }

  /** Marks the items that were answered differently. */
  function markDifferences(copies) {
    const answers = new Map();
    for (const item of copies.flatMap((copy) => [...copy.querySelectorAll(".item")])) {
      const asked = item.querySelector(".asked").textContent;
      answers.set(asked, [...(answers.get(asked) ?? []), item]);
    }
    for (const items of answers.values()) {
      const given = new Set(items.map((item) => item.querySelector(".answer").textContent));
      if (given.size > 1) for (const item of items) item.classList.add("differs");
    }
  }

  function show(place) {
    const section = place.closest(".judged");
    const whole = section.closest("details");
    const beside = partsBeside(section);
    const head = whole.querySelector("summary h3").cloneNode(true).childNodes;
    dialog.querySelector("h2").replaceChildren(...head);
    dialog.querySelector(".title").textContent = whole.querySelector(".title").textContent;
    const body = dialog.querySelector("div");
    const copies = [
      copyOf(section, place === section ? null : place, beside.length > 0),
      ...beside.map((other) => copyOf(other, null, true)),
    ];
    markDifferences(copies);
    body.replaceChildren(...copies);
    body.className = beside.length ? "beside" : "";
    dialog.classList.toggle("wide", beside.length > 0);
    onward.href = `#${whole.id}`;
    dialog.dataset.place = place.id;
    dialog.showModal();
    dialog.scrollTop = 0;
    body.querySelector(".wanted")?.scrollIntoView({ block: "center" });
  }

  onward.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const place = placeOf(link.hash.slice(1));
    if (!place) return;
    if (link.classList.contains("behind") && place.closest(".judged") && dialog.showModal) {
      event.preventDefault();
      show(place);
      return;
    }
    open(place);
  });
})();
