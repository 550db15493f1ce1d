import { useTranslation } from "react-i18next";
import type { Severity } from "../../layouts/severity.ts";
import type { Machine } from "../../protocol/machine.ts";
import { Fact } from "../ui/fact.tsx";
import { SeverityMark } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import { useFixed } from "../ui/use-number.ts";
import { machineTroubles } from "./rows.ts";

const GB = 1e9;
const MB = 1e6;

interface MachinePartProps {
  readonly machine: Machine & { readonly apartMs: number };
  readonly zone: string;
}

/** Disk, memory, database and clock of the wall's computer. */
export function MachinePart({ machine, zone }: MachinePartProps) {
  const { t } = useTranslation("state");
  const [whole, tenths] = [useFixed(0), useFixed(1)];
  const troubles = machineTroubles(machine);
  const mark = (severity: Severity | null) => severity !== null && <SeverityMark severity={severity} />;
  const free = (some: Machine["disk"]) =>
    t("free", { free: tenths(some.free / GB), total: whole(some.total / GB) });
  const clock = siteTime(Date.parse(machine.now), zone);
  return (
    <section className="state-part" aria-label={t("machine")}>
      <h2>{t("machine")}</h2>
      <dl>
        <Fact name={t("disk")}>
          {mark(troubles.disk)} {free(machine.disk)}
        </Fact>
        <Fact name={t("memory")}>
          {mark(troubles.memory)} {free(machine.memory)}
        </Fact>
        <Fact name={t("core")}>{t("megabytes", { value: whole(machine.memory.core / MB) })}</Fact>
        <Fact name={t("database")}>{tenths(machine.database.bytes / MB)} MB</Fact>
        <Fact name={t("processors")}>
          {t("processorsLoad", { load: tenths(machine.load), cores: machine.cores })}
        </Fact>
        <Fact name={t("clock")}>
          {mark(troubles.clock)} {clock.time} {clock.zone}
          {troubles.clock !== null &&
            ` · ${t("clockOff", { seconds: Math.round(Math.abs(machine.apartMs) / 1000) })}`}
        </Fact>
        <Fact name={t("uptime")}>
          <Uptime ms={Date.parse(machine.now) - Date.parse(machine.startedAt)} />
        </Fact>
        <Fact name={t("version")}>{machine.version}</Fact>
        <Fact name={t("system")}>
          {machine.system} · Node {machine.node}
        </Fact>
      </dl>
    </section>
  );
}

function Uptime({ ms }: { readonly ms: number }) {
  const { t } = useTranslation("state");
  const minutes = Math.floor(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = t("hours", { hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 });
  return <>{days > 0 ? `${t("days", { count: days })} ${hours}` : hours}</>;
}
