// Decorates the pages of a draft: a passage selected in the article becomes evidence, or what tempts to a wrong choice;
// nothing typed is left unasked.

const most = 20;
const form = document.querySelector("[data-unsaved]");
const using = document.querySelector("[data-use]");

// --- Leaving with something typed is asked about first. ---

if (form) {
  const written = () => JSON.stringify([...new FormData(form)]);
  const before = written();
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  addEventListener("pageshow", () => { sending = false; });
  addEventListener("beforeunload", (event) => { if (!sending && written() !== before) event.preventDefault(); });
}

// --- Evidence by selecting it. ---

const BLOCKS = "p, li, h2, h3, h4, h5, h6, pre";

// The selected words of each paragraph: one quotation never runs over the end of one.
const passages = (text) => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  return [...text.querySelectorAll(BLOCKS)].flatMap((block) => {
    if (!range.intersectsNode(block) || block.querySelector(BLOCKS)) return [];
    const part = document.createRange();
    part.selectNodeContents(block);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    return part.toString().trim() || [];
  });
};

const fields = () => [...document.querySelectorAll("#evidence textarea")];

// A field that holds nothing yet: the last one, or a new one after it.
const emptyField = () => {
  const empty = fields().find((field) => !field.value.trim());
  if (empty || fields().length >= most) return empty;
  const last = fields().at(-1).closest(".field");
  const fresh = last.cloneNode(true);
  const [label, area] = [fresh.querySelector("label"), fresh.querySelector("textarea")];
  const number = fields().length;
  fresh.querySelector(".told")?.remove();
  area.removeAttribute("aria-invalid");
  area.removeAttribute("aria-describedby");
  area.id = label.htmlFor = `evidence-${number}`;
  label.textContent = label.textContent.replace(number, number + 1);
  area.value = "";
  last.after(fresh);
  return area;
};

if (using) {
  const text = document.querySelector("#article .text");
  const [button, status] = [using.querySelector("button"), using.querySelector("[role=status]")];
  const hint = status.textContent;
  const tempts = [...using.querySelectorAll("[data-tempts]")];
  let selected = [];
  using.hidden = false;
  document.addEventListener("selectionchange", () => {
    selected = passages(text);
    for (const one of [button, ...tempts]) one.disabled = !selected.length;
    if (selected.length) status.textContent = hint;
  });
  // A press must not take the selection away before it is used.
  for (const one of [button, ...tempts]) one.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const room = selected.every((passage) => {
      const field = emptyField();
      if (field) field.value = passage;
      return field;
    });
    getSelection().removeAllRanges();
    status.textContent = room ? status.dataset.done : status.dataset.full;
  });

  for (const one of tempts) {
    const place = one.dataset.tempts;
    const part = document.querySelector(`[data-tempting="${place}"]`);
    const field = part.querySelector("textarea");
    one.addEventListener("click", () => {
      [field.value] = selected;
      part.hidden = false;
      part.closest("details").open = true;
      getSelection().removeAllRanges();
      status.textContent = one.dataset.done;
    });
    // Only a wrong choice tempts; what stands at one that became right stays, for its teacher to see.
    document.querySelector(`[name="right-${place}"]`)?.addEventListener("change", (event) => {
      one.hidden = event.target.checked;
      part.hidden = event.target.checked && !field.value.trim();
    });
  }
}
