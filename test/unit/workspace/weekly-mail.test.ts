// The Monday mail from facts: hours that end on another day, and around the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weeklyMail, type WeekFacts } from '../../../server/src/workspace/reports/weekly-mail.ts';

const FACTS: WeekFacts = {
  library: { id: 'harford', name: 'Harford', zone: 'America/New_York' },
  week: { from: '2026-10-19', to: '2026-10-25' },
  status: 'live',
  clicks: 12,
  clicksBefore: 8,
  countingSince: '2026-09-01',
  coverage: null,
  sharedDesk: null,
  gaps: [],
  nextStep: undefined,
};

test('Monday mail: a gap names the day on which it ends where that is another one; midnight is of its day', () => {
  const gap = (start: string, end: string): string => {
    const gaps = [{ startMs: Date.parse(start), endMs: Date.parse(end) }];
    const { text } = weeklyMail({ ...FACTS, gaps }, 'https://ask.example.org')!;
    return /^- (.*(?:\n {2}.*)?)$/m.exec(text)![1]!.replace('\n ', '');
  };
  assert.equal(gap('2026-10-26T18:00:00Z', '2026-10-26T21:30:00Z'), 'Monday, October 26 at 2 PM – 5:30 PM');
  assert.equal(gap('2026-10-27T00:00:00Z', '2026-10-27T04:00:00Z'), 'Monday, October 26 at 8 PM – 12 AM');
  assert.equal(
    gap('2026-10-26T14:30:00Z', '2026-11-02T12:00:00Z'),
    'Monday, October 26 at 10:30 AM – Monday, November 2 at 7 AM',
  );
});

test('Monday mail: hours at the shared desk are said with what is missed and not known, and what the share is', () => {
  const figures = {
    ...{ owed: 180, given: 90, ownHours: 90, coveredForOthers: 0, madeUp: 0, coveredByOthers: 0, notTaken: 0 },
    ...{ missed: 60, unmonitored: 30, unmonitoredOwed: 30 },
  };
  const sharedDesk = { contribution: 'given-of-owed', definition: 'What it is.', figures, value: 0.6 } as const;
  const nothing = { ...FACTS, countingSince: null, clicks: null };
  assert.equal(weeklyMail(nothing, 'https://ask.example.org'), null);
  const { text, html } = weeklyMail({ ...nothing, sharedDesk }, 'https://ask.example.org')!;
  const words =
    'Hours at the shared desk: 1.5 hours given, 3 owed: 60 %. Missed: 1 hour. Not known: 0.5 hours. What it is.';
  assert.ok(text.replaceAll(/\s+/g, ' ').includes(words), text);
  assert.ok(html.includes(words.slice(words.indexOf(':') + 2)));
});
