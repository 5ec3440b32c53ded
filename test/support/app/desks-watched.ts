// A desk with some days behind it: a late start and an early end, a source that fell silent, a day on which nobody came; and
// three gaps to come. What people see of that, and do about it, is for tests to say.
import type { ShiftRule } from '@askusnow/sdk/contract';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browser/browser.ts';
import { addHelpRecipient } from '../data/assistance.ts';
import { startCoverage, type CoverageNode } from './coverage-node.ts';
import { GATE_ENGINE } from './database.ts';
import { withStarted } from './fixture.ts';

/** A Wednesday, 10 in the morning in New York; on the Sunday before, the clocks went back. */
export const NOW = '2026-11-04T15:00:00.000Z';

/** Nobody is scheduled today from half past ten to eleven, on Thursday until 11, nor on Saturday. */
const SHIFTS: ShiftRule[] = [
  {
    label: 'Reference desk',
    days: ['mo', 'tu', 'we', 'th', 'fr', 'su'],
    start: '09:00',
    end: '17:00',
    except: ['2026-11-04', '2026-11-05', '2026-11-15'],
  },
  { label: 'Reference desk', date: '2026-11-04', start: '09:00', end: '10:30' },
  { label: 'Reference desk', date: '2026-11-04', start: '11:00', end: '17:00' },
  { label: 'Reference desk', date: '2026-11-05', start: '11:00', end: '17:00' },
  { label: 'Reference desk', days: ['sa'], start: '09:00', end: '17:00', except: ['2026-11-07'] },
  { label: 'Sunday team', date: '2026-11-15', start: '09:00', end: '17:00' },
];

/** What was seen at harford's own desk, by the clocks of New York. */
const SEEN: readonly (readonly [state: 'available' | 'busy' | 'nobody', day: string, from: string, to: string])[] = [
  ['nobody', '2026-11-02', '09:00', '09:20'],
  ['available', '2026-11-02', '09:20', '12:00'],
  // Silent until half past twelve.
  ['busy', '2026-11-02', '12:30', '16:30'],
  ['nobody', '2026-11-02', '16:30', '17:00'],
  ['nobody', '2026-11-03', '09:00', '17:00'],
  ['available', '2026-11-04', '09:00', '10:00'],
];

/** Standard time: all of it is after the Sunday. */
const at = (day: string, time: string): string => `${day}T${time}:00.000-05:00`;

export async function startWatchedDesks(): Promise<CoverageNode> {
  const node = await startCoverage(GATE_ENGINE, NOW, { 'harford-desk': SHIFTS });
  for (const [state, day, from, to] of SEEN) await node.poll('harford-desk', state, at(day, from), at(day, to));
  await node.poll('state', 'available', at('2026-11-04', '09:30'), NOW);
  await node.database.db
    .insertInto('cooperative')
    .values({ id: 'cooperative', name: 'Test cooperative', note: null, escalation: null })
    .execute();
  await node.registry.reload();
  await addHelpRecipient(node.database, 'local', 'harford');
  await addHelpRecipient(node.database, 'statewide');
  return node;
}

/** From now on the clock goes as a machine's does, until it is stopped. */
export function letTick({ clock }: Pick<CoverageNode, 'clock'>): { stop(): void } {
  const timer = setInterval(() => clock.advance(50), 50);
  return { stop: () => clearInterval(timer) };
}

/** The same with a clock that goes, and a browser. */
export const withWatchedDesks = withStarted(
  {
    async node() {
      const node = await startWatchedDesks();
      const ticking = letTick(node);
      const close = (): Promise<void> => {
        ticking.stop();
        return node.close();
      };
      return { ...node, close };
    },
    browser: () => launchChromium(),
  },
  [GATE_ENGINE],
);

/** What the page says to people who listen, from now on, oldest first. */
export async function listenTo(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`(() => {
    const status = document.querySelector('[role=status]');
    globalThis.said = [];
    new MutationObserver(() => { if (status.textContent) globalThis.said.push(status.textContent); })
      .observe(status, { characterData: true, childList: true, subtree: true });
  })()`);
  return () => page.evaluate<string[]>('globalThis.said');
}

/** What has the focus, through every shadow root: its tag, and its text. */
export const focusOf = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element.localName + ' ' + (element.innerText ?? '').trim().replace(/\\s+/g, ' ');
  })()`);
