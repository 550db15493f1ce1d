import { expect, it } from "vitest";
import { NoticeStream } from "../../../src/main/desk/notice-stream.ts";
import { Notices } from "../../../src/main/desk/notices.ts";
import { noticeSchema } from "../../../src/protocol/notice.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

function open() {
  const clock = new SimulatedClock();
  const notices = new Notices();
  const gone = new AbortController();
  const stream = new NoticeStream(notices, clock, gone.signal);
  let text = "";
  const read = () => {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  };
  const told = () =>
    [...text.matchAll(/^data: (.*)$/gmu)].map(([, json = ""]) => noticeSchema.parse(JSON.parse(json)));
  return { clock, notices, gone, stream, read, told, text: () => text };
}
const turn = () => new Promise(setImmediate);

it("tells the first at once, and what changes again and again once in 200 ms, with who changed it last", async () => {
  const { clock, notices, stream, read, told } = open();
  read();
  await turn();
  notices.tell({ what: "layouts", id: "satu", by: "oki" });
  await clock.advance(0);
  await turn();
  expect(told()).toEqual([{ what: "layouts", id: "satu", by: "oki" }]);
  for (let change = 0; change < 50; change += 1)
    notices.tell({ what: "walls", id: "utama", by: `n${change}` });
  notices.tell({ what: "layouts", id: "dua", by: "tono" });
  await clock.advance(199);
  await turn();
  expect(told()).toHaveLength(1);
  await clock.advance(1);
  await turn();
  expect(told().slice(1)).toEqual([
    { what: "walls", id: "utama", by: "n49" },
    { what: "layouts", id: "dua", by: "tono" },
  ]);
  stream.destroy();
});

it("keeps no more for one who reads nothing than what kinds of things changed, and lets them go after two beats", async () => {
  const { clock, notices, stream } = open();
  for (let change = 0; change < 100_000; change += 1) {
    notices.tell({ what: "incidents", id: `i-${change}` });
    if (change % 1000 === 0) await clock.advance(200);
  }
  expect(stream.readableLength).toBeLessThan(64 * 1024);
  expect(stream.destroyed).toBe(false);
  await clock.advance(30_000);
  expect(stream.destroyed).toBe(true);
});

it("sends a line now and then although nothing changes, and ends with who asked for it, leaving nothing", async () => {
  const { clock, notices, gone, stream, read, text } = open();
  read();
  await turn();
  expect(text()).toBe(": Dinding\n\n");
  for (let beat = 0; beat < 4; beat += 1) {
    await clock.advance(15_000);
    await turn();
  }
  expect(text()).toBe(`: Dinding\n\n${":\n\n".repeat(4)}`);
  notices.tell({ what: "walls" });
  gone.abort();
  await turn();
  expect([stream.destroyed, clock.waiting]).toEqual([true, 0]);
  notices.tell({ what: "walls" });
  await clock.advance(60_000);
  expect(text()).not.toContain("walls");
});
