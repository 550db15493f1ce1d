import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Greeting, greetingTiles } from "../../layouts/greeting.ts";
import type { Tile } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import { imageAddress } from "../../protocol/image.ts";
import { useImages, useStandby } from "../link/queries.ts";
import { placed } from "../ui/plan.tsx";
import { Sheet } from "../ui/sheet.tsx";
import type { StandbyActs } from "./standby-acts.ts";

interface GreetingSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly wall: Wall;
  readonly acts: StandbyActs;
  /** A layout of it was made. */
  readonly onMade: (layoutId: string) => void;
}

/** Makes a greeting of a few words and pictures: a layout as any other, that is prepared, taken and scheduled. */
export function GreetingSheet({ open, onOpenChange, ...props }: GreetingSheetProps) {
  const { t } = useTranslation("console");
  return (
    <Sheet title={t("pictures.greeting.title")} open={open} onOpenChange={onOpenChange}>
      <GreetingForm {...props} />
    </Sheet>
  );
}

function GreetingForm({ wall, acts, onMade }: Omit<GreetingSheetProps, "open" | "onOpenChange">) {
  const { t } = useTranslation("console");
  const id = useId();
  const siteLogo = useStandby().data?.logoId ?? null;
  const [name, setName] = useState(t("pictures.greeting.title"));
  const [title, setTitle] = useState(t("pictures.greeting.headSaid"));
  const [guests, setGuests] = useState("");
  const [logo, setLogo] = useState<string | null | undefined>(undefined);
  const [pictureId, setPictureId] = useState<string | null>(null);
  const [clock, setClock] = useState(true);
  const [standby, setStandby] = useState(false);
  const [making, setMaking] = useState(false);
  // The site's own until another is chosen.
  const logoId = logo === undefined ? siteLogo : logo;
  const greeting: Greeting = { title, guests, logoId, pictureId, clock };
  const isReady = name.trim() !== "" && title.trim() !== "" && !making;
  const tiles = title.trim() === "" ? [] : greetingTiles(wall.canvas, greeting);

  async function make(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const layoutId = `layout-${crypto.randomUUID().slice(0, 8)}`;
    setMaking(true);
    const made = await acts.add({ id: layoutId, name: name.trim(), wallId: wall.id, tiles });
    if (made && standby) await acts.choose(layoutId);
    setMaking(false);
    if (made) onMade(layoutId);
  }

  return (
    <form className="form greeting-form" onSubmit={(event) => void make(event)}>
      <label className="field">
        <span className="field-label">{t("pictures.greeting.head")}</span>
        <input
          className="input"
          required
          maxLength={120}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
      </label>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {t("pictures.greeting.guests")}
        </label>
        <textarea
          id={id}
          className="input"
          rows={3}
          maxLength={600}
          value={guests}
          onChange={({ target }) => setGuests(target.value)}
        />
      </div>
      <div className="greeting-pictures">
        <PictureChoice
          label={t("pictures.greeting.logo")}
          none={t("pictures.noLogo")}
          chosen={logoId}
          onChoose={setLogo}
        />
        <PictureChoice
          label={t("pictures.greeting.picture")}
          none={t("pictures.greeting.noPicture")}
          chosen={pictureId}
          onChoose={setPictureId}
        />
      </div>
      <Look wall={wall} tiles={tiles} />
      <label className="field">
        <span className="field-label">{t("pictures.greeting.name")}</span>
        <input
          className="input"
          required
          maxLength={120}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <div className="acts">
        <label className="check">
          <input type="checkbox" checked={clock} onChange={({ target }) => setClock(target.checked)} />
          {t("pictures.greeting.clock")}
        </label>
        <label className="check">
          <input type="checkbox" checked={standby} onChange={({ target }) => setStandby(target.checked)} />
          {t("pictures.greeting.standby")}
        </label>
      </div>
      <div className="acts">
        <button type="submit" className="button strong" disabled={!isReady}>
          {t("pictures.greeting.make")}
        </button>
      </div>
    </form>
  );
}

interface PictureChoiceProps {
  readonly label: string;
  readonly none: string;
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

function PictureChoice({ label, none, chosen, onChoose }: PictureChoiceProps) {
  const images = useImages().data ?? [];
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select
        className="input"
        value={chosen ?? ""}
        onChange={({ target }) => onChoose(target.value === "" ? null : target.value)}
      >
        <option value="">{none}</option>
        {images.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How the greeting is laid out; the wall sets its words as large as they fit. */
function Look({ wall, tiles }: { readonly wall: Wall; readonly tiles: readonly Tile[] }) {
  const { t } = useTranslation("console");
  const { width, height } = wall.canvas;
  return (
    <figure className="greeting-look">
      <figcaption className="field-label">{t("pictures.greeting.preview")}</figcaption>
      <div className="greeting-canvas" style={{ aspectRatio: `${width} / ${height}` }} aria-hidden="true">
        {tiles.map(({ id, rect, content, fit }) => (
          <div key={id} className="greeting-tile" data-part={id} style={placed(rect, wall.canvas)}>
            {content.kind === "image" && (
              <img src={imageAddress(content.imageId)} alt="" style={{ objectFit: fit }} />
            )}
            {content.kind === "text" && <span>{content.text}</span>}
            {content.kind === "clock" && <span>{t("tile.clock")}</span>}
          </div>
        ))}
      </div>
    </figure>
  );
}
