// In:    the text of an iCalendar file.
// Out:   its content lines, unfolded (RFC 5545 §3.1), each split into name, parameters and value; or a FeedFault.
// Never: accepts a line or parameters beyond the limits: the parser's cost is quadratic in them.
import { FeedFault } from './fault.ts';

export interface ContentLine {
  /** Unfolded. */
  text: string;
  /** In upper case. */
  name: string;
  /** From the first `;` on, as written. */
  params: string;
  value: string;
}

/** 10,000 dates in one list have 170,000 characters, a description with the markup of a long mail some ten thousand. */
const MAX_LINE_CHARS = 200_000;
/** An attendee has some ten. */
const MAX_PARAMS = 100;
const MAX_PARAMS_CHARS = 10_000;

/**
 * RFC 5545 asks for quotes around a zone's name with a colon; Microsoft's and Google's exports lack them:
 * `DTSTART;TZID=tzone://Microsoft/Utc:20260504T090000`. A time has no colon, so the line's last one ends the name.
 */
const UNQUOTED_ZONE =
  /^((?:DTSTART|DTEND|RECURRENCE-ID|RDATE|EXDATE)(?:;[^":]*)?;TZID=)([^";:]*:[^";]*?)((?:;[^":]*)?:[^":]*)$/i;

const FOLD = /\r?\n[ \t]/g;
const NAME = /^[A-Za-z0-9-]+(?=[;:])/;

const tooLarge = (words: string): FeedFault =>
  new FeedFault('too-large-line', `has a line with ${words}: export the calendar without attachments and comments`);

/** End of the parameters: the first colon outside of quotes; -1: none. */
function endOfParams(text: string, from: number): number {
  let isQuoted = false;
  let count = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === ':') return at;
    else if (character === ';') count += 1;
    if (count > MAX_PARAMS) throw tooLarge(`more than ${MAX_PARAMS} parameters`);
    if (at - from > MAX_PARAMS_CHARS) throw tooLarge(`parameters of more than ${MAX_PARAMS_CHARS} characters`);
  }
  return -1;
}

function split(written: string): ContentLine {
  const text = written.replace(UNQUOTED_ZONE, '$1"$2"$3');
  const name = NAME.exec(text)?.[0];
  const colon = name === undefined ? -1 : endOfParams(text, name.length);
  if (name === undefined || colon < 0) {
    throw new FeedFault('unreadable', 'cannot be read as iCalendar: a line of it is broken');
  }
  return { text, name: name.toUpperCase(), params: text.slice(name.length, colon), value: text.slice(colon + 1) };
}

export function* contentLines(body: string): Generator<ContentLine> {
  for (const text of body.replaceAll(FOLD, '').split(/\r?\n/)) {
    if (text.length > MAX_LINE_CHARS) throw tooLarge(`more than ${MAX_LINE_CHARS} characters`);
    if (text.trim() !== '') yield split(text);
  }
}

/** The single value of a parameter, without quotes; undefined: absent. */
export const paramOf = ({ params }: ContentLine, name: string): string | undefined =>
  new RegExp(`;${name}=(?:"([^"]*)"|([^";:,]*))`, 'i').exec(params)?.slice(1).find(Boolean);
