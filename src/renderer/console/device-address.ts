/** A device's address as a person typed it, without the login that stood in it; "" for what did not. */
export interface TypedAddress {
  readonly address: string;
  readonly username: string;
  readonly password: string;
}

/** Takes the login out of `typed`, with or without a scheme (RFC 3986, 3.2.1), percent-decoded. */
export function splitLogin(typed: string): TypedAddress {
  const text = typed.trim();
  // Up to the last "@" before the path: people leave one in a password as it is.
  const match = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#\\]*)@/i.exec(text);
  if (match === null) return { address: text, username: "", password: "" };
  const [whole, scheme = "", login = ""] = match;
  const colon = login.includes(":") ? login.indexOf(":") : login.length;
  return {
    address: scheme + text.slice(whole.length),
    username: decoded(login.slice(0, colon)),
    password: decoded(login.slice(colon + 1)),
  };
}

/** A "%" that begins no code stands for itself, as people write passwords. */
function decoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });
}
