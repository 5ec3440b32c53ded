// In:    an hour that is given, names, the libraries that may accept it.
// Out:   the notices about its state, and that nobody has accepted it: each once, by its key.
// Never: why a library gives it.
import type { NoticeKind } from '@askusnow/sdk/contract';
import { toInstant } from '../../platform/time/instants.ts';
import type { GivenCover } from '../../schedule/covers/cover.ts';
import type { Notice } from '../notices/notices.ts';
import { dateTime } from '../notices/when.ts';
import { messages } from './messages.ts';

/** What a notice needs besides the hour. */
export interface NoticeFacts {
  desk: { name: string; zone: string };
  /** Of a library. */
  name(library: string): string;
  publicUrl: string;
  atMs: number;
}

interface Words {
  subject: string;
  text: string;
}

/** `library` null: to the statewide coordinator. */
function toNotice(
  cover: GivenCover,
  kind: NoticeKind,
  incident: string,
  library: string | null,
  words: Words,
  facts: NoticeFacts,
): Notice {
  const url = `${facts.publicUrl}/dashboard/${library ?? '-'}/shared-hours`;
  const { id, queue, state, startMs, endMs } = cover;
  return {
    key: ['hour', id, incident, library ?? 'statewide'].join(':'),
    kind,
    tier: library === null ? 'statewide' : 'local',
    library,
    subject: words.subject,
    text: `${words.text}\n\n${url}\n`,
    data: {
      cover: id,
      queue,
      giver: cover.library,
      taker: cover.takenBy,
      state,
      start: toInstant(startMs),
      end: toInstant(endMs),
      url,
    },
    atMs: facts.atMs,
  };
}

const hourText = ({ startMs, endMs }: GivenCover, { name, zone }: NoticeFacts['desk']): string =>
  messages.hour(name, dateTime(startMs, zone), dateTime(endMs, zone));

/**
 * What its present state is to be told: an open hour to those that may accept it, an accepted one to both libraries and the
 * coordinator. One that is open again was accepted: those who had that notice get another. Withdrawn and expired: nothing.
 */
export function stateNotices(cover: GivenCover, mayAccept: readonly string[], facts: NoticeFacts): Notice[] {
  const { library, takenBy, state, revision } = cover;
  const hour = hourText(cover, facts.desk);
  const giver = facts.name(library);
  const toAll = (kind: NoticeKind, libraries: readonly (string | null)[], words: Words): Notice[] =>
    libraries.map((each) => toNotice(cover, kind, `${revision}:${kind}`, each, words, facts));
  if (state === 'accepted') {
    const { subject, text } = messages.accepted;
    const words = { subject: subject(hour), text: text(giver, facts.name(takenBy!), hour) };
    return toAll('hour-accepted', [library, takenBy!, null], words);
  }
  if (state !== 'open') return [];
  const { offered, openAgain } = messages;
  const again = { subject: openAgain.subject(hour), text: openAgain.text(giver, hour) };
  return [
    ...toAll('hour-offered', mayAccept, { subject: offered.subject(hour), text: offered.text(giver, hour) }).map(
      (notice) => ({ ...notice, offer: cover.id }),
    ),
    ...(revision === 1 ? [] : toAll('hour-accepted', [library, null], again)),
  ];
}

/** To its library and the coordinator, once for an hour. */
export function unansweredNotices(cover: GivenCover, facts: NoticeFacts): Notice[] {
  const hour = hourText(cover, facts.desk);
  const { subject, text } = messages.unanswered;
  const words = { subject: subject(hour), text: text(facts.name(cover.library), hour) };
  return [cover.library, null].map((each) => toNotice(cover, 'hour-unanswered', 'unanswered', each, words, facts));
}
