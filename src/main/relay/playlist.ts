/** Attributes of RFC 8216 (and its second edition's draft) that hold an address of their own. */
const uriAttribute = /\bURI="([^"]*)"/g;

/** Whether `text` is an HLS playlist (RFC 8216, 4.3.1.1). */
export function isPlaylist(text: string): boolean {
  return text.replace(/^\uFEFF/, "").startsWith("#EXTM3U");
}

/**
 * The playlist that came from `base` with every address in it replaced: `place` gives what stands for an absolute
 * address. What is no http(s) address stays as it is, and no page will be able to open it.
 */
export function relayedPlaylist(text: string, base: URL, place: (url: string) => string): string {
  const placed = (address: string) => {
    const url = URL.parse(address, base.href);
    return url === null || !/^https?:$/.test(url.protocol) ? address : place(url.href);
  };
  return text
    .split("\n")
    .map((line) => {
      const trimmed = line.trim();
      if (trimmed === "") return line;
      if (!trimmed.startsWith("#")) return placed(trimmed);
      // What is no tag is a comment.
      if (!trimmed.startsWith("#EXT")) return line;
      return line.replaceAll(uriAttribute, (_, address: string) => `URI="${placed(address)}"`);
    })
    .join("\n");
}
