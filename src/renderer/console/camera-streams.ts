import type { Camera, StreamInput, StreamRole } from "../../protocol/camera.ts";

/** What the camera form asks of streams: an address for each, and one login, transport and player for both. */
export interface StreamFields {
  readonly main: string;
  /** Empty where there is none. */
  readonly sub: string;
  readonly username: string;
  /** Never shown; empty leaves the stored one. */
  readonly password: string;
  readonly transport: string;
  readonly player: string;
}

/** What the form shows of a camera, or of none; of two streams that differ, what the main one has. */
export function shownFields(camera: Camera | null): StreamFields {
  const main = camera?.streams.find(({ role }) => role === "main");
  const sub = camera?.streams.find(({ role }) => role === "sub");
  const login = main ?? sub;
  return {
    main: main?.url ?? "",
    sub: sub?.url ?? "",
    username: login?.username ?? "",
    password: "",
    transport: login?.transport ?? "",
    player: camera?.streams.some(({ player }) => player === "page") === true ? "page" : "core",
  };
}

/**
 * The streams as the form means them, the main one first. Login, transport and player are each one choice for both:
 * where one stays as it was shown, each stream keeps its own, the stored password included.
 */
export function streamsOf(fields: StreamFields, before: Camera | null): StreamInput[] {
  const shown = shownFields(before);
  const streamOf = (role: StreamRole, typed: string): StreamInput => {
    const url = typed.trim();
    const had = before?.streams.find((stream) => stream.role === role);
    return {
      ...{ role, url },
      ...loginOf(fields, shown, had),
      ...transportOf(fields, shown, had),
      ...playerOf(url, fields, shown, had),
    };
  };
  return [streamOf("main", fields.main), ...(fields.sub.trim() === "" ? [] : [streamOf("sub", fields.sub)])];
}

type Had = Camera["streams"][number] | undefined;

function loginOf(
  { username: typed, password }: StreamFields,
  shown: StreamFields,
  had: Had,
): Pick<StreamInput, "username" | "password"> {
  const username = typed.trim();
  if (had !== undefined && username === shown.username.trim() && password === "")
    return had.username === undefined ? {} : { username: had.username };
  return {
    ...(username !== "" && { username }),
    ...(password !== "" && { password }),
    // Whoever takes the user name away wants no login, so a stored password goes as well.
    ...(username === "" && password === "" && had?.hasCredentials === true && { password: "" }),
  };
}

function transportOf(
  { transport }: StreamFields,
  shown: StreamFields,
  had: Had,
): Pick<StreamInput, "transport"> {
  if (had !== undefined && transport === shown.transport)
    return had.transport === undefined ? {} : { transport: had.transport };
  return transport === "tcp" || transport === "udp" || transport === "http" ? { transport } : {};
}

function playerOf(
  url: string,
  { player }: StreamFields,
  shown: StreamFields,
  had: Had,
): Pick<StreamInput, "player"> {
  if (player === shown.player) return had?.player === undefined ? {} : { player: had.player };
  return player === "page" && /^https?:/i.test(url) ? { player: "page" } : {};
}
