import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Answer,
  backupsOf,
  type Source,
  sourceOf,
} from "../../../../src/main/feeds/stand-ins/stand-in.ts";
import type { Camera } from "../../../../src/protocol/camera.ts";

const camera = (id: string, backupCameraId?: string): Camera => ({
  id,
  name: id,
  ...(backupCameraId === undefined ? {} : { backupCameraId }),
  streams: (["main", "sub"] as const).map((role) => ({
    role,
    url: "rtsp://10.0.0.1/",
    hasCredentials: false,
  })),
});

/** What a tile of the first of `cameras` shows, and what was asked, with what each stream answers; `down` for others. */
function shown(cameras: readonly Camera[], answers: Record<string, Answer>) {
  const asked: string[] = [];
  const answer = ({ cameraId, stream }: Source) => answers[`${cameraId}/${stream}`] ?? "down";
  const own = cameras[0] ?? camera("none");
  const source = sourceOf(own, {
    find: (id) => cameras.find((each) => each.id === id),
    wanted: () => "main",
    isDown: (source) => answer(source) === "down",
    ask: (source) => {
      asked.push(`${source.cameraId}/${source.stream}`);
      return answer(source);
    },
  });
  return { source: `${source.cameraId}/${source.stream}`, asked };
}

describe("what a tile shows", () => {
  const three = [camera("a", "b"), camera("b", "c"), camera("c", "d"), camera("d")];

  it("is what it wants as long as that is not down, and nobody else is asked", () => {
    expect(shown(three, { "a/main": "up" })).toEqual({ source: "a/main", asked: [] });
    expect(shown(three, { "a/main": "trying", "b/main": "up" }).source).toBe("a/main");
  });

  it("is the camera's other stream before any backup", () => {
    expect(shown(three, { "a/sub": "up", "b/main": "up" })).toEqual({ source: "a/sub", asked: ["a/sub"] });
    expect(shown(three, { "a/sub": "trying", "b/main": "up" }).source).toBe("a/main");
  });

  it("is the backup, then its backup, and no further", () => {
    expect(shown(three, { "b/main": "up" }).source).toBe("b/main");
    expect(shown(three, { "b/sub": "up", "c/main": "up" }).source).toBe("b/sub");
    expect(shown(three, { "c/main": "up" }).source).toBe("c/main");
    expect(shown(three, { "d/main": "up" }).source).toBe("a/main");
  });

  it("never comes back to a camera that was asked, in whatever circle backups stand", () => {
    expect(backupsOf(camera("a", "a"), () => camera("a", "a"))).toEqual([]);
    const circle = [camera("a", "b"), camera("b", "a")];
    expect(shown(circle, { "b/main": "up" }).source).toBe("b/main");
    expect(shown(circle, {}).asked).toEqual(["a/sub", "b/main", "b/sub"]);
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }), (backups) => {
        const cameras = backups.map((backup, at) => camera(String(at), String(backup)));
        const { source, asked } = shown(cameras, {});
        expect(source).toBe("0/main");
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.length).toBeLessThanOrEqual(5);
      }),
    );
  });

  it("is something that runs, or what it wants", () => {
    const answer = fc.constantFrom<Answer>("up", "trying", "down");
    const keys = ["a/main", "a/sub", "b/main", "b/sub", "c/main", "c/sub"];
    fc.assert(
      fc.property(fc.array(answer, { minLength: 6, maxLength: 6 }), (given) => {
        const answers = Object.fromEntries(keys.map((key, at) => [key, given[at] ?? "down"]));
        const { source } = shown(three, answers);
        if (source !== "a/main") expect(answers[source]).toBe("up");
      }),
    );
  });
});
