// In:    a report or a comparison.
// Out:   its lines for a terminal.
// Never: needs Node.
import type { Comparison } from './compare.ts';
import { HELP_PATH, MESSAGES, STATE_TEXT, widgetText } from './messages.ts';
import type { EntryForm, EntryPoint, Finding, PageReport } from './report.ts';

const FORM_TEXT: Readonly<Record<EntryForm, string>> = {
  tag: 'tag',
  tab: 'floating tag',
  frame: 'frame',
  badge: 'picture',
  link: 'plain link',
  script: 'tag written by a script',
};

const entryText = ({ form, library, placement }: EntryPoint): string =>
  [FORM_TEXT[form], library ?? '', placement === null ? '' : `"${placement}"`].filter((part) => part !== '').join(' ');

function findingLines({ code, line, detail }: Finding, publicUrl: string): string[] {
  const { severity, fault, action, topic } = MESSAGES[code];
  const where = [line === null ? '' : `line ${line}`, detail ?? ''].filter((part) => part !== '').join(', ');
  return [
    `  ${severity}: ${fault}${where === '' ? '' : ` (${where})`}`,
    `    ${action} ${publicUrl}${HELP_PATH}#${topic}`,
  ];
}

export const reportLines = (
  page: string,
  { state, entries, findings, widgets }: PageReport,
  publicUrl: string,
): string[] => [
  `${page}: ${STATE_TEXT[state]}${entries.length === 0 ? '' : ` (${entries.map(entryText).join(', ')})`}`,
  ...findings.flatMap((one) => findingLines(one, publicUrl)),
  ...(widgets.length === 0
    ? []
    : ['  To take out, where the tag replaces it:', ...widgets.map((one) => `    ${widgetText(one)}`)]),
];

export function comparisonLines(
  pages: { before: string; after: string },
  { states, isComparable, lost, gained, mended, added }: Comparison,
  publicUrl: string,
): string[] {
  const listed = (title: string, entries: readonly EntryPoint[]): string[] =>
    entries.length === 0 ? [] : [`${title}: ${entries.map(entryText).join(', ')}`];
  return [
    `Before: ${STATE_TEXT[states.before]} (${pages.before})`,
    `After:  ${STATE_TEXT[states.after]} (${pages.after})`,
    ...(isComparable ? [] : ['The pages cannot be compared: one of them was not read in full.']),
    ...listed('Lost', lost),
    ...listed('New', gained),
    ...(isComparable && lost.length === 0 && gained.length === 0 ? ['The same entry points are on both.'] : []),
    ...(mended.length === 0 ? [] : ['No longer found:', ...mended.map(({ code }) => `  ${MESSAGES[code].fault}`)]),
    ...(added.length === 0 ? [] : ['New findings:', ...added.flatMap((one) => findingLines(one, publicUrl))]),
  ];
}
