import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Greeting, greetingTiles } from "../../layouts/greeting.ts";
import type { Tile } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import { imageAddress } from "../../protocol/image.ts";
import { useStandby } from "../link/queries.ts";
import { TextField } from "../ui/field.tsx";
import { placed } from "../ui/plan.tsx";
import { PictureChoice } from "./picture-choice.tsx";
import type { StandbyActs } from "./standby-acts.ts";

interface GreetingFormProps {
  readonly wall: Wall;
  readonly acts: StandbyActs;
  /** A layout of it was made. */
  readonly onMade: (layoutId: string) => void;
}

/** Makes a greeting of a few words and pictures: a layout as any other, that is prepared, taken and scheduled. */
export function GreetingForm({ wall, acts, onMade }: GreetingFormProps) {
  const { t } = useTranslation("console");
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
      <TextField
        name="title"
        label={t("pictures.greeting.head")}
        required
        autoFocus
        maxLength={120}
        value={title}
        onValueChange={setTitle}
      />
      <TextField
        name="guests"
        label={t("pictures.greeting.guests")}
        maxLength={600}
        value={guests}
        onValueChange={setGuests}
        render={<textarea rows={3} />}
      />
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
      <TextField
        name="name"
        label={t("pictures.greeting.name")}
        required
        maxLength={120}
        value={name}
        onValueChange={setName}
      />
      <div className="acts">
        <label className="check">
          <input type="checkbox" checked={clock} onChange={({ target }) => setClock(target.checked)} />
          {t("pictures.greeting.clock")}
        </label>
        <label className="check">
          <input type="checkbox" checked={standby} onChange={({ target }) => setStandby(target.checked)} />
          {t("pictures.greeting.standby")}
        </label>
        <button type="submit" className="button strong" disabled={!isReady}>
          {t("pictures.greeting.make")}
        </button>
      </div>
    </form>
  );
}

/** As large as the words fit their tile, whose container's units these are: some 1.2 em a line, 0.62 em a letter. */
function typeSize(text: string): string {
  const lines = text.split("\n");
  const longest = Math.max(1, ...lines.map(({ length }) => length));
  return `min(${80 / lines.length}cqh, ${160 / longest}cqw)`;
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
            {content.kind === "text" && (
              <span style={{ fontSize: typeSize(content.text) }}>{content.text}</span>
            )}
            {content.kind === "clock" && <span>{t("tile.clock")}</span>}
          </div>
        ))}
      </div>
    </figure>
  );
}
