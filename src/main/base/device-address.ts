/** Where a device answers by ONVIF, and its login. `password` never leaves the core's memory but as a digest. */
export interface DeviceAddress {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
}
