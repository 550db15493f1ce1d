import "../link/no-eval.ts";
import { technicianTexts } from "../i18n/technician.ts";
import { startPage } from "../ui/start.tsx";
import { Technician } from "./technician.tsx";
import "./technician.css";

await startPage("technician", technicianTexts, (me) => <Technician me={me} />);
