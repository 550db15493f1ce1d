const POLL_MS = 1000;
let waiting = false;

/** Loads the page anew as soon as the core answers: a reload into a dead core would end on the browser's own error page. */
export function reloadWhenServed(): void {
  if (waiting) return;
  waiting = true;
  const poll = async () => {
    try {
      const answer = await fetch("/api/health", { cache: "no-store" });
      if (answer.ok) {
        location.reload();
        return;
      }
    } catch (error) {
      console.info("the core does not answer yet", error);
    }
    setTimeout(() => void poll(), POLL_MS);
  };
  setTimeout(() => void poll(), POLL_MS);
}
