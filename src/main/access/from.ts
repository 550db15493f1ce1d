/** Where somebody comes in from. */
export interface From {
  readonly address: string;
  /** "Firefox, Windows"; null where nothing is known of it. */
  readonly browser: string | null;
}
