// The time that is left of an attempt with a limit: counted down by the minute, told at five and in the last one. When it
// is over, what is ticked is sent, for the server takes it a little longer; then the end. A teacher may give more time, or
// end it sooner: the page asks every now and then, and once more shortly before it would send.

const timer = document.querySelector("[data-left]");
const shown = timer.querySelector("strong span");
const said = document.querySelector("[data-said]");
const form = document.querySelector("form.question");
let deadline = Date.now() + 1000 * timer.dataset.left;
const GRACE = 11000; // For ten seconds more the server takes an answer that was on its way.
const TAKEN = GRACE - 2000;
const spread = 3000 * Math.random(); // The time of a whole class may be over at once.
const unit = { style: "unit", unit: "minute", unitDisplay: "long" };
const minutes = new Intl.NumberFormat(document.documentElement.lang, unit);

const say = (words) => {
  if (said.textContent !== words) said.textContent = words;
};

const EVERY = 15000;
const LAST = 5000;
let asked = Date.now() - EVERY * Math.random();

const ask = async () => {
  asked = Date.now();
  try {
    const reply = await fetch(timer.dataset.clock);
    const { left, until } = reply.ok ? await reply.json() : {};
    if (left === undefined || left === null) return; // Where it is over, the counting comes to it by itself.
    const told = Date.now() + 1000 * left;
    if (Math.abs(told - deadline) < 3000) return; // It was only on its way.
    deadline = told;
    timer.setAttribute("aria-live", "polite");
    timer.querySelector("span").textContent = until;
    if (said.textContent && left > 60) say("");
  } catch {
    // Without a line, what was known goes on.
  }
};

const counting = setInterval(() => {
  const left = deadline - Date.now();
  const due = left < LAST ? deadline - LAST : asked + EVERY;
  if (left > -GRACE && asked < due && Date.now() >= due) ask();
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
