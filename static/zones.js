// Times stand on a page as a place's clock shows them. Beside each that this browser's own clock would tell otherwise,
// what that shows is added; and a teacher whose pages name another place than this one is offered it.

const words = document.querySelector("meta[name=own-clock]").content;
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
for (const time of document.querySelectorAll("time[data-offset]")) {
  const moment = new Date(time.dateTime), offset = Number(time.dataset.offset);
  if (-moment.getTimezoneOffset() === offset) continue;
  const dayThere = new Date(moment.getTime() + offset * 60_000).getUTCDate();
  const day = moment.getDate() === dayThere ? {} : { day: "numeric", month: "long" };
  const said = moment.toLocaleString(language, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  time.after(` (${words.replace("{}", said)})`);
}

const offer = document.getElementById("zone-offer");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (offer && here && here !== offer.dataset.zone) {
  offer.querySelector("[data-here]").textContent = here;
  offer.querySelector("[name=zone]").value = here;
  offer.hidden = false;
}
