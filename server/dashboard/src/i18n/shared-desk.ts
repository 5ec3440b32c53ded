// The words of who owes the hours of a shared desk.
import type { NeededRule, SharedDesk } from '@askusnow/sdk';
import type { Who } from '../logic/shift-edit.js';
import { countedText } from './count-text.js';
import { daysText, openingText } from './hours-text.js';

/** "Global, 2 people, ends at closing"; '': nothing needs to be said. */
export const owedText = (
  { service, people = 1, endsAtClosing }: Pick<Who, 'service' | 'people' | 'endsAtClosing'>,
  shared: SharedDesk | null,
): string =>
  [
    ...(service !== undefined && shared ? [shared.services[service]] : []),
    ...(people > 1 ? [countedText(people, 'person', 'people')] : []),
    ...(endsAtClosing ? [messages.endsAtClosingShort] : []),
  ].join(', ');

/** "Mon–Fri, noon – 4 PM: 2 people" */
export const neededText = ({ days, start, end, people }: NeededRule): string =>
  `${daysText(days)}, ${openingText({ open: start, close: end })}: ${countedText(people, 'person', 'people')}`;

export const messages = {
  owedBy: 'Library that owes these hours',
  nobodyOwes: 'None: open hours',
  service: 'Service',
  asDesk: 'As the desk',
  people: 'People',
  endsAtClosing: 'Ends as the library closes: its people may leave ten minutes earlier',
  endsAtClosingShort: 'ends at closing',
  label: 'Desk or team (optional)',
  needed: 'People needed',
  neededNote: 'One person, unless listed here.',
  changeNeeded: 'Change how many people are needed',
  neededSaved: (name: string) => `Saved: how many people ${name} needs.`,
  neededTheirs: 'Somebody else has changed this desk’s shifts meanwhile. Save again to keep what you typed.',
  addNeeded: 'Add times',
  neededRow: (index: number) => `Times ${index}`,
  from: 'From',
  to: 'To',
};
