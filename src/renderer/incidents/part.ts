/** What a part of these pages is given. */
export interface PartProps {
  /** The site's, IANA name. */
  readonly zone: string;
  readonly mayEdit: boolean;
}
