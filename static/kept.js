// What is typed into a text that is being mended outlives a closed tab, in this browser's storage, by whose it is: it goes
// when it is sent, when its teacher logs out, when another teacher is here, and with the file, after 30 days.

const LONGEST = 30 * 24 * 60 * 60 * 1000;
const leaving = document.querySelector("[data-teacher]");
const mine = leaving && `kept ${leaving.dataset.teacher} `;
const forget = (isGone) => {
  for (const name of Object.keys(localStorage)) if (name.startsWith("kept ") && isGone(name)) localStorage.removeItem(name);
};
const isOld = (name) => !(Number.parseInt(localStorage.getItem(name), 10) > Date.now() - LONGEST);

// Where nobody is logged in, it may be that the time was up: who comes back finds what they had typed.
if (leaving) {
  forget((name) => !name.startsWith(mine) || isOld(name));
  leaving.addEventListener("submit", () => forget(() => true));
}

// Once it is sent, its place has another name.
for (const field of document.querySelectorAll("[data-kept]")) {
  const name = `${mine}${field.dataset.kept}`, given = field.value;
  const [, kept] = /^\d+ ([^]*)$/.exec(localStorage.getItem(name) ?? "") ?? [];
  if (kept !== undefined && kept !== given) {
    field.value = kept;
    field.closest(".piece").querySelector(".back").hidden = false;
  }
  field.addEventListener("input", () => {
    if (field.value === given) localStorage.removeItem(name);
    else try { localStorage.setItem(name, `${Date.now()} ${field.value}`); } catch { /* Full: the text is in the field still. */ }
  });
  field.form.addEventListener("submit", () => localStorage.removeItem(name));
}
