// What the pages say where sites and key pages are proposed, accepted and declined.
import type { PageKind, ProposedAddress } from '@askusnow/sdk';
import { wallClock } from '../logic/wall-clock.js';
import { countText } from './count-text.js';
import { fullDayText } from './day-text.js';
import { PAGE_KIND_WORDS } from './visibility.js';

type What = Pick<ProposedAddress, 'origin' | 'page'>;

/** What somebody may propose a page as: a page without results is known by the name of its button alone. */
export const PROPOSED_KINDS: readonly [PageKind | '', string][] = [
  ['', 'A new site: the button is counted on all of its pages'],
  ...(Object.entries(PAGE_KIND_WORDS) as [PageKind, string][]).filter(([kind]) => kind !== 'no-results'),
];

/** "https://www.example.org/contact"; of pages that are counted together, the part that they share. */
export function addressText({ origin, page }: What): string {
  if (page === null) return origin;
  const [shared, ...rest] = page.pattern.split('/:');
  return rest.length === 0 ? origin + page.pattern : `${origin}${shared}/…`;
}

/** "New site"; "Contact page"; "Staff: contact page, on a new site" */
export function whatText({ page, isNewSite, state }: ProposedAddress): string {
  if (page === null) return state === 'waiting' ? 'New site' : 'Site';
  const kind = PAGE_KIND_WORDS[page.kind];
  const named = page.name === kind ? kind : `${page.name} (${kind})`;
  return isNewSite ? `${named}, on a new site` : named;
}

/** Of pages that are counted together. */
export const sharedNote = ({ page }: What): string | null =>
  page?.pattern.includes('/:') === true ? 'Pages at such addresses are counted together.' : null;

export const STATE_WORDS: Record<ProposedAddress['state'], { words: string; tone: string }> = {
  waiting: { words: 'Waiting', tone: 'warn' },
  accepted: { words: 'Accepted', tone: 'good' },
  declined: { words: 'Declined', tone: 'bad' },
};

/** By the library's clock. */
const dayText = (at: string, { library }: ProposedAddress): string =>
  fullDayText(wallClock(Date.parse(at), library.zone).date);

/** Who proposed it; once it is answered, who has answered: coordinators alone may. */
export const whoText = (proposed: ProposedAddress): string =>
  proposed.answer === null
    ? `Proposed by ${proposed.by}, ${dayText(proposed.at, proposed)}`
    : `Answered by the coordinator, ${dayText(proposed.answer.at, proposed)}`;

export const messages = {
  heading: 'Proposed sites and key pages',
  note: 'The coordinator accepts or declines.',
  countedThen: 'Once a site is accepted, the button is counted there.',
  none: 'Nothing is proposed.',
  propose: 'Propose a site or a key page',
  address: 'Address, as your browser shows it',
  addressHint: 'Like https://www.example.org/contact. Leave out what follows “?” or “#”: it may name a patron.',
  kind: 'What it is',
  name: 'What people call the page (optional)',
  send: 'Propose it',
  proposed: (address: string): string => `${address} is proposed. It waits for the coordinator.`,
  proposeOf: (address: string): string => `Propose ${address}`,
  proposeShort: 'Propose',
  isProposed: 'Proposed',
  withdraw: 'Withdraw',
  withdrawYes: 'Yes, withdraw it',
  withdrawAsk: (address: string): string => `Withdraw ${address}?`,
  withdrawn: (address: string): string => `${address} is withdrawn.`,
  answerTo: (address: string): string => `the answer to ${address}`,
  waiting: 'Proposed by libraries',
  waitingNote: 'Accept what belongs to the library: counting begins at once.',
  wait: (count: number): string =>
    count === 1 ? '1 proposed site or key page' : `${countText(count)} proposed sites and key pages`,
  noneWaiting: 'Nothing waits for you.',
  decline: 'Decline',
  reason: 'Reason, in a sentence (optional)',
  accepted: (address: string): string => `${address} is accepted. Counting has begun.`,
  declined: (address: string): string => `${address} is declined.`,
};
