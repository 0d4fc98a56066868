// Elements that follow what happens: the page is asked for again every few seconds, with the tag of what is shown, and
// what has changed in them is taken over, node by node, so that focus, what is open and what is typed stay. Without it,
// or without a line, the page stays as it is, and a reload tells.

const EVERY = 3000;
const SELDOM = 60000;

const followers = document.querySelectorAll("[data-live]");
const lost = document.querySelector("[data-lost]");
let tag = followers[0]?.dataset.live;
let pause = EVERY;
let timer;
let asking = false;

// A document, not a text that would have to be trusted: its scripts do not run.
const ask = () => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.timeout = SELDOM;
  request.setRequestHeader("If-None-Match", tag);
  request.addEventListener("loadend", () => done(request));
  request.send();
});

const follow = async () => {
  if (document.hidden || asking) return;
  asking = true;
  const reply = await ask();
  asking = false;
  const told = reply.status === 304 || takeOver(reply);
  pause = told ? EVERY : Math.min(2 * pause, SELDOM);
  if (lost) lost.hidden = told;
  clearTimeout(timer);
  timer = setTimeout(follow, pause);
};

// A log-in that is over leads to another page, which has none of the elements.
const takeOver = (reply) => {
  const page = reply.status === 200 && reply.response;
  if (!page || ![...followers].every((one) => page.getElementById(one.id))) return false;
  tag = reply.getResponseHeader("ETag") ?? tag;
  for (const one of followers) renew(one, page.getElementById(one.id));
  return true;
};

const renew = (old, fresh) => {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && name !== "open") old.setAttribute(name, value);
  }
  const wanted = new Set([...fresh.children].map((child) => child.id).filter(Boolean));
  for (const child of [...old.children]) {
    if (child.id && !wanted.has(child.id)) child.remove();
  }
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const same = at && at.nodeName === child.nodeName && (at.id ?? "") === (child.id ?? "");
    const kept = same ? at : child.id && [...old.children].find((one) => one.id === child.id);
    if (same) at = at.nextSibling;
    else old.insertBefore(kept || document.importNode(child, true), at);
    if (kept) renew(kept, child);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
};

if (followers.length) {
  timer = setTimeout(follow, EVERY);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    pause = EVERY;
    follow();
  });
}
