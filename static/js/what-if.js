// What if by keyboard: Ctrl S keeps the question. While the sums are being made the page asks again.

const AGAIN = 3000;

document.addEventListener("keydown", event => {
  const link = document.querySelector("[data-key='Control+S']");
  if (!link || event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  link.click();
});

if (document.querySelector("[data-waits]")) setTimeout(() => location.reload(), AGAIN);
