import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera, StreamRole } from "../../protocol/camera.ts";
import type { Probe, ProbeInput } from "../../protocol/probe.ts";
import { asApiError, call } from "../link/queries.ts";
import { FormTrouble } from "../ui/field.tsx";
import { ProbeResult } from "./probe-result.tsx";

const ways = ["tcp", "udp", "http"] as const;

/** What the form holds of one stream; null where it has no address for it. */
function inputOf(form: HTMLFormElement, role: StreamRole, camera: Camera | null): ProbeInput | null {
  const values = new FormData(form);
  const text = (name: string) => {
    const value = values.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const url = text(role);
  if (url === "") return null;
  const username = text("username");
  const password = values.get("password");
  const transport = ways.find((way) => way === text("transport"));
  return {
    ...{ url, stream: role, alone: role === "main" && text("sub") === "" },
    ...(camera !== null && { cameraId: camera.id }),
    ...(username !== "" && { username }),
    ...(typeof password === "string" && password !== "" && { password }),
    ...(transport !== undefined && { transport }),
  };
}

type Asked =
  | { readonly state: "idle" | "asking" }
  | { readonly state: "told"; readonly probe: Probe }
  | { readonly state: "failed"; readonly reason: string };

/** Within the camera form: watches what its addresses lead to, as they stand there, and says what it found. */
export function ProbePart({ camera }: { camera: Camera | null }) {
  const { t } = useTranslation("console");
  const place = useRef<HTMLElement>(null);
  const [asked, setAsked] = useState<Asked>({ state: "idle" });
  const going = useRef<AbortController | null>(null);
  // Who closes the form no longer wants to know.
  useEffect(() => () => going.current?.abort(), []);

  async function probe(role: StreamRole) {
    const form = place.current?.closest("form");
    const body = form === null || form === undefined ? null : inputOf(form, role, camera);
    if (body === null) {
      form?.reportValidity();
      return;
    }
    going.current?.abort();
    const own = new AbortController();
    going.current = own;
    setAsked({ state: "asking" });
    try {
      const { value } = await call("probeCamera", { body, signal: own.signal });
      if (!own.signal.aborted) setAsked({ state: "told", probe: value });
    } catch (error) {
      if (!own.signal.aborted) setAsked({ state: "failed", reason: asApiError(error).message });
    }
  }

  return (
    <section ref={place} className="probe" aria-label={t("knowing.probe")}>
      <div className="acts">
        {(["main", "sub"] as const).map((role) => (
          <button
            key={role}
            type="button"
            className="button"
            disabled={asked.state === "asking"}
            onClick={() => void probe(role)}
          >
            {t(`knowing.probeWhich.${role}`)}
          </button>
        ))}
      </div>
      <div role="status">
        {asked.state === "asking" && <p className="dim">{t("knowing.probing")}</p>}
        {asked.state === "told" && <ProbeResult probe={asked.probe} />}
      </div>
      {asked.state === "failed" && <FormTrouble>{asked.reason}</FormTrouble>}
    </section>
  );
}
