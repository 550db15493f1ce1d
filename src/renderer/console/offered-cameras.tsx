import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CameraInput } from "../../protocol/camera.ts";
import type { Device, OfferedCamera } from "../../protocol/device.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { FormTrouble } from "../ui/field.tsx";
import { useNotices } from "../ui/toasts.tsx";
import { FindingList } from "./finding-list.tsx";

/** The user name is "" where a device asks for none. */
export interface DeviceLogin {
  readonly username: string;
  readonly password: string;
}

interface OfferedProps {
  readonly device: Device;
  readonly login: DeviceLogin;
  readonly onDone: () => void;
}

/** One picture of the device as a camera; the login is the device's own. */
function cameraOf(
  offered: OfferedCamera,
  name: string,
  { username, password }: DeviceLogin,
  url: string,
): CameraInput {
  const own = username === "" ? {} : { username, password };
  return {
    name,
    onvif: { url, ...own },
    streams: offered.streams.map(({ role, url: address }) => ({ role, url: address, ...own })),
  };
}

/** What a device is and has; what is ticked becomes cameras. */
export function OfferedCameras({ device, login, onDone }: OfferedProps) {
  const { t } = useTranslation("console");
  const notify = useNotices();
  const askAgain = useAskAgain();
  const able = device.cameras.filter(({ streams }) => streams.length > 0);
  const [names, setNames] = useState(() => able.map(({ name }) => name));
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(able.keys()));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  async function add() {
    setBusy(true);
    setTrouble(null);
    let count = 0;
    for (const [index, offered] of able.entries()) {
      if (!chosen.has(index)) continue;
      const name = names[index] ?? offered.name;
      try {
        await call("addCamera", { body: cameraOf(offered, name, login, device.address) });
        count += 1;
        // What is added already is not added again by the next press.
        setChosen((before) => new Set([...before].filter((one) => one !== index)));
      } catch (error) {
        setTrouble(t("knowing.addFailed", { name, reason: asApiError(error).message }));
        break;
      }
    }
    setBusy(false);
    if (count === 0) return;
    await askAgain("cameras", "feeds");
    notify({ title: t("knowing.added", { count }) });
    if (count === chosen.size) onDone();
  }

  return (
    <section className="offered" aria-label={t("knowing.offered")}>
      <h3>{[device.manufacturer, device.model].filter((part) => part !== "").join(" ")}</h3>
      <p className="dim">
        {[
          device.serial === "" ? "" : t("knowing.serial", { serial: device.serial }),
          device.firmware === "" ? "" : t("knowing.firmware", { firmware: device.firmware }),
        ]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      <FindingList findings={device.findings} />
      {able.length === 0 && <p>{t("knowing.noPictures")}</p>}
      <ul>
        {able.map((offered, index) => (
          <li key={offered.profiles[0]?.token ?? index} className="offered-camera">
            <input
              type="checkbox"
              aria-label={t("knowing.takeCamera", { name: names[index] })}
              checked={chosen.has(index)}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.currentTarget.checked) next.add(index);
                else next.delete(index);
                setChosen(next);
              }}
            />
            <div>
              <input
                className="input"
                aria-label={t("knowing.nameOf", { number: index + 1 })}
                maxLength={120}
                value={names[index] ?? ""}
                onChange={(event) => setNames(names.with(index, event.currentTarget.value))}
              />
              {offered.streams.map(({ role, url }) => (
                <p key={role} className="dim address">
                  {url}
                </p>
              ))}
              <p className="dim">
                {[
                  ...offered.profiles
                    .filter((profile) => offered.streams.some(({ url }) => url === profile.url))
                    .map(({ encoding, width, height }) =>
                      t("knowing.pictureOf", { encoding, width, height }),
                    ),
                  ...(offered.ptz ? [t("knowing.canMove")] : []),
                ].join(" · ")}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      {able.length > 0 && (
        <button
          type="button"
          className="button strong"
          disabled={busy || chosen.size === 0}
          onClick={() => void add()}
        >
          {t("knowing.addThese", { count: chosen.size })}
        </button>
      )}
    </section>
  );
}
