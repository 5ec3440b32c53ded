import type { PlacementList, Role } from '@askusnow/sdk';
import type { Tone } from '../logic/tone.js';
import { countedText } from './count-text.js';
import { fullDayText } from './day-text.js';
import { FINDINGS, type Finding } from './findings.js';
import { attentionWords, STATUS_WORDS, toneOf } from './status-words.js';

type Attention = PlacementList['attention'][number];

/** What a library's state means for the reader: the most urgent finding first. */
export interface Advice {
  tone: Tone;
  /** In a word or two, as the overview shows it. */
  word: string;
  findings: Finding[];
}

const allClear = ({ placements }: PlacementList): Finding => ({
  heading: `Live in ${countedText(placements.length, 'place')}`,
  text: 'Every place where the button has been seen still reports.',
  next: 'Everything is in place.',
});

/** Of a server that is newer than this page. */
const unknownFinding = (attention: readonly Attention[]): Finding => ({
  heading: attentionWords(attention).join(', '),
  text: '',
  next: 'Load this page again: the server has been upgraded since it was opened.',
});

/** `reader` matters where the step is somebody else's: a coordinator is not told to ask the coordinator. */
export function adviceFor(list: PlacementList, reader: Role, now: Date): Advice {
  const known = list.attention.filter(({ reason }) => reason in FINDINGS);
  const findings = known.map(({ reason, count }) => FINDINGS[reason]({ list, reader, count, now }));
  return {
    tone: toneOf(list.attention),
    word: attentionWords(list.attention)[0] ?? STATUS_WORDS[list.status],
    findings:
      list.attention.length === 0
        ? [allClear(list)]
        : findings.length === 0
          ? [unknownFinding(list.attention)]
          : findings,
  };
}

/** "Counting since November 3, 2026." */
export const countingText = (since: string | null): string =>
  since === null ? 'Nothing has been counted yet.' : `Counting since ${fullDayText(since)}.`;
