import { isDeepStrictEqual } from "node:util";
import type Database from "better-sqlite3";
import type { Camera, CameraInput, StreamInput } from "../../protocol/camera.ts";
import type { ImportChange } from "../../protocol/import.ts";
import { Fault } from "../base/fault.ts";
import type { cameraTable } from "./cameras.ts";
import { numberMoves, type Wish } from "./number-moves.ts";
import type { ImportHow, ImportOutcome, ImportResult } from "./camera-store.ts";
import { readStreamUrl } from "./stream-url.ts";
import type { StreamTable } from "./streams.ts";
import { undoable } from "./transaction.ts";

type Cameras = Pick<ReturnType<typeof cameraTable>, "list" | "get" | "add" | "edit">;

/** The last time that a file is tried no camera gives its number up before it has another: then none is left without. */
const MOST_PASSES = 4;

/**
 * Adds and changes cameras in one transaction. A dry run does the same and undoes it, so that what it tells is what
 * would happen. A camera is the one with its id, or with its name, or at its main address; what a file does not say of
 * it stays as it is.
 */
export function cameraImport(db: Database.Database, cameras: Cameras, streams: StreamTable) {
  const passwords = (id: string) =>
    new Map(streams.addresses(id).map(({ stream, password }) => [stream, password]));

  function one(input: CameraInput, all: Known, others: ReadonlySet<number>): ImportOutcome {
    const known = all.find(input);
    if (known === null) {
      const { value } = cameras.add(input, others);
      all.put(value);
      return { outcome: "added", cameraId: value.id, changes: changesOf(null, value, []), fault: null };
    }
    const before = passwords(known.id);
    const { value } = cameras.edit(known.id, patchOf(known, input), null);
    all.put(value);
    const after = passwords(known.id);
    const anew = value.streams.flatMap(({ role }) =>
      before.has(role) && before.get(role) !== after.get(role) ? [role] : [],
    );
    const changes = changesOf(known, value, anew);
    const outcome = changes.length === 0 ? "unchanged" : "changed";
    return { outcome, cameraId: known.id, changes, fault: null };
  }

  /** In a transaction of its own within the large one: what is refused or unchanged leaves nothing. */
  function tried(input: CameraInput, all: Known, others: ReadonlySet<number>): ImportOutcome {
    try {
      return undoable(db, () => {
        const answer = one(input, all, others);
        return { answer, keep: answer.outcome !== "unchanged" };
      });
    } catch (error) {
      if (!(error instanceof Fault) || !["invalid", "conflict", "notFound"].includes(error.kind)) throw error;
      const { kind, detail } = error;
      return { outcome: "refused", cameraId: null, changes: [], fault: { kind, detail } };
    }
  }

  const loseNumber = db.prepare<[string]>("UPDATE cameras SET number = NULL WHERE id = ?");
  const numberless = db.prepare<[], string>("SELECT id FROM cameras WHERE number IS NULL").pluck();

  /**
   * Cameras may take each other's numbers: those of all that get another one are free for the file. Who gets which is
   * resolved before anything is written, and once more where a line is refused for something else.
   */
  function allOf(inputs: readonly CameraInput[]): ImportOutcome[] {
    // A camera without a number takes none that another line of the file asks for.
    const asked = inputs.flatMap(({ number }) => number ?? []);
    const had = new Set(numberless.all());
    const listed = cameras.list();
    const owners = new Map(listed.flatMap(({ id, number }) => (number === undefined ? [] : [[number, id]])));
    const before = new Known(listed);
    let wishes = inputs.map((input): Wish | null =>
      input.number === undefined
        ? null
        : { cameraId: before.findOne(input)?.id ?? null, number: input.number },
    );
    for (let pass = 1; ; pass += 1) {
      const { moving, grants } = numberMoves(pass < MOST_PASSES ? wishes : [], owners);
      const freed = [...owners].filter(([, id]) => moving.has(id));
      const kept = new Set([...asked, ...freed.map(([number]) => number)]);
      const { outcomes, left } = undoable(db, () => {
        const all = new Known(cameras.list());
        for (const [, id] of freed) loseNumber.run(id);
        const outcomes = inputs.map((input) => tried(input, all, kept));
        // A camera that was refused its new number keeps its own.
        const without = new Set(numberless.all().filter((id) => !had.has(id)));
        const left = wishes.map((wish, at) =>
          (grants(at) && outcomes[at]?.outcome === "refused") || without.has(wish?.cameraId ?? "")
            ? null
            : wish,
        );
        const again = numberMoves(left, owners).moving;
        const isSame = again.size === moving.size && [...again].every((id) => moving.has(id));
        const isSettled = pass === MOST_PASSES || (without.size === 0 && isSame);
        return { answer: { outcomes, left: isSettled ? null : left }, keep: isSettled };
      });
      if (left === null) return outcomes;
      wishes = left;
    }
  }

  return {
    /** `others`: how many of the file were refused before they came here. */
    import(inputs: readonly CameraInput[], others: number, { dryRun, skipRefused }: ImportHow): ImportResult {
      return undoable(db, () => {
        const outcomes = allOf(inputs);
        const refused = others > 0 || outcomes.some(({ outcome }) => outcome === "refused");
        const applied = !dryRun && (skipRefused || !refused);
        return { answer: { applied, outcomes }, keep: applied };
      });
    },
  };
}

/** The cameras there are by now, to find the one that an entry means. */
class Known {
  readonly #cameras = new Map<string, { camera: Camera; name: string; main: string }>();

  constructor(cameras: readonly Camera[]) {
    for (const camera of cameras) this.put(camera);
  }

  put(camera: Camera): void {
    const main = camera.streams.find(({ role }) => role === "main")?.url ?? "";
    this.#cameras.set(camera.id, { camera, name: camera.name.toLowerCase(), main });
  }

  /** As `find`, null also where several have its name. */
  findOne(input: CameraInput): Camera | null {
    try {
      return this.find(input);
    } catch (error) {
      if (error instanceof Fault && error.kind === "invalid") return null;
      throw error;
    }
  }

  /** Faults with `invalid` where several have its name. */
  find({ id, name, streams }: CameraInput): Camera | null {
    if (id !== undefined) return this.#cameras.get(id)?.camera ?? null;
    const sought = name.toLowerCase();
    const main = bare(streams.find(({ role }) => role === "main")?.url ?? "");
    const named: Camera[] = [];
    let there: Camera | null = null;
    for (const known of this.#cameras.values()) {
      if (known.name === sought) named.push(known.camera);
      else if (known.main === main && main !== "") there ??= known.camera;
    }
    if (named.length > 1)
      throw new Fault("invalid", {
        field: "name",
        problem: `several cameras are called ${name}: ${named.map((camera) => camera.id).join(", ")}`,
      });
    return named[0] ?? there;
  }
}

/** An address without its login. */
function bare(url: string): string {
  return url.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}

function patchOf(known: Camera, input: CameraInput) {
  const { name, number, group, location, backupCameraId, onvif, streams } = input;
  const given = new Set(streams.map(({ role }) => role));
  const kept = known.streams.filter(({ role }) => !given.has(role)).map(inputOf);
  const merged = streams.map((stream, position) => {
    const before = known.streams.find(({ role }) => role === stream.role);
    if (before === undefined) return stream;
    const { username, ...others } = inputOf(before);
    const typed = readStreamUrl(stream.url, `streams.${position}.url`);
    // A login in the address is a new one, and the user who was known before would outrank it.
    const keepsUser = username !== undefined && typed.username === null && typed.password === null;
    return { ...others, ...(keepsUser && { username }), ...stream };
  });
  return {
    name,
    ...(number !== undefined && { number }),
    ...(group !== undefined && { group }),
    ...(location !== undefined && { location }),
    ...(backupCameraId !== undefined && { backupCameraId }),
    ...(onvif !== undefined && { onvif }),
    streams: [...merged, ...kept],
  };
}

function inputOf({ role, url, username, transport, player }: Camera["streams"][number]): StreamInput {
  return {
    ...{ role, url },
    ...(username !== undefined && { username }),
    ...(transport !== undefined && { transport }),
    ...(player !== undefined && { player }),
  };
}

/** The fields of a camera as texts; of a password only that there is one. */
function fieldsOf(camera: Camera): Map<string, string> {
  const fields = new Map<string, string>();
  const put = (field: string, value: string | number | undefined) => {
    if (value !== undefined) fields.set(field, String(value));
  };
  put("name", camera.name);
  put("number", camera.number);
  put("group", camera.group);
  put("location", camera.location === undefined ? undefined : Object.values(camera.location).join(", "));
  put("backupCameraId", camera.backupCameraId);
  for (const { role, url, username, transport, hasCredentials } of camera.streams) {
    put(`${role}.url`, url);
    put(`${role}.username`, username);
    put(`${role}.password`, hasCredentials ? HIDDEN : undefined);
    put(`${role}.transport`, transport);
  }
  put("onvif.url", camera.onvif?.url);
  put("onvif.username", camera.onvif?.username);
  return fields;
}

const HIDDEN = "•••";

/** `anew`: roles whose stored password is another one now. */
function changesOf(before: Camera | null, after: Camera, anew: readonly string[]): ImportChange[] {
  const old = before === null ? new Map<string, string>() : fieldsOf(before);
  const now = fieldsOf(after);
  const fields = [...new Set([...old.keys(), ...now.keys()])];
  return fields.flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: now.get(field) ?? null };
    const same = isDeepStrictEqual(change.before, change.after);
    return same && !anew.some((role) => field === `${role}.password`) ? [] : [change];
  });
}
