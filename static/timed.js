// The time that is left of an attempt with a limit: counted down by the minute, told at five and in the last one. When it
// is over, what is ticked is sent, for the server takes it a little longer; then the end.

const timer = document.querySelector("[data-left]");
const shown = timer.querySelector("strong span");
const said = document.querySelector("[data-said]");
const form = document.querySelector("form.question");
const deadline = Date.now() + 1000 * timer.dataset.left;
const GRACE = 11000; // For ten seconds more the server takes an answer that was on its way.
const TAKEN = GRACE - 2000;
const spread = 3000 * Math.random(); // The time of a whole class may be over at once.
const unit = { style: "unit", unit: "minute", unitDisplay: "long" };
const minutes = new Intl.NumberFormat(document.documentElement.lang, unit);

const say = (words) => {
  if (said.textContent !== words) said.textContent = words;
};

const counting = setInterval(() => {
  const left = deadline - Date.now();
  const number = Math.max(0, Math.ceil(left / 60000));
  const words = minutes.format(number);
  if (shown && shown.textContent !== words) {
    timer.setAttribute("aria-live", number === 5 ? "polite" : "off");
    shown.textContent = words;
  }
  if (number <= 1) say(number ? (form ?? said).dataset.last : said.dataset.over);
  if (form?.dataset.sending) return;
  if (left <= -spread && left > -TAKEN && form && !form.dataset.timeUp && form.querySelector(":checked")) {
    form.dataset.timeUp = "yes";
    form.requestSubmit();
  } else if (left <= -GRACE) {
    clearInterval(counting);
    location.assign(timer.dataset.then);
  }
}, 1000);
