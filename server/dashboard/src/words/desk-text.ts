import type { AssistanceReason, AssistanceRequest, DeskState, QueuePresence } from '@askusnow/sdk';
import { countedText } from './count-text.js';
import type { Tone } from './status-advice.js';

/** What a person can say of their desk, and what it means for patrons. */
export const DESK_WORDS: Record<DeskState, { word: string; means: string }> = {
  available: { word: 'Available', means: 'Somebody answers here now.' },
  busy: { word: 'Busy', means: 'Somebody is here, and cannot take another chat just now.' },
  away: { word: 'Away', means: 'Nobody answers here.' },
};
export const DESK_STATES = Object.keys(DESK_WORDS) as DeskState[];

const SEEN: Record<NonNullable<QueuePresence['state']>, { word: string; tone: Tone }> = {
  available: { word: 'somebody is here', tone: 'good' },
  busy: { word: 'busy', tone: 'note' },
  nobody: { word: 'nobody is here', tone: 'warn' },
  unknown: { word: 'not known', tone: 'bad' },
};

/** How the queue is seen, all of its desks together. */
export const seenText = ({ state }: Pick<QueuePresence, 'state'>): { word: string; tone: Tone } =>
  state === null ? { word: 'as its hours say', tone: 'note' } : SEEN[state];

/** Why heartbeats are of no use here; undefined where they are. */
export function otherSourceText({ source }: Pick<QueuePresence, 'source'>): string | undefined {
  if (source?.kind === 'heartbeat') return undefined;
  return source === null
    ? 'This desk speaks by its hours alone: nobody has to say that they are here. To see who is, your coordinator gives it a presence source in the cooperative’s file.'
    : `Whether somebody is here is read from ${source.at ?? source.kind}, so nothing has to be said on this page.`;
}

const REASONS: Record<AssistanceReason, string> = {
  'forecast-gap': 'nobody is scheduled',
  'observed-gap': 'nobody was seen at the desk',
  swamped: 'the desk is swamped',
  'by-hand': 'asked for by hand',
};

const OWNERS: Record<AssistanceRequest['owner'], string> = {
  local: 'the library’s own people',
  statewide: 'the statewide coordinator',
  global: 'the global cooperative',
};

/** "Waiting for the statewide coordinator, for 12 minutes: the desk is swamped" */
export function requestText(request: AssistanceRequest, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(request.openedAt)) / 60_000));
  const { taker } = request;
  const takenBy = taker === null ? null : 'tier' in taker ? `the ${taker.tier} desk` : taker.library;
  const who = takenBy === null ? `Waiting for ${OWNERS[request.owner]}` : `Taken by ${takenBy}`;
  return `${who}, for ${countedText(minutes, 'minute')}: ${REASONS[request.reason]}`;
}
