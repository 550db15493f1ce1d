import { trustSchema } from "../trust.ts";
import { route } from "./route.ts";

/** What a device needs to trust the pages; of no use to anybody else, and told to everybody. */
export const trustRoutes = {
  trust: route(
    "GET",
    "/api/trust",
    null,
    "What signed the certificate of these pages",
    null,
    200,
    trustSchema,
  ),
  authority: route(
    "GET",
    "/api/trust/dinding.crt",
    null,
    "The certificate of that authority, for a device that is to trust it",
    null,
    200,
    {
      media: "application/x-x509-ca-cert",
      headers: { "content-disposition": "The name of the file" },
      ranges: false,
    },
  ),
} as const;
