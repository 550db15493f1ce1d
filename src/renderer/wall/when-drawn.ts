/**
 * Calls `tell` once the browser has made the frame that is due next, with all that was changed before; a page that is
 * out of sight makes none, and is told at once.
 */
export function whenDrawn(tell: () => void): void {
  if (document.visibilityState !== "visible") {
    tell();
    return;
  }
  let told = false;
  const once = () => {
    document.removeEventListener("visibilitychange", once);
    if (told) return;
    told = true;
    tell();
  };
  document.addEventListener("visibilitychange", once);
  // A task of its own comes after the work of the frame.
  requestAnimationFrame(() => setTimeout(once));
}
