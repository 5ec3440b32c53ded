// What the page of the audit log says.
import type { AuditKind, AuditLogEntry } from '@askusnow/sdk';
import { accountEntryText, ROLE_WORDS } from './account-text.js';
import { auditText, presenceSetText } from './audit-text.js';
import { clockText } from './clock-text.js';
import { spanText } from './day-text.js';
import { wallClock } from '../logic/wall-clock.js';

export const KIND_WORDS: Record<AuditKind, string> = {
  account: 'Account',
  closing: 'Closing',
  cooperative: 'Cooperative',
  library: 'Library',
  message: 'Message',
  presence: 'Desk status',
  queue: 'Desk',
  tier: 'Tier',
};

export const messages = {
  intro: 'Who changed what. Nobody can change or remove an entry here.',
  entries: 'Entries',
  search: 'Find an entry',
  person: 'Person',
  anybody: 'Anybody',
  kind: 'About',
  anything: 'Anything',
  anyLibrary: 'Any library',
  from: 'From',
  to: 'To',
  filter: 'Filter the audit log',
  signIns: 'Show sign-ins, invitations, and who came to a desk',
  none: 'No entry found.',
  when: 'When',
  who: 'Who',
  what: 'What',
  details: 'Details',
  entryOf: (id: number) => `entry ${id}`,
  detailsOf: (id: number) => ` of entry ${id}`,
  before: 'Before',
  after: 'After',
  nothing: 'nothing',
  hash: 'Entry and hash',
  noHash: 'no hash: it was removed from outside',
  cut: 'The rest is in the files.',
  files: 'The entries that are found, as a file:',
  json: 'Download JSON',
};

/** "Account: Harford liaison"; "Cooperative" */
export function aboutText({ kind, about }: Pick<AuditLogEntry, 'kind' | 'about'>): string {
  const word = KIND_WORDS[kind as AuditKind] ?? kind;
  return about === kind ? word : `${word}: ${about}`;
}

/** An account's label, or the name of a program. */
export const byText = ({ by, account }: Pick<AuditLogEntry, 'by' | 'account'>): string =>
  account === null && by === 'command line' ? 'The server’s command line' : by;

/** "as coordinator, for Harford"; "as liaison"; null: the label begins with it, a program, or not recorded then. */
export function roleText({ by, role, library }: Pick<AuditLogEntry, 'by' | 'role' | 'library'>): string | null {
  if (role === null) return null;
  const word = ROLE_WORDS[role].toLowerCase();
  const parts = [
    ...(by.toLowerCase().startsWith(word) ? [] : [`as ${word}`]),
    ...(role === 'coordinator' && library !== null ? [`for ${library.name}`] : []),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

const WORDS: Readonly<Record<string, string>> = {
  'desks-closed': 'Closed several desks',
  'closing-undone': 'Undid a closing of several desks',
  'placement-retired': 'Took a placement off the list',
  'placement-restored': 'Put a placement back on the list',
  'handed-over': 'Handed a page over',
  'hand-over-withdrawn': 'Withdrew a hand-over',
  'report-shared': 'Made a link to the month reports',
  'report-share-ended': 'Ended a link to the month reports',
  'note-added': 'Added a note',
  'note-removed': 'Removed a note',
  'rule-stated': 'Stated whether a rule is met',
  'rule-statement-withdrawn': 'Withdrew a statement about a rule',
  'standard-changed': 'Changed the visibility standard',
  'campaign-added': 'Added a campaign',
  'campaign-removed': 'Removed a campaign',
  'campaign-link-made': 'Made a link to a campaign',
  'campaign-link-revoked': 'Revoked the link to a campaign',
  'sample-plan-changed': 'Changed the weeks for counting questions',
  'sample-plan-changed-for-all': 'Changed the weeks for counting questions of all libraries',
  'policy-page-saved': 'Changed a policy page',
  'address-proposed': 'Proposed a site or a key page',
  'proposed-address-withdrawn': 'Withdrew a proposed site or key page',
  'proposed-address-accepted': 'Accepted a proposed site or key page',
  'proposed-address-answer-read': 'Acknowledged the answer to a proposed site or key page',
  'proposed-address-declined': 'Declined a proposed site or key page',
  'alert-added': 'Added an alert for people who answer chats',
  'alert-changed': 'Changed an alert for people who answer chats',
  'alert-removed': 'Ended an alert for people who answer chats',
  'cover-offered': 'Offered an hour of a shared desk',
  'cover-accepted': 'Accepted an hour of a shared desk',
  'cover-withdrawn': 'Withdrew an hour of a shared desk that was offered',
  'duty-corrected': 'Corrected who was at a shared desk',
  'duty-correction-taken-back': 'Took back a correction of who was at a shared desk',
  'cover-undone': 'Undid the last step of an hour of a shared desk',
  'hour-made-up': 'Picked an hour of a shared desk for one that was not covered',
  'made-up-hour-removed': 'Removed an hour that was picked for one that was not covered',
  'library-closing-announced': 'Announced that a library is closed, and offered its hours',
  'library-closing-withdrawn': 'Withdrew a closing that a library had announced',
  'shift-requested': 'Asked for a change of the weekly shifts',
  'shift-request-withdrawn': 'Withdrew a request to change the weekly shifts',
  'shift-request-accepted': 'Accepted a request to change the weekly shifts',
  'shift-request-declined': 'Declined a request to change the weekly shifts',
  'shift-request-undone': 'Undid the acceptance of a request to change the weekly shifts',
  'shift-request-answer-read': 'Acknowledged the answer to a request to change the weekly shifts',
  'policy-error-reported': 'Reported an error on a policy page',
  'policy-report-answered': 'Answered a report of an error on a policy page',
  'script-added': 'Added a script',
  'script-changed': 'Changed a script',
  'script-removed': 'Removed a script',
  'contact-added': 'Added a contact',
  'contact-changed': 'Changed a contact',
  'contact-removed': 'Removed a contact',
  'contact-verified': 'Verified a contact',
  'contact-check-asked': 'Asked by mail whether a contact is right',
  'contact-said-changed': 'Answered that a contact has changed',
  'sealed-field-set': 'Entered a sealed field',
  'sealed-field-removed': 'Removed a sealed field',
  'sealed-field-revealed': 'Revealed a sealed field',
  registered: 'Registered it',
  'registration-changed': 'Changed what is registered',
  'registration-ended': 'Ended what was registered',
  'registration-desk-ended': 'Ended a desk that the library asked',
  'registration-undone': 'Undid the last change of what is registered',
  announced: 'Made an announcement',
  'liaisons-written': 'Wrote to all liaisons',
  'meeting-added': 'Added a statewide meeting',
  'meeting-changed': 'Changed a statewide meeting',
  'meeting-removed': 'Removed a statewide meeting',
  'month-comment-saved': 'Changed the comment on a month',
  'site-visit-added': 'Added a site visit',
  'site-visit-removed': 'Removed a site visit',
  'served-added': 'Said how lately providers have served',
  'served-removed': 'Removed what was said of how lately providers have served',
  'training-added': 'Wrote down a training session',
  'training-removed': 'Removed a training session',
  'offer-link-used': 'Took an offered hour by a mailed link',
  'recipient-added': 'Added a recipient of notices',
  'recipient-changed': 'Changed what a recipient gets',
  'recipient-confirmed': 'Confirmed the address of a recipient',
  'recipient-link-mailed': 'Mailed a recipient its link again',
  'recipient-removed': 'Removed a recipient of notices',
  'recipient-tested': 'Sent a test to a recipient',
  'recipient-stopped': 'Stopped mails to a recipient',
  'message-set': 'Set the message for patrons',
  'message-ended': 'Ended the message for patrons',
  'calendar-address-made': 'Made a calendar address',
  'calendar-addresses-dropped': 'Revoked the calendar addresses',
};

/** What an entry keeps of its object, whatever the action. */
interface Kept {
  start?: unknown;
  end?: unknown;
  name?: unknown;
  topic?: unknown;
  date?: unknown;
}

/** Which desk, hour, script or policy; '': the entry does not say it. */
function objectText({ kind, action, about, before, after }: AuditLogEntry, zone: string): string {
  if (kind === 'queue' || kind === 'presence') return about;
  if (kind !== 'library') return '';
  const { start, end, name, topic, date } = (after ?? before ?? {}) as Kept;
  if (typeof start === 'string' && typeof end === 'string') {
    const [from, to] = [wallClock(Date.parse(start), zone).date, wallClock(Date.parse(end), zone).date];
    return `${whenText(start, zone)} – ${from === to ? clockText(Date.parse(end), zone) : whenText(end, zone)}`;
  }
  if (typeof name === 'string') return name;
  if (action.startsWith('policy') && typeof topic === 'string') return topic.replaceAll('-', ' ');
  return typeof date === 'string' ? spanText(date, date) : '';
}

/** What was done, and to what: "Changed the shifts: Statewide desk". */
export const entryText = (entry: AuditLogEntry, zone: string): string =>
  [actionText(entry, zone), objectText(entry, zone)].filter(Boolean).join(': ');

/** What was done. Actions of a later version are shown by their names. */
function actionText(entry: AuditLogEntry, zone: string): string {
  if (entry.kind === 'account') return accountEntryText(entry);
  if (entry.kind === 'cooperative' && entry.action === 'imported') return 'Imported the cooperative’s file';
  if (['presence-set', 'clock-pressed', 'clock-left'].includes(entry.action)) return presenceSetText(entry, entry.by);
  return WORDS[entry.action] ?? auditText(entry, zone);
}

/** "Nov 24, 2026, 10:05 AM": the log is of years. */
export const whenText = (at: string, zone: string): string => {
  const { date } = wallClock(Date.parse(at), zone);
  return `${spanText(date, date)}, ${clockText(Date.parse(at), zone)}`;
};
