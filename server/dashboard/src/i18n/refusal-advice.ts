import type { PlacementList, Role } from '@askusnow/sdk';
import { countText } from './count-text.js';
import { refusalWords } from './refusal-words.js';

/** What to do about views that are not counted, and who does it. */
interface RefusedStep {
  next: string;
  /** The webmaster needs the tag itself. */
  showTag?: boolean;
  letterToCoordinator?: boolean;
  goTo?: 'setup';
}

const mostFrequentFirst = ({ refusals }: PlacementList): PlacementList['refusals'] =>
  [...refusals].sort((one, other) => other.count - one.count);

/** By the most frequent reason. */
export function refusedStep(list: PlacementList, reader: Role): RefusedStep {
  const [most] = mostFrequentFirst(list);
  const { mender } = refusalWords(most?.reason);
  if (mender === 'nobody') return { next: 'Nothing can be done here: it ends when those visitors set their clocks.' };
  if (mender === 'webmaster')
    return { next: 'Ask your webmaster to paste the tag again exactly as it is here.', showTag: true };
  return reader === 'coordinator'
    ? {
        next: 'Find the site that has the tag, and add its address to the sites on Setup.',
        goTo: 'setup',
      }
    : {
        next: 'Ask your coordinator to register the address of the site that has the tag.',
        letterToCoordinator: true,
      };
}

/** "12 × not in the form that the tag sends", the most frequent first. */
export const refusedReasons = (list: PlacementList): string =>
  mostFrequentFirst(list)
    .map(({ reason, count }) => `${countText(count)} × ${refusalWords(reason).why}`)
    .join('; ');
