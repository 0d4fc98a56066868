// Keys of a page for the projector, for who stands far from the mouse; each does what its link does.
const keys = { ArrowLeft: "before", ArrowRight: "after", " ": "pick" };
const hint = document.querySelector("[data-keys]");
if (hint) hint.hidden = false;

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
  if (event.target.closest("button, input, select, textarea, summary")) return;
  const link = keys[event.key] && document.querySelector(`[data-key="${keys[event.key]}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
