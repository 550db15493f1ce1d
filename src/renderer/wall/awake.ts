/** Keeps the screen on while the page is visible, where the browser allows it; the lock ends with each hiding. */
export function keepAwake(): () => void {
  const ask = async () => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      await navigator.wakeLock.request("screen");
    } catch (error) {
      console.info("the screen may go dark: no wake lock", error);
    }
  };
  const changed = () => void ask();
  document.addEventListener("visibilitychange", changed);
  changed();
  return () => document.removeEventListener("visibilitychange", changed);
}
