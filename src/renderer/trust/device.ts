export const devices = ["windows", "android", "apple", "mac", "linux", "firefox"] as const;
export type Device = (typeof devices)[number];

/** What somebody probably holds, by how their browser names itself: Firefox has a list of authorities of its own. */
export function deviceOf(userAgent: string): Device {
  if (/Android/.test(userAgent)) return "android";
  if (/iPhone|iPad|iPod/.test(userAgent)) return "apple";
  if (/Firefox/.test(userAgent)) return "firefox";
  if (/Windows/.test(userAgent)) return "windows";
  return /Mac OS/.test(userAgent) ? "mac" : "linux";
}
