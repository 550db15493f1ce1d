/** The path of `url` as it may stand in a log: without its query, which may hold a code, and without a crew's token. */
export function loggedPath(url: string): string {
  const path = url.split("?")[0] ?? "";
  return path.replace(/^\/+crew\/.*/i, "/crew/...");
}
