import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Device, FoundDevice } from "../../protocol/device.ts";
import { call } from "../link/queries.ts";
import { Choices } from "../ui/choices.tsx";
import { FormTrouble, TextField } from "../ui/field.tsx";
import { text } from "../ui/sign-in.tsx";
import { useAsking } from "./asking.ts";
import { splitLogin } from "./device-address.ts";
import { type DeviceLogin, OfferedCameras } from "./offered-cameras.tsx";

/** Searches, asks one device what it has, and adds what is chosen of it. */
export function SearchNetwork({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("console");
  const search = useAsking<readonly FoundDevice[]>();
  const look = useAsking<Looked>();
  const [address, setAddress] = useState("");

  /** What is known of another device stands under no other address. */
  function choose(next: string) {
    setAddress(next);
    look.forget();
  }

  return (
    <>
      <p className="dim">{t("knowing.searchText")}</p>
      <div className="acts">
        <button
          type="button"
          className="button"
          disabled={search.busy}
          onClick={() =>
            void search.ask(async (signal) => (await call("discover", { body: {}, signal })).value)
          }
        >
          {t("knowing.searchAct")}
        </button>
        <p className="dim" role="status">
          {search.busy && t("knowing.searching")}
          {search.answer !== null &&
            search.answer.length > 0 &&
            t("knowing.found", { count: search.answer.length })}
          {search.answer?.length === 0 && t("knowing.noneFound")}
        </p>
      </div>
      {search.trouble !== null && <FormTrouble>{search.trouble}</FormTrouble>}
      {search.answer !== null && search.answer.length > 0 && (
        <Choices
          label={t("knowing.search")}
          className="list found"
          items={search.answer}
          idOf={(device) => device.address}
          selected={address}
          onSelect={choose}
        >
          {(device) => (
            <span className="item-text">
              <span className="item-name">
                {[device.name, device.hardware].filter((part) => part !== "").join(" · ") ||
                  t("knowing.noName")}
              </span>
              <span className="item-more">
                {[
                  device.address.replace(/\/onvif\/device_service$/, ""),
                  device.location,
                  device.cameraId === undefined ? "" : t("knowing.hasAlready"),
                ]
                  .filter((part) => part !== "")
                  .join(" · ")}
              </span>
            </span>
          )}
        </Choices>
      )}
      <DeviceForm address={address} look={look} onAddress={choose} onDone={onDone} />
    </>
  );
}

/** A device, and the login by which it was looked at. */
interface Looked {
  readonly device: Device;
  readonly login: DeviceLogin;
}

interface DeviceFormProps {
  readonly address: string;
  readonly look: ReturnType<typeof useAsking<Looked>>;
  readonly onAddress: (address: string) => void;
  readonly onDone: () => void;
}

function DeviceForm({ address, look, onAddress, onDone }: DeviceFormProps) {
  const { t } = useTranslation("console");

  async function submit(values: Record<string, unknown>) {
    // Its cameras are added with the login that it was looked at with, wherever that was typed.
    const typed = splitLogin(address);
    const login = {
      username: text(values, "username").trim() || typed.username,
      password: text(values, "password") || typed.password,
    };
    await look.ask(async (signal) => {
      const given = login.username === "" ? {} : login;
      const { value } = await call("inspectDevice", { body: { address: typed.address, ...given }, signal });
      return { device: value, login };
    });
  }

  return (
    <>
      <Form className="form" onFormSubmit={(values) => void submit(values)}>
        <TextField
          name="address"
          label={t("knowing.address")}
          hint={t("knowing.addressHint")}
          value={address}
          onChange={(event) => onAddress(event.currentTarget.value)}
          required
          maxLength={2048}
          inputMode="url"
        />
        <div className="form-row">
          <TextField name="username" label={t("knowing.user")} maxLength={256} />
          <TextField
            name="password"
            label={t("knowing.password")}
            type="password"
            autoComplete="new-password"
            maxLength={256}
          />
        </div>
        {look.trouble !== null && <FormTrouble>{look.trouble}</FormTrouble>}
        <button type="submit" className="button" disabled={look.busy}>
          {t("knowing.look")}
        </button>
      </Form>
      <p className="dim" role="status">
        {look.busy && t("knowing.looking")}
      </p>
      {look.answer !== null && (
        <OfferedCameras key={look.answer.device.address} {...look.answer} onDone={onDone} />
      )}
    </>
  );
}
