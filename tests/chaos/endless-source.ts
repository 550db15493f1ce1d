import { z } from "zod";

/** A source whose pages never end, each of which tells of what no other does. */
export const SOURCE = "sumber";
export const REPORTS_A_PAGE = 20;
/** The page that is read next. */
export const cursorSchema = z.object({ page: z.int() });
export const externalId = (page: number, at: number) => `${page}-${at}`;
