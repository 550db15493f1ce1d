import { z } from "zod";

const addressFields = {
  /** The device's own service, as `http://192.168.1.20/onvif/device_service`; without user and password. */
  url: z.string().min(1).max(2048),
  /** Absent: the login of the main stream, where that is on the same host. */
  username: z.string().max(256).optional(),
};

/** Where a camera answers by ONVIF, as the API gives it. */
export const onvifAddressSchema = z.object({ ...addressFields, hasCredentials: z.boolean() });
export type OnvifAddress = z.infer<typeof onvifAddressSchema>;

/** The same as it is sent: `password` is write only; absent keeps the stored one, "" removes it. */
export const onvifAddressInputSchema = z.object({
  ...addressFields,
  password: z.string().max(256).optional(),
});
export type OnvifAddressInput = z.infer<typeof onvifAddressInputSchema>;
