// Out:   the sentences of the readiness checklist, as pages and the command line show them.
import type { ReadinessKey } from '@askusnow/sdk/contract';
import { dayFormat } from '../../platform/time/clock-text.ts';

/** Made once a zone: a nation's list has tens of thousands of days. */
const formats = new Map<string, Intl.DateTimeFormat>();

function day(ms: number, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) formats.set(zone, (format = dayFormat(zone, { year: 'numeric' })));
  return format.format(ms);
}

const listFormat = new Intl.ListFormat('en-US', { type: 'conjunction' });

const titles: Record<ReadinessKey, string> = {
  hours: 'Hours for the next 30 days',
  presence: 'The desk can be seen',
  fallback: 'Another way to reach the library',
  recipients: 'People to ask for help',
  tag: 'The button on a page',
  origins: 'Every registered site',
  practice: 'A practice click by staff',
  contacts: 'Contacts are right',
  policy: 'Policy pages reviewed by the coordinator',
};

/** What is left to do, in a list. */
const steps: Record<ReadinessKey, string> = {
  hours: 'set the hours',
  presence: 'connect the desk',
  fallback: 'add another way to reach the library',
  recipients: 'add people to notify',
  tag: 'put the button on a page',
  origins: 'open each site once',
  practice: 'make a practice click',
  contacts: 'check contacts',
  policy: 'have policies reviewed',
};

export const messages = {
  titles,
  steps,
  hours: {
    noDesk: 'No desk answers for this library.',
    notWritten: 'The schedule has not been worked out yet. Look again in a few minutes.',
    hoursUnknown: 'No service hours are set.',
    hoursEnd: (ms: number, zone: string) => `The service hours end on ${day(ms, zone)}.`,
    shiftsEnd: (ms: number | null, zone: string) =>
      ms === null ? 'Nobody is scheduled.' : `The shifts end on ${day(ms, zone)}.`,
    nobodyScheduled: (ms: number, zone: string) => `Nobody is scheduled in the week from ${day(ms, zone)}.`,
    hoursHold: (days: number) => `Hours and shifts are set for the next ${days} days and more.`,
  },
  presence: {
    noDesk: 'No desk answers for this library.',
    bySchedule: (desk: string) => `${desk} has no live status, so patrons see its hours.`,
    never: (desk: string) => `Nothing has been received from ${desk} yet.`,
    failing: (ms: number, zone: string) => `The live status has failed since ${day(ms, zone)}.`,
    old: (ms: number, zone: string) => `The last live status came on ${day(ms, zone)}.`,
    answers: (desk: string) => `The live status of ${desk} works.`,
  },
  fallback: {
    isSet:
      'Patrons are shown a phone number, a form or a page while nobody can chat. Nobody has tested here whether they work.',
    none: 'Patrons are shown no phone number, form or page while nobody can chat.',
  },
  recipients: {
    areSet: 'Somebody is notified when this library asks for help.',
    none: 'Nobody would be notified if this library asked for help.',
  },
  tag: {
    seen: 'A page with the button has reported.',
    never: 'No page with the button has reported yet.',
  },
  origins: {
    none: 'No site is registered for this library.',
    allSeen: (count: number) => (count === 1 ? 'Its site has reported.' : `All ${count} sites have reported.`),
    silent: (origins: readonly string[]) =>
      `Nothing has been received from ${listFormat.format(origins.map((origin) => origin.replace(/^https?:\/\//, '')))}.`,
  },
  practice: {
    received: 'A practice click by staff has arrived.',
    none: 'No practice click by staff has arrived.',
  },
  contacts: {
    none: 'No contact has been written down yet.',
    add: 'Add a contact',
    areVerified: 'Every contact was verified in the last half year.',
    due: (count: number) =>
      count === 1
        ? 'One contact was not verified for half a year.'
        : `${count} contacts were not verified for half a year.`,
    verify: 'Verify the contacts',
  },
  policy: {
    areReviewed: (pages: number) =>
      pages === 1
        ? 'The coordinator has reviewed its policy page.'
        : `The coordinator has reviewed all ${pages} policy pages.`,
    missing: (pages: number) =>
      pages === 1 ? 'One policy page is not written yet.' : `${pages} policy pages are not written yet.`,
    waiting: (pages: number) =>
      pages === 1
        ? 'One policy page waits for the coordinator’s review.'
        : `${pages} policy pages wait for the coordinator’s review.`,
    overdue: 'The review of a policy page is overdue.',
    write: 'Write the policy pages',
    ask: 'See the policy pages',
  },
  addOnSetup: 'Add it on Setup',
  setHours: 'Set the hours',
  planShifts: 'Plan the shifts',
  seeDesk: 'See the desk',
  addRecipient: 'Add a recipient',
  sendTag: 'Send the tag to the webmaster',
  openSite: 'Open a page with the button on each site',
  tryButton: 'Ask your webmaster for a page with the button in practice mode, and click it once',
};
