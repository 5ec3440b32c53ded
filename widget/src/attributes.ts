/** A yes or no as frameworks write it: several render `false` on a server as the text `"false"`. */
export type YesOrNo = boolean | '' | 'true' | 'false' | undefined;

/** Attributes of `<ask-us-now>`, for templates that are type-checked. Each is described in docs/webmaster.md. */
export interface AskUsNowAttributes {
  /** The library's id in the cooperative's file. */
  library: string;
  /** Where the tag stands, a name that the webmaster chooses: `[a-z0-9-]{1,32}`. */
  placement?: string | undefined;
  /** The branch of the library where the tag stands, by its id. */
  branch?: string | undefined;
  /** Origin of the server. The package has no default. */
  endpoint?: string | undefined;
  /** The label, where it should differ from the link's own words. */
  label?: string | undefined;
  /** Its size; default: `card`. */
  variant?: 'card' | 'button' | 'link' | 'tab' | undefined;
  /** Shows no status. */
  status?: 'none' | undefined;
  /** Whether the link always leads to the tag's own address. */
  pinned?: YesOrNo;
  /** Whether a card offers the next opening for the patron's calendar. */
  remind?: YesOrNo;
  /** Whether this is a trial by staff, counted apart. */
  practice?: YesOrNo;
}
