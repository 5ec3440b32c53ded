// In:    what is known of a library's last week and of the days to come.
// Out:   the Monday mail, as plain text and as HTML; or nothing, where nothing can be said.
// Never: a figure that nobody has counted; a picture, or anything else that tells when the mail is read.
import type { CoverageSum, LibraryStatus, Task } from '@askusnow/sdk/contract';
import { escapeHtml } from '../../platform/http/html.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { dayFormat, spanText } from '../../platform/time/clock-text.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { messages, type SharedDeskFacts } from './messages.ts';
import { wrapText } from './wrap.ts';

export interface WeekFacts {
  library: { id: string; name: string; zone: string };
  /** The last whole week, Monday to Sunday. */
  week: CivilWindow;
  status: LibraryStatus;
  /** Null: the whole week was not counted. */
  clicks: number | null;
  clicksBefore: number | null;
  /** The first day with any event. */
  countingSince: string | null;
  /** Null: nothing was scheduled. */
  coverage: CoverageSum | null;
  /** Null: the library owed and worked no hour of a shared desk. */
  sharedDesk: SharedDeskFacts | null;
  /** Service hours of the next seven days with nobody scheduled. */
  gaps: readonly Interval[];
  nextStep: Pick<Task, 'title' | 'action' | 'path'> | undefined;
}

export interface SummaryMail {
  subject: string;
  text: string;
  html: string;
}

/** A mail lists so many gaps, and counts the others. */
const MAX_GAPS = 5;

const dayText = (date: string): string => dayFormat('UTC', {}).format(new Date(`${date}T12:00:00Z`));

function clicksText({ clicks, clicksBefore, countingSince }: WeekFacts): string {
  if (countingSince === null) return messages.nothingCounted;
  if (clicks === null) return messages.countingBegan(dayText(countingSince));
  return clicksBefore === null
    ? messages.clicksAlone(clicks, dayText(countingSince))
    : messages.clicks(clicks, clicksBefore);
}

const WITH_DAY: Intl.DateTimeFormatOptions = { weekday: 'long', month: 'long', day: 'numeric' };

/** Null: nothing was ever counted, nobody has watched a desk, no hour was owed, and no gap is ahead. */
export function weeklyMail(facts: WeekFacts, publicUrl: string): SummaryMail | null {
  const { library, week, status, countingSince, coverage, sharedDesk, gaps, nextStep } = facts;
  const isWatched = coverage !== null && coverage.observedShare !== 0;
  if (countingSince === null && !isWatched && sharedDesk === null && gaps.length === 0) return null;
  const page = `${publicUrl}/dashboard/${library.id}`;
  const lines: [label: string, value: string][] = [
    [messages.status, messages.statuses[status]],
    [messages.clicksLabel, clicksText(facts)],
    [messages.coverage, coverage === null ? messages.nothingScheduled : messages.coverageOf(coverage)],
  ];
  if (sharedDesk !== null)
    lines.push([messages.sharedDesk, `${messages.sharedDeskOf(sharedDesk)} ${sharedDesk.definition}`]);
  const listed = gaps.slice(0, MAX_GAPS).map((gap) => spanText(gap, library.zone, WITH_DAY));
  if (gaps.length > MAX_GAPS) listed.push(messages.moreGaps(gaps.length - MAX_GAPS));
  const heading = messages.weekOf(library.name, dayText(week.from), dayText(week.to));
  const step = nextStep && { words: `${nextStep.title}. ${nextStep.action}:`, link: `${publicUrl}${nextStep.path}` };
  const text = [
    heading,
    '',
    ...lines.map(([label, value]) => `${label}: ${value}`),
    '',
    `${messages.gaps}:`,
    ...(listed.length === 0 ? [messages.noGaps] : listed.map((gap) => `- ${gap}`)),
    '',
    ...(step ? [`${messages.nextStep}: ${step.words}`, step.link] : [`${messages.nextStep}: ${messages.noStep}`]),
    '',
    `${messages.allNumbers}:`,
    page,
  ].join('\n');
  const link = (address: string, words: string): string => `<a href="${escapeHtml(address)}">${escapeHtml(words)}</a>`;
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(heading)}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em">
<h1 style="font-size: 20px">${escapeHtml(heading)}</h1>
<dl>${lines.map(([label, value]) => `<dt><strong>${label}</strong></dt><dd style="margin: 0 0 8px">${escapeHtml(value)}</dd>`).join('\n')}</dl>
<h2 style="font-size: 16px">${messages.gaps}</h2>
${listed.length === 0 ? `<p>${messages.noGaps}</p>` : `<ul>${listed.map((gap) => `<li>${escapeHtml(gap)}</li>`).join('')}</ul>`}
<h2 style="font-size: 16px">${messages.nextStep}</h2>
<p>${step ? `${escapeHtml(nextStep.title)}. ${link(step.link, nextStep.action)}` : messages.noStep}</p>
<p>${link(page, messages.allNumbers)}</p>
</body>
</html>`;
  return {
    subject: messages.weeklySubject(library.name, dayText(week.from), dayText(week.to)),
    text: wrapText(text),
    html,
  };
}
