import "../link/no-eval.ts";
import { peopleTexts } from "../i18n/people.ts";
import { startPage } from "../ui/start.tsx";
import { PeoplePage } from "./people.tsx";
import "./people.css";

await startPage("people", peopleTexts, (me) => <PeoplePage me={me} />);
