// Out:   what a page's reading begins with and ends with.
// Never: needs Node.
import type { Form, OtherWidget, PageFinding, PageState } from '@askusnow/sdk/contract';
import type { PageLink } from './links.ts';

/** A page as it came from its server, or as a person pasted it. */
export interface ReadablePage {
  /** The final address, after redirects: relative addresses and policies depend on it. */
  url: string;
  /** Null: pasted, so neither status nor headers are known. */
  response: { status: number; /** Lower-case names. */ headers: Readonly<Record<string, string>> } | null;
  html: string;
}

export interface Finding {
  code: PageFinding;
  /** A line of the page's source; null: the whole page. */
  line: number | null;
  /** A name, a version or a policy's directive, at most {@link MAX_DETAIL_CHARS} characters. */
  detail: string | null;
}

/** Script: the tag is not in the source; a script of the page writes it. */
export type EntryForm = Form | 'script';

export interface EntryPoint {
  form: EntryForm;
  library: string | null;
  /** The webmaster's name; null: none. */
  placement: string | null;
  line: number | null;
}

export interface PageReport {
  state: PageState;
  entries: EntryPoint[];
  findings: Finding[];
  /** Chats of other vendors. */
  widgets: OtherWidget[];
  /** Where they were asked for, and the source was seen. */
  links?: PageLink[];
}

const READ: readonly PageState[] = ['found', 'absent', 'altered'];

/** Its source shows what patrons get. */
export const isRead = ({ state }: Pick<PageReport, 'state'>): boolean => READ.includes(state);

/** Of a page whose source was not seen. */
export const unread = (state: PageState, found: Finding): PageReport => ({
  state,
  entries: [],
  findings: [found],
  widgets: [],
});

export const MAX_DETAIL_CHARS = 80;

export const finding = (code: PageFinding, line: number | null = null, detail: string | null = null): Finding => ({
  code,
  line,
  detail: detail === null ? null : detail.slice(0, MAX_DETAIL_CHARS),
});
