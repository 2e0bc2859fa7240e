/** Leaves of rows or other elements those that have all words of a field. */
(() => {
  const texts = new WeakMap();

  function textOf(element) {
    if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return texts.get(element);
  }

  const wordsOf = (input) => input.value.toLowerCase().split(/\s+/).filter(Boolean);

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
      for (const each of all) each.hidden = !words.every((word) => textOf(textSource(each)).includes(word));
      return all.filter((each) => !each.hidden).length;
    });
  }

  Object.assign(page, { wordsOf, filterBy, filterElements });
})();
