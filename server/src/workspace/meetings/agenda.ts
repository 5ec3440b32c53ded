// In:    a meeting, its topics, site visits and what happened since the last meeting.
// Out:   its agenda as Markdown.
// Never: what a person typed without escaping: a title cannot become a heading, a link or HTML. The place, which is the
//        coordinator's, may have an address.
import { HAPPENED_KINDS, type Happened, type Meeting } from '@askusnow/sdk/contract';
import { dayFormat } from '../../platform/time/clock-text.ts';
import { toMarkdown, toParagraphs, toPlace } from './markdown.ts';
import { messages } from './messages.ts';
import { whenText } from './when.ts';

interface Topic {
  title: string;
  detail: string;
  by: string;
  library: string | null;
}

export interface AgendaFacts {
  meeting: Meeting;
  topics: readonly Topic[];
  open: readonly Topic[];
  visits: readonly { date: string; library: string }[];
  /** `YYYY-MM-DD` */
  since: string;
  items: Happened['items'];
  publicUrl: string;
}

const { agenda } = messages;
const dayText = (date: string): string =>
  dayFormat('UTC', { year: 'numeric' }).format(new Date(`${date}T12:00:00.000Z`));

const heading = (level: number, text: string): string => `${'#'.repeat(level)} ${toMarkdown(text)}`;
const list = (lines: readonly string[], none: string): string =>
  lines.length === 0 ? none : lines.map((line) => `- ${line}`).join('\n');

const topicLines = ({ title, detail, by, library }: Topic): string =>
  [`**${toMarkdown(title)}** (${toMarkdown(agenda.by(by, library))})`, ...toParagraphs(detail)].join('\n\n  ');

const itemLine = ({ library, on, text, path }: Happened['items'][number], publicUrl: string): string => {
  const words = library === null ? text : `${library.name}: ${text}`;
  return `${toMarkdown(`${dayText(on)}: ${words}`)} ([${agenda.page}](${publicUrl}${path}))`;
};

export function toAgenda({ meeting, topics, open, visits, since, items, publicUrl }: AgendaFacts): string {
  const byKind = Map.groupBy(items, ({ kind }) => kind);
  return [
    heading(1, agenda.title(whenText(meeting))),
    `${agenda.place}: ${toPlace(meeting.place)}`,
    heading(2, agenda.topics),
    list(topics.map(topicLines), agenda.noTopics),
    ...(open.length === 0 ? [] : [heading(2, agenda.open), list(open.map(topicLines), '')]),
    heading(2, agenda.visits),
    list(
      visits.map(({ date, library }) => toMarkdown(`${dayText(date)}: ${library}`)),
      agenda.noVisits,
    ),
    heading(2, agenda.since(dayText(since))),
    ...(items.length === 0 ? [agenda.nothing] : []),
    ...HAPPENED_KINDS.flatMap((kind) => {
      const its = byKind.get(kind) ?? [];
      if (its.length === 0) return [];
      return [
        heading(3, messages.kinds[kind]),
        list(
          its.map((item) => itemLine(item, publicUrl)),
          '',
        ),
      ];
    }),
  ]
    .join('\n\n')
    .concat('\n');
}
