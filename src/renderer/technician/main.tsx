import "../link/no-eval.ts";
import { technicianTexts } from "../i18n/technician.ts";
import { startPage } from "../ui/start.tsx";
import { View } from "./view.tsx";
import "./technician.css";
import "./editor/editor.css";

await startPage("technician", technicianTexts, (me) => <View me={me} />);
