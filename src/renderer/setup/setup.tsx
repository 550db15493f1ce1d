import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { allows } from "../../protocol/role.ts";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { Watched } from "../tiles/watched.ts";
import { AccountStep } from "./account-step.tsx";
import { CamerasStep } from "./cameras-step.tsx";
import { PlaceStep } from "./place-step.tsx";
import { SiteStep } from "./site-step.tsx";
import { TestStep } from "./test-step.tsx";

const steps = ["place", "account", "site", "cameras", "test"] as const;

const STORED = "dinding.setup";
/** `zone`: null until somebody chose one. */
const progressSchema = z.object({ at: z.int().min(0), zone: z.string().nullable() });
type Progress = z.infer<typeof progressSchema>;

function storedProgress(): Progress {
  const text = sessionStorage.getItem(STORED);
  return text === null ? { at: 0, zone: null } : progressSchema.parse(JSON.parse(text));
}

/** Beyond the page: whoever sets the first password comes in by another door, and a page that was closed goes on. */
const progress = new Watched(storedProgress(), (a, b) => a.at === b.at && a.zone === b.zone);

function keep(now: Progress): void {
  sessionStorage.setItem(STORED, JSON.stringify(now));
  progress.set(now);
}

/** From nothing to pictures on the wall, a step at a time; each is stored as it is left. Null: nobody has come in yet. */
export function Setup({ me }: { me: Present | null }) {
  const { t } = useTranslation("setup");
  const { at, zone } = useSyncExternalStore(progress.subscribe, progress.get);
  const step = steps[Math.min(at, steps.length - 1)] ?? "place";
  const go = (to: number) => keep({ ...progress.get(), at: to });
  const next = () => go(at + 1);
  const back = at === 0 ? undefined : () => go(at - 1);
  const isAdmin = me !== null && allows(me.role, "admin");

  function content(): ReactNode {
    if (step === "place")
      return (
        <PlaceStep
          zone={zone}
          isFirst={me === null}
          onZone={(chosen) => keep({ ...progress.get(), zone: chosen })}
          onNext={next}
        />
      );
    if (!isAdmin || step === "account") return <AccountStep me={me} onNext={next} onBack={back} />;
    if (step === "site") return <SiteStep zone={zone} onNext={next} onBack={back} />;
    if (step === "cameras") return <CamerasStep onNext={next} onBack={back} />;
    return <TestStep onBack={back} />;
  }

  return (
    <main className="setup">
      <CoreBanner zone={zone ?? "Asia/Jakarta"} />
      <header className="setup-head">
        <h1 className="title">{t("title")}</h1>
        <p className="dim">{t("step", { at: at + 1, of: steps.length })}</p>
        <ol className="setup-steps">
          {steps.map((each, index) => (
            <li
              key={each}
              aria-current={each === step ? "step" : undefined}
              data-done={index < at ? "true" : undefined}
            >
              {t(`${each}.title`)}
            </li>
          ))}
        </ol>
      </header>
      <section className="setup-step" aria-label={t(`${step}.title`)}>
        <h2 className="title">{t(`${step}.title`)}</h2>
        {content()}
      </section>
    </main>
  );
}
