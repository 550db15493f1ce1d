import { type FormEvent, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { CrewReport, CrewView } from "../../protocol/crew.ts";
import { telOf } from "../../protocol/dial.ts";
import { Fact } from "../ui/fact.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { LanguageChoice } from "../ui/language-choice.tsx";
import { SeverityWord } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import { type CrewState, CrewTask, type Told } from "./crew-task.ts";

const words = ["accepted", "arrived", "needsHelp", "done"] as const;
const saidAt = {
  accepted: "acceptedAt",
  arrived: "arrivedAt",
  needsHelp: "helpAskedAt",
  done: "doneAt",
} as const;

/** One agency's task on its crew's phone. */
export function Crew({ token }: { token: string }) {
  const { t } = useTranslation("crew");
  const [task] = useState(() => new CrewTask(token));
  useEffect(() => task.start(), [task]);
  const state = useSyncExternalStore(task.state.subscribe, task.state.get);
  const tell = (told: Told) => task.tell(told);
  const { view, over } = state;
  return (
    <main className="crew">
      <header className="crew-head">
        <strong>{view?.agency.shortName ?? t("title")}</strong>
        <LanguageChoice />
      </header>
      <Unsent state={state} />
      {over ? (
        <div role="alert">
          <p className="title">{t("over")}</p>
          <p className="dim">{t("overNext")}</p>
        </div>
      ) : view === null ? (
        <p role="status">{t("opening")}</p>
      ) : (
        <Task view={view} state={state} tell={tell} />
      )}
    </main>
  );
}

/** What was not sent, by what the crew pressed or wrote. */
function Unsent({ state: { lost, over, waiting, refused } }: { state: CrewState }) {
  const { t } = useTranslation("crew");
  const toldAs = (report: CrewReport) =>
    report.what === "text" ? report.text : report.what === "step" ? t("steps") : t(`say.${report.what}`);
  const gone = over ? [...refused, ...waiting] : refused;
  const left = over ? [] : waiting;
  return (
    <div role="status" className="crew-unsent">
      {lost && !over && <p className="trouble">{t("offline")}</p>}
      {left.length > 0 && (
        <p className="trouble">
          {t("notSent", { count: left.length })}: {left.map(toldAs).join(", ")}
        </p>
      )}
      {gone.length > 0 && (
        <p className="trouble">
          {t("lost", { count: gone.length })} {gone.map(toldAs).join(", ")}
        </p>
      )}
    </div>
  );
}

interface TaskProps {
  readonly view: CrewView;
  readonly state: CrewState;
  readonly tell: (told: Told) => void;
}

function Task({ view, state, tell }: TaskProps) {
  const { t } = useTranslation("crew");
  const kindWord = useKindWord();
  const { zone, assignment, location, reporter } = view;
  const timeOf = (time: string | number) => {
    const { date, time: clock, zone: name } = siteTime(new Date(time).getTime(), zone);
    return `${date} ${clock.slice(0, 5)} ${name}`;
  };
  const tel = reporter?.phone === undefined ? null : telOf(reporter.phone);
  /** Pressed, and on its way. */
  const pressed = (what: string) => state.waiting.some((report) => report.what === what);
  return (
    <>
      {view.drill === true && <p className="crew-drill">{t("drill")}</p>}
      <p>
        <SeverityWord severity={view.severity} /> · {kindWord(view.kind)}
      </p>
      <h1 className="title">{view.text}</h1>
      {view.description !== undefined && <p className="crew-more">{view.description}</p>}
      {view.place !== undefined && <p className="crew-place">{view.place}</p>}
      {location !== undefined && (
        <a className="button crew-button" href={`geo:${location.lat},${location.lon}`}>
          {t("map")}
        </a>
      )}
      {reporter !== undefined && (
        <p>
          {t("caller")}: {reporter.name} {tel === null ? reporter.phone : <a href={tel}>{reporter.phone}</a>}
        </p>
      )}
      <div className="crew-words">
        {words.map((what) => {
          const at = assignment[saidAt[what]];
          const again = what === "needsHelp";
          return (
            <button
              key={what}
              type="button"
              className={what === "accepted" && at === undefined ? "button strong" : "button"}
              disabled={pressed(what) || (at !== undefined && !again)}
              onClick={() => tell({ what })}
            >
              {at === undefined || again ? t(`say.${what}`) : t(`said.${what}`)}
              {at !== undefined && <span className="crew-when">{timeOf(at).slice(11)}</span>}
            </button>
          );
        })}
      </div>
      <NoteForm tell={tell} />
      {assignment.steps !== undefined && (
        <section>
          <h2>{t("steps")}</h2>
          <ol className="crew-steps">
            {assignment.steps.map(({ text, doneAt }, index) => (
              // A checklist never changes once it was begun.
              <li key={`${index} ${text}`}>
                <label>
                  <input
                    type="checkbox"
                    checked={ticked(state.waiting, index, doneAt !== undefined)}
                    onChange={({ target }) => tell({ what: "step", index, done: target.checked })}
                  />
                  {text}
                </label>
              </li>
            ))}
          </ol>
        </section>
      )}
      {view.notes.length > 0 && (
        <section>
          <h2>{t("notes")}</h2>
          <ol className="crew-notes">
            {view.notes.toReversed().map(({ at, by, ours, text }) => (
              <li key={`${at} ${text}`} data-ours={ours}>
                <p className="dim">
                  {timeOf(at)} · {by}
                </p>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
      <dl>
        <Fact name={t("occurred")}>{timeOf(view.occurredAt)}</Fact>
        <Fact name={t("asked")}>{timeOf(assignment.assignedAt)}</Fact>
        <Fact name={t("until")}>{timeOf(view.expiresAt)}</Fact>
      </dl>
      <p className="dim">{t("asOf", { time: timeOf(state.at) })}</p>
    </>
  );
}

/** Whether a step is ticked, by what the crew pressed last. */
function ticked(waiting: readonly CrewReport[], index: number, done: boolean): boolean {
  let now = done;
  for (const report of waiting) if (report.what === "step" && report.index === index) now = report.done;
  return now;
}

function NoteForm({ tell }: Pick<TaskProps, "tell">) {
  const { t } = useTranslation("crew");
  const [text, setText] = useState("");

  function send(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === "") return;
    tell({ what: "text", text: text.trim() });
    setText("");
  }

  return (
    <form className="crew-note" onSubmit={send}>
      <textarea
        className="input"
        aria-label={t("note")}
        placeholder={t("note")}
        rows={3}
        maxLength={1000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="button crew-button">
        {t("send")}
      </button>
    </form>
  );
}
