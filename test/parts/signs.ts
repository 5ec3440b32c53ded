import type { Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import '../../server/dashboard/out/ui/as-of.js';
import { Confirmation, confirmation } from '../../server/dashboard/out/ui/confirmation.js';
import '../../server/dashboard/out/ui/copy-field.js';
import { LongWork, type Progress } from '../../server/dashboard/out/ui/long-work.js';
import { notEditableNote } from '../../server/dashboard/out/ui/not-editable-note.js';
import '../../server/dashboard/out/ui/notice-card.js';
import { setReader } from '../../server/dashboard/out/ui/reader.js';
import { tones } from '../../server/dashboard/out/styles/tones.js';
import { focus, hover, type Part } from './part.js';
import { Stage } from './stage.js';
import { LONG_LINE, LONG_WORD, NOW_MS, ZONE } from './words.js';

const chip = (tone: string, words: string) => html`<p class=${tone}><span class="chip">${words}</span></p>`;
const notice = (failure: string, more = false) =>
  html`<notice-card failure=${failure} ?announced=${more}></notice-card>`;
const TAG = '<script src="https://ask.example/ask-us-now.js"></script>';
const copy = (label: string, text = TAG) => html`<copy-field label=${label} text=${text}></copy-field>`;

const QUESTION = { words: 'Remove the Reference desk?', yes: 'Yes, remove it', about: 'Reference desk' };
const asked = (words: string | TemplateResult, isBusy = false) =>
  new Confirmation(new Stage()).show(1, { ...QUESTION, words, isBusy, onYes: () => undefined });
const asking = () =>
  new Confirmation(new Stage()).button(1, 'Remove', { ...QUESTION, isBusy: false, onYes: () => undefined });

/** A file that is read and comes to no end. */
function reading(progress: Progress, isCancelled = false): TemplateResult | null {
  const work = new LongWork(new Stage(), { cancelled: 'Cancelled: nothing was counted.' });
  void work.run(({ signal, report }) => {
    report(progress);
    if (isCancelled) work.hostDisconnected();
    return new Promise((_, fail) => signal.addEventListener('abort', () => fail(new Error('cancelled'))));
  });
  return work.line(({ done, total }) => (total === null ? 'Reading the file' : `${done} of ${total} rows`));
}

setReader({ mayChange: true } as Session);

export const SIGNS: readonly Part[] = [
  {
    name: 'pill',
    styles: tones,
    states: {
      good: () => chip('good', 'answers'),
      note: () => chip('note', 'planned'),
      warn: () => chip('warn', 'quiet'),
      bad: () => chip('bad', 'lost'),
      'without a tone': () => chip('', 'planned'),
      'after a heading': () =>
        html`<div class="head good">
          <h3>Reference desk</h3>
          <span class="chip">answers</span>
        </div>`,
    },
  },
  {
    name: 'age',
    states: {
      fresh: () => html`<as-of .at=${new Date(NOW_MS)} zone=${ZONE}></as-of>`,
      failing: () => html`<as-of .at=${new Date(NOW_MS)} failure="server" .failure=${'server'} zone=${ZONE}></as-of>`,
      'out of reach': () => html`<as-of .at=${new Date(NOW_MS)} .failure=${'out-of-reach'} zone=${ZONE}></as-of>`,
    },
  },
  {
    name: 'notice card',
    states: {
      'not found': () => notice('not-found'),
      'out of reach': () => notice('out-of-reach'),
      'no script': () => notice('no-script'),
      server: () => notice('server'),
      'as a page': () => html`<notice-card failure="not-found" level="1"></notice-card>`,
      hover: hover('.button', () => notice('server', true)),
      focus: focus('.button', () => notice('server', true)),
    },
  },
  {
    name: 'confirmation',
    styles: confirmation,
    states: {
      rest: () => asking(),
      asked: () => asked(QUESTION.words),
      busy: () => asked(QUESTION.words, true),
      focus: focus('#yes-1', () => asked(QUESTION.words)),
      'long words': () => asked(html`${LONG_LINE} ${LONG_WORD}?`),
    },
  },
  {
    name: 'copy field',
    states: {
      rest: () => copy('The tag'),
      focus: focus('textarea', () => copy('The tag')),
      hover: hover('.button', () => copy('The tag')),
      'another button': () =>
        html`<copy-field label="Link" text="https://ask.example/go/harford" rows="1" button="Copy the link"
          ><a class="button" href="#">Open it</a></copy-field
        >`,
      'long words': () => copy(LONG_LINE, LONG_WORD),
    },
  },
  {
    name: 'long work',
    states: {
      begun: () => reading({ done: 0, total: null }),
      'half done': () => reading({ done: 25_000, total: 50_000 }),
      cancelling: () => reading({ done: 25_000, total: 50_000 }, true),
    },
  },
  {
    name: 'not editable note',
    states: { rest: () => notEditableNote('The coordinator keeps these hours.') },
  },
];
