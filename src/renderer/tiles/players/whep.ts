import type { Attempt, Play } from "./page-player.ts";
import { whyRefused } from "./refusal.ts";

/** Milliseconds for which candidates of this machine are gathered; on a LAN all are there at once. */
const GATHERING_MS = 1_000;
const LOOK_MS = 1_000;

/**
 * Plays a WebRTC stream by WHEP (draft-ietf-wish-whep): the core hands offer and answer on at `address`, the pictures
 * come from the server itself.
 */
export function playWhep(address: string): Play {
  return (video, attempt) => {
    const session = new Session(video, attempt);
    void session.open(address).catch((error: unknown) => {
      if (attempt.signal.aborted) return;
      console.warn("a WebRTC session could not be opened", error);
      attempt.failed("ended", { host: "WHEP" });
    });
    return () => session.lagMs;
  };
}

class Session {
  lagMs: number | null = null;
  private readonly attempt: Attempt;
  private readonly connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  private delay = { seconds: 0, frames: 0 };

  constructor(video: HTMLVideoElement, attempt: Attempt) {
    this.attempt = attempt;
    const { connection } = this;
    connection.addTransceiver("video", { direction: "recvonly" });
    connection.addEventListener("track", ({ track, receiver }) => {
      // An operator would rather see a late frame at once than wait for all to be even.
      receiver.jitterBufferTarget = 0;
      video.srcObject = new MediaStream([track]);
    });
    connection.addEventListener("connectionstatechange", () => {
      if (connection.connectionState === "failed" || connection.connectionState === "closed")
        attempt.failed("ended", { host: "WHEP" });
    });
    const looking = setInterval(() => void this.look(), LOOK_MS);
    attempt.signal.addEventListener(
      "abort",
      () => {
        clearInterval(looking);
        connection.close();
      },
      { once: true },
    );
  }

  async open(address: string): Promise<void> {
    const { connection } = this;
    const { signal } = this.attempt;
    await connection.setLocalDescription();
    await this.gathered();
    if (signal.aborted) return;
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/sdp" },
      body: connection.localDescription?.sdp ?? "",
      signal,
    });
    if (!answer.ok) {
      await whyRefused(answer, this.attempt);
      return;
    }
    const resource = answer.headers.get("location");
    if (resource !== null) {
      const close = () => this.close(resource);
      signal.addEventListener("abort", close, { once: true });
      // A page that goes ends nothing by itself.
      addEventListener("pagehide", close, { signal });
    }
    const sdp = await answer.text();
    if (!signal.aborted) await connection.setRemoteDescription({ type: "answer", sdp });
  }

  /** The server holds a session until it is told, or has waited for us in vain. */
  private close(resource: string): void {
    fetch(resource, { method: "DELETE", keepalive: true }).catch((error: unknown) =>
      console.warn("a WebRTC session could not be closed", error),
    );
  }

  private gathered(): Promise<void> {
    const { connection } = this;
    if (connection.iceGatheringState === "complete") return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        connection.removeEventListener("icegatheringstatechange", changed);
        resolve();
      };
      const changed = () => {
        if (connection.iceGatheringState === "complete") done();
      };
      const timer = setTimeout(done, GATHERING_MS);
      connection.addEventListener("icegatheringstatechange", changed);
    });
  }

  /** What the receiver holds back to even out the network (webrtc-stats, jitterBufferDelay), and half a round trip. */
  private async look(): Promise<void> {
    if (this.connection.connectionState !== "connected") return;
    let roundTripMs = 0;
    for (const report of (await this.connection.getStats()).values()) {
      if (report.type === "candidate-pair" && report.nominated === true)
        roundTripMs = Number(report.currentRoundTripTime ?? 0) * 1000;
      if (report.type !== "inbound-rtp" || report.kind !== "video") continue;
      const seconds = Number(report.jitterBufferDelay ?? 0);
      const frames = Number(report.jitterBufferEmittedCount ?? 0);
      const emitted = frames - this.delay.frames;
      if (emitted > 0) this.lagMs = ((seconds - this.delay.seconds) / emitted) * 1000 + roundTripMs / 2;
      this.delay = { seconds, frames };
    }
  }
}
