import { Tabs } from "@base-ui/react/tabs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { Site } from "../../layouts/site.ts";
import type { Rule } from "../../protocol/rule.ts";
import { useRules } from "../link/incident-queries.ts";
import { call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";
import { useToldActs } from "../ui/told-acts.ts";
import { Sheet } from "../ui/sheet.tsx";
import { AlertFigures } from "./alert-figures.tsx";
import { RuleEditor } from "./rule-editor.tsx";

const ASKED = ["rules"] as const;

interface RulesProps {
  readonly site: Site;
  readonly layouts: readonly Layout[];
  readonly mayEdit: boolean;
}

function RuleList({ site, layouts, mayEdit }: RulesProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const run = useToldActs(ASKED);
  const rules = useRules().data;
  const [editing, setEditing] = useState<Rule | "new" | null>(null);

  async function remove(rule: Rule) {
    await run(async () => {
      await call("removeRule", { params: { id: rule.id } });
      const { changedAt: _, ...body } = rule;
      const restore = () => run(() => call("addRule", { body }));
      notify({ title: rule.name, undo: { label: common("undo"), act: () => void restore() } });
    });
  }

  if (editing !== null)
    return (
      <RuleEditor
        rule={editing === "new" ? null : editing}
        site={site}
        layouts={layouts}
        onDone={() => {
          setEditing(null);
          void askAgain("rules");
        }}
      />
    );
  return (
    <>
      {rules?.length === 0 && (
        <div className="empty">
          <p>{t("rules.none")}</p>
          <p className="dim">{t("rules.noneNext")}</p>
        </div>
      )}
      <ul className="rules">
        {(rules ?? []).map((rule) => (
          <li key={rule.id}>
            <div>
              <p className="incident-what">{rule.name}</p>
              <p className="item-more">
                {t(`alerts.priority.${rule.priority}`)}
                {!rule.enabled && ` · ${t("rules.off")}`}
              </p>
            </div>
            {mayEdit && (
              <div className="acts">
                <button type="button" className="button small" onClick={() => setEditing(rule)}>
                  {t("rules.edit")}
                </button>
                <button type="button" className="button small quiet" onClick={() => void remove(rule)}>
                  {t("rules.remove")}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <button type="button" className="button" onClick={() => setEditing("new")}>
          {t("rules.add")}
        </button>
      )}
    </>
  );
}

/** The rules of the site, and the figures of the alerts that they gave. */
export function RulesPart(props: RulesProps) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState(false);
  return (
    <section className="side-part rules-part" aria-label={t("rules.prepare")}>
      <header className="part-head">
        <h2>{t("rules.prepare")}</h2>
      </header>
      <div className="prepare-links">
        <button type="button" className="button small" onClick={() => setOpen(true)}>
          {t("rules.open")}
        </button>
        <a className="button small" href="/incidents/sources">
          {t("rules.toSources")}
        </a>
        <a className="button small" href="/incidents/agencies">
          {t("rules.toAgencies")}
        </a>
        <a className="button small" href="/incidents/drills">
          {t("rules.toDrills")}
        </a>
      </div>
      <Sheet title={t("rules.title")} open={open} onOpenChange={setOpen}>
        <Tabs.Root defaultValue="rules" className="adding">
          <Tabs.List className="tabs" aria-label={t("rules.title")}>
            <Tabs.Tab className="tab" value="rules">
              {t("rules.rules")}
            </Tabs.Tab>
            <Tabs.Tab className="tab" value="figures">
              {t("rules.figures")}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="rules" className="form">
            <RuleList {...props} />
          </Tabs.Panel>
          <Tabs.Panel value="figures" className="form">
            <AlertFigures />
          </Tabs.Panel>
        </Tabs.Root>
      </Sheet>
    </section>
  );
}
