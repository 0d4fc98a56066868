// Sharing the score, without giving an answer away.

const share = document.querySelector("[data-share]");
if (share) {
  const text = document.getElementById(share.dataset.share);
  share.hidden = false;
  share.addEventListener("click", async () => {
    try {
      if (navigator.share) return await navigator.share({ text: text.value });
      await navigator.clipboard.writeText(text.value);
      share.textContent = share.dataset.done;
    } catch {
      text.select(); // No way to share from here: the text is ready to be copied.
    }
  });
}
