// In:    what of a month leaves the cooperative.
// Out:   the same as plain text for a mailing list, in lines of at most 72 columns.
import { messages } from './messages.ts';
import type { ShownMonth } from './shown-month.ts';
import { wrapText } from './wrap.ts';

export function monthText({ library, month: name, counted, rows, facts, improved, comment }: ShownMonth): string {
  const lines = [
    messages.byTheNumbers(library, name),
    '',
    ...(counted === '' ? [] : [counted]),
    ...rows.map(
      ({ label, month, lastMonth, lastYear }) =>
        `${label}: ${month}. ${messages.monthBefore}: ${lastMonth}. ${messages.yearBefore}: ${lastYear}.`,
    ),
    ...facts.map(({ label, text, definition }) => [`${label}: ${text}`, definition].filter(Boolean).join(' ')),
    ...(improved.length === 0
      ? []
      : [
          '',
          `${messages.improved}:`,
          ...improved.map(({ text, pages }) => `- ${text}${pages.length === 0 ? '' : `: ${pages.join(', ')}`}`),
        ]),
    ...(comment === '' ? [] : ['', comment]),
  ];
  return wrapText(lines.join('\n'));
}
