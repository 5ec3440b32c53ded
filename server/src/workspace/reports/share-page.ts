// In:    a library's report of a month that is over.
// Out:   the page of a share link, on one sheet of paper when it is printed.
// Never: a form, a script, or unescaped text.
import type { MonthReport } from '@askusnow/sdk/contract';
import { htmlPage } from '../../platform/http/html-page.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { dayFormat } from '../../platform/time/clock-text.ts';
import { messages } from './messages.ts';
import { monthHtml } from './month-html.ts';
import { monthsBeside } from './share-months.ts';
import { monthName, shownMonth } from './shown-month.ts';

const HEAD = `
    <link rel="stylesheet" href="/dashboard/assets/share.css">`;

export function sharePage(report: MonthReport, { today, expiresMs }: { today: string; expiresMs: number }): string {
  const { zone, month, countingSince } = report.metrics;
  const shown = shownMonth(report)!;
  const links = monthsBeside(month.month, { today, countingSince }).map(
    (each) => `<a href="?month=${each}">${monthName(each)}</a>`,
  );
  const until = dayFormat(zone, { year: 'numeric' }).format(new Date(expiresMs));
  return htmlPage(
    escapeHtml(messages.byTheNumbers(shown.library, shown.month)),
    `${monthHtml(shown)}
<p class="evidence">${messages.shownNote(until)}</p>
${links.length === 0 ? '' : `<nav class="screen-only" aria-label="${messages.otherMonths}">${links.join('\n')}</nav>`}`,
    { wide: true, head: HEAD },
  );
}

export const endedSharePage = (): string => htmlPage(messages.shareEnded, `<p>${messages.shareEndedText}</p>`);
