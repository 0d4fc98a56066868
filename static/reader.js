// Decoration for the reader's pages: everything here also works without it, except reading aloud.

const form = document.querySelector("form.question");
const status = form?.querySelector("[role=status]");
const keys = document.getElementById("keys");

// On a wide screen the article stands beside the question.
const article = document.querySelector("details.reading");
if (article && matchMedia("(min-width: 64rem)").matches) article.open = true;

// Focus goes where the news is: to a verdict, or to a new question.
const news = document.getElementById("verdict") ?? document.querySelector("[data-asked]");
if (!form?.querySelector("#notice")) news?.focus({ preventScroll: true });

// --- Sending over a line that may drop: kept on the page, sent until the server has it, stored once. ---

const line = (milliseconds) =>
  new Promise((again) => {
    const timer = setTimeout(again, milliseconds);
    addEventListener("online", () => (clearTimeout(timer), again()), { once: true });
  });

form?.addEventListener("submit", async (event) => {
  if (form.dataset.sending) return event.preventDefault();
  if (!form.querySelector(":checked")) return; // The server says what is missing.
  event.preventDefault();
  form.dataset.sending = "yes";
  const body = new URLSearchParams(new FormData(form));
  form.querySelector("fieldset").inert = true;
  const sign = setTimeout(() => (status.textContent = form.dataset.sends), 500);
  for (let pause = 1000; ; pause = Math.min(2 * pause, 15000)) {
    try {
      const reply = await fetch(form.action, { method: "POST", body, headers: { "X-Answer": "1" } });
      if (reply.ok && !reply.redirected) {
        if (!form.dataset.timeUp) return location.assign((await reply.json()).next);
        clearTimeout(sign);
        delete form.dataset.sending;
        return (status.textContent = form.dataset.kept); // The end comes by itself.
      }
      if (reply.status < 502) return form.submit(); // Let it show what it has to say.
    } catch {
      // Whether it was stored is unknown, and sending it again is harmless.
    }
    clearTimeout(sign);
    status.textContent = form.dataset.waiting;
    await line(pause);
  }
});

// A page that comes back from the browser's memory may be older than what is stored.
addEventListener("pageshow", (event) => event.persisted && location.reload());

// --- Keys: 1–9 or A–I choose, Enter answers or goes on, ? lists them. ---

const keysOff = () => localStorage.getItem("keys") === "off";
const inputs = form ? [...form.querySelectorAll(".choice input")] : [];

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (keys?.open || target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  if (key === "?" && keys) return keys.showModal();
  if (keysOff()) return;
  const input = inputs[/^[1-9]$/.test(key) ? key - 1 : /^[a-i]$/i.test(key) ? key.toLowerCase().charCodeAt(0) - 97 : -1];
  if (input) {
    event.preventDefault();
    input.focus();
    input.click();
  } else if (key === "Enter" && (target === document.body || target === news)) {
    form ? form.requestSubmit() : document.querySelector("main .button:not(.objection *)")?.click();
  } else if (key === "Enter" && target.type === "checkbox" && form) {
    event.preventDefault();
    form.requestSubmit();
  }
});

if (keys) {
  const opener = document.querySelector("[data-keys]");
  opener.hidden = false;
  opener.addEventListener("click", () => keys.showModal());
  const off = keys.querySelector("input");
  off.checked = keysOff();
  off.addEventListener("change", () => localStorage.setItem("keys", off.checked ? "off" : "on"));
}

// --- Reading aloud, where the browser has a voice for the text's language. ---

const voice = window.speechSynthesis;

const offerToRead = () => {
  for (const button of document.querySelectorAll("[data-listen][hidden]")) {
    const text = document.getElementById(button.dataset.listen).querySelector(".text");
    if (!voice.getVoices().some(({ lang }) => lang.slice(0, 2) === text.lang.slice(0, 2))) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const speaking = voice.speaking;
      voice.cancel();
      button.setAttribute("aria-pressed", !speaking);
      if (speaking) return;
      const parts = [...text.querySelectorAll("p, li, h2, h3, h4, pre")];
      for (const part of parts) {
        const words = new SpeechSynthesisUtterance(part.textContent);
        words.lang = text.lang;
        if (part === parts.at(-1)) words.onend = () => button.setAttribute("aria-pressed", false);
        voice.speak(words);
      }
    });
  }
};

if (voice) {
  offerToRead();
  voice.addEventListener?.("voiceschanged", offerToRead);
  addEventListener("pagehide", () => voice.cancel());
}
