import { createHash } from "node:crypto";
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import type { AdapterOf } from "../../../../protocol/incident-source.ts";
import { Fault } from "../../../base/fault.ts";
import type { Adapter, Run } from "../adapter.ts";
import { failureOf } from "../asking/failure.ts";
import { parseJson } from "../reading/json.ts";
import { readMapped } from "../reading/mapped.ts";

const CONNECT_MS = 10_000;
const KEEP_ALIVE_S = 30;
/** Bytes of one message: larger is skipped. */
const MOST_MESSAGE = 4 * 1024 * 1024;

/**
 * Messages of MQTT 3.1.1 (http://docs.oasis-open.org/mqtt/mqtt/v3.1.1) with QoS 1 and a session that the broker keeps: what
 * came while we were away is sent when we are back, and each is acknowledged once it is stored. Listens until it fails.
 */
export const mqtt: Adapter<AdapterOf<"mqtt">> = async (config, run) => {
  const url = new URL(config.url);
  const [password] = run.secrets;
  const options: IClientOptions = {
    ...{ clientId: run.readerName, clean: false, keepalive: KEEP_ALIVE_S, connectTimeout: CONNECT_MS },
    // Its runner tries again.
    ...{ reconnectPeriod: 0, resubscribe: false, manualConnect: true },
    ...(config.username === undefined ? {} : { username: config.username }),
    ...(password === undefined ? {} : { password }),
  };
  run.signal.throwIfAborted();
  const client = connect(config.url, options);
  const over = Promise.withResolvers<never>();
  // Awaited below; what ends it sooner is told there.
  over.promise.catch(() => {});
  const fail = (error: unknown) => over.reject(error);
  const aborted = () => fail(run.signal.reason);
  run.signal.addEventListener("abort", aborted, { once: true });
  client.on("error", (error) => fail(brokerFault(error, url)));
  client.on("close", () => fail(failureOf(Object.assign(new Error("closed"), { code: "ECONNRESET" }), url)));
  // Answered, and so acknowledged, when it is stored; the next one comes only then.
  client.handleMessage = (packet, answered) => {
    if (packet.cmd !== "publish") {
      answered();
      return;
    }
    const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
    takeMessage(packet.topic, payload, config, run).then(
      () => answered(),
      (error: unknown) => {
        fail(error);
      },
    );
  };
  try {
    client.connect();
    await Promise.race([over.promise, subscribed(client, config.topics, url)]);
    run.listening();
    await over.promise;
  } finally {
    run.signal.removeEventListener("abort", aborted);
    await new Promise<void>((resolve) => {
      client.end(true, {}, () => resolve());
    });
  }
};

async function subscribed(client: MqttClient, topics: readonly string[], url: URL): Promise<void> {
  await new Promise<void>((resolve) => {
    client.once("connect", () => resolve());
  });
  const granted = await client.subscribeAsync([...topics], { qos: 1 });
  // The broker's own word for "no" (MQTT 3.1.1, 3.9.3).
  const refused = granted.find(({ qos }) => qos === 128);
  if (refused !== undefined) throw new Fault("loginRefused", { host: url.hostname });
}

async function takeMessage(
  topic: string,
  payload: Buffer,
  { mapping }: Pick<AdapterOf<"mqtt">, "mapping">,
  run: Run,
): Promise<void> {
  const where = topic.slice(0, 200);
  // What was retained for a topic and is taken back is empty (MQTT 3.1.1, 3.3.1.3).
  if (payload.byteLength === 0) return;
  const nameless = (_: unknown, index: number) =>
    `${where} ${createHash("sha256").update(payload).digest("hex").slice(0, 32)}${index === 0 ? "" : ` ${index + 1}`}`;
  const problem = payload.byteLength > MOST_MESSAGE ? "its answer is larger than 4 MB" : null;
  let sent: unknown;
  try {
    if (problem !== null) throw new Fault("notUnderstood", { host: where, problem });
    sent = parseJson(payload, where);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const remark = { where, field: "", problem: String(error.detail["problem"]) };
    await run.take({ report: null, remarks: [remark] });
    await run.keep(null);
    return;
  }
  run.came(sent, mapping.items);
  for (const item of readMapped(sent, mapping, { ...run.reading, nameless })) await run.take(item);
  await run.keep(null);
}

/** CONNACK's return codes (MQTT 3.1.1, 3.2.2.3): 4 and 5 are about the login. */
function brokerFault(error: unknown, url: URL): Fault {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === 4 || code === 5 || code === 134 || code === 135)
    return new Fault("loginRefused", { host: url.hostname });
  return failureOf(error, url);
}
