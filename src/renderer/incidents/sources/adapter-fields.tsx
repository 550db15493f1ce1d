import { useTranslation } from "react-i18next";
import { Choice, Labelled, Line } from "../form-lines.tsx";
import { type SourceForm, loginSchemes } from "./source-form.ts";
import { BmkgFields } from "./bmkg-fields.tsx";
import { WordPairs } from "./word-pairs.tsx";
import { useKindOptions } from "../use-kind-options.ts";

interface FieldsProps {
  readonly form: SourceForm;
  readonly set: (part: Partial<SourceForm>) => void;
  readonly hasSecret: boolean;
}

/** What a source of each kind needs to be reached. */
export function AdapterFields(props: FieldsProps) {
  switch (props.form.kind) {
    case "webhook":
      return <WebhookFields {...props} />;
    case "bmkg":
      return <BmkgFields {...props} />;
    case "mqtt":
      return <MqttFields {...props} />;
    case "csv":
      return <CsvFields {...props} />;
    case "cap":
    case "open311":
    case "geojson":
    case "json":
    default:
      return <WebFields {...props} />;
  }
}

function WebhookFields({ form, set }: FieldsProps) {
  const { t } = useTranslation("incidents");
  return (
    <>
      <Line
        label={t("sources.field.callback")}
        hint={t("sources.hint.callback")}
        type="url"
        value={form.callback}
        onChange={(callback) => set({ callback })}
      />
      <Line
        label={t("sources.field.windowS")}
        hint={t("sources.hint.windowS")}
        type="number"
        min={10}
        max={86_400}
        required
        value={form.windowS}
        onChange={(windowS) => set({ windowS })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={form.mapped}
          onChange={({ target }) => set({ mapped: target.checked })}
        />
        {t("sources.mapped")}
      </label>
    </>
  );
}

function WebFields(props: FieldsProps) {
  const { form, set } = props;
  const { t } = useTranslation("incidents");
  const kinds = useKindOptions();
  return (
    <>
      <Line
        label={t("sources.field.url")}
        type="url"
        required
        placeholder="https://"
        value={form.url}
        onChange={(url) => set({ url })}
      />
      {form.kind === "cap" && (
        <Line
          label={t("sources.field.language")}
          hint={t("sources.hint.language")}
          required
          value={form.language}
          onChange={(language) => set({ language })}
        />
      )}
      {form.kind === "open311" && (
        <>
          <div className="lines">
            <Line
              label={t("sources.field.jurisdiction")}
              value={form.jurisdiction}
              onChange={(jurisdiction) => set({ jurisdiction })}
            />
            <Line
              label={t("sources.field.days")}
              type="number"
              min={1}
              max={90}
              required
              value={form.days}
              onChange={(days) => set({ days })}
            />
          </div>
          <WordPairs
            label={t("sources.field.serviceKinds")}
            pairs={form.serviceKinds}
            options={kinds}
            onChange={(serviceKinds) => set({ serviceKinds })}
          />
        </>
      )}
      <LoginFields {...props} />
    </>
  );
}

function LoginFields({ form, set, hasSecret }: FieldsProps) {
  const { t } = useTranslation("incidents");
  return (
    <div className="lines">
      <Choice
        label={t("sources.field.login")}
        value={form.login}
        options={loginSchemes.map((scheme) => [scheme, t(`sources.login.${scheme}`)] as const)}
        onChange={(login) => set({ login })}
      />
      {form.login === "basic" && (
        <Line
          label={t("sources.field.username")}
          required
          value={form.username}
          onChange={(username) => set({ username })}
        />
      )}
      {form.login === "header" && (
        <Line
          label={t("sources.field.headerName")}
          required
          pattern="[A-Za-z0-9\-]{1,64}"
          value={form.headerName}
          onChange={(headerName) => set({ headerName })}
        />
      )}
      {form.login !== "none" && <Secret {...{ form, set, hasSecret }} />}
    </div>
  );
}

function Secret({ form, set, hasSecret }: FieldsProps) {
  const { t } = useTranslation("incidents");
  return (
    <Line
      label={t("sources.field.secrets")}
      {...(hasSecret ? { hint: t("sources.hint.secretKept") } : {})}
      type="password"
      autoComplete="new-password"
      value={form.secret}
      onChange={(secret) => set({ secret })}
    />
  );
}

function MqttFields(props: FieldsProps) {
  const { form, set } = props;
  const { t } = useTranslation("incidents");
  return (
    <>
      <Line
        label={t("sources.field.url")}
        hint={t("sources.hint.broker")}
        required
        placeholder="mqtts://"
        value={form.url}
        onChange={(url) => set({ url })}
      />
      <Labelled label={t("sources.field.topics")} hint={t("sources.hint.topics")}>
        {(id, described) => (
          <textarea
            id={id}
            className="input"
            rows={2}
            required
            spellCheck={false}
            aria-describedby={described}
            value={form.topics}
            onChange={({ target }) => set({ topics: target.value })}
          />
        )}
      </Labelled>
      <div className="lines">
        <Line
          label={t("sources.field.username")}
          value={form.username}
          onChange={(username) => set({ username })}
        />
        <Secret {...props} />
      </div>
    </>
  );
}

function CsvFields({ form, set }: FieldsProps) {
  const { t } = useTranslation("incidents");
  return (
    <Line
      label={t("sources.field.folder")}
      hint={t("sources.hint.folder")}
      required
      placeholder="/var/lib/dinding/laporan"
      value={form.folder}
      onChange={(folder) => set({ folder })}
    />
  );
}
