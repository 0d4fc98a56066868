// Decorates the teacher's pages; without it everything but copying works the same.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A file may be dropped anywhere on the form.
for (const form of document.querySelectorAll("[data-drop]")) {
  const input = form.querySelector("[type=file]");
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}

// What is pasted from a word processor brings its looks along: bold or a colour often tells the key.
for (const field of document.querySelectorAll("[data-rich]")) {
  const rich = document.getElementById(field.dataset.rich), note = document.getElementById("rich-kept");
  const keep = (html) => { rich.value = html; note.hidden = !html; };
  let pasted = null;
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html"), words = event.clipboardData.getData("text/plain");
    const isDressed = /<(?:b|strong|u|li|table|mark|font)\b|(?:font-weight|background|color|mso-list)\s*:/i.test(html);
    // A file of a program, in the colours of an editor, is its words; and of what is put among other words nobody
    // could tell which are which.
    const isOfAProgram = /^\s*(?:::|\/\/|\$CATEGORY|<|[{[]|(?:quizapp|title|questions):)|\{[^}]*[=~]|^ANSWER: ?[A-Z]$/m.test(words);
    pasted = isDressed && !isOfAProgram && !field.value.trim() ? html : "";
  });
  field.addEventListener("input", () => { keep(pasted ?? ""); pasted = null; });
}
