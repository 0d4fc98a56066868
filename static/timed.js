// The time that is left of an attempt with a limit: counted down by the minute, told at five and at one, then the end.

const timer = document.querySelector("[data-left]");
const shown = timer.querySelector("strong span");
const form = document.querySelector("form.question");
const deadline = Date.now() + 1000 * timer.dataset.left;
const GRACE = 11000; // For ten seconds more the server takes an answer that was on its way.
const unit = { style: "unit", unit: "minute", unitDisplay: "long" };
const minutes = new Intl.NumberFormat(document.documentElement.lang, unit);

const counting = setInterval(() => {
  const left = deadline - Date.now();
  const number = Math.max(0, Math.ceil(left / 60000));
  const words = minutes.format(number);
  if (shown && shown.textContent !== words) {
    timer.setAttribute("aria-live", number === 5 || number === 1 ? "polite" : "off");
    shown.textContent = words;
  }
  if (left > -GRACE || form?.dataset.sending) return;
  clearInterval(counting);
  location.assign(timer.dataset.then);
}, 1000);
