// The minutes that each reader has left, counted down while nothing else changes. Clocks differ: the page says what time
// it was where it was made.

const board = document.getElementById("board");
const ahead = Date.now() - 1000 * board.dataset.now;
const unit = { style: "unit", unit: "minute", unitDisplay: "long" };
const minutes = new Intl.NumberFormat(document.documentElement.lang, unit);

setInterval(() => {
  for (const one of board.querySelectorAll("[data-ends]")) {
    const left = 1000 * one.dataset.ends - (Date.now() - ahead);
    const words = minutes.format(Math.max(0, Math.ceil(left / 60000)));
    if (one.textContent !== words) one.firstChild.data = words;
  }
}, 5000);
