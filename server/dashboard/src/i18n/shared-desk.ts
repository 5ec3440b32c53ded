// The words of who owes the hours of a shared desk.
import type { SharedDesk } from '@askusnow/sdk';
import type { Who } from '../logic/shift-edit.js';
import { countedText } from './count-text.js';

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
  neededNote: 'One person is needed whenever the desk is open. Say here when it is another number.',
  addNeeded: 'Add times',
  neededRow: (index: number) => `Times ${index}`,
  from: 'From',
  to: 'To',
};
