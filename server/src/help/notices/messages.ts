// Out:   the English text of notices about what does not work or was lost, and of why a notice was not sent; by meaning.
// Never: what a calendar or a presence source said, or its address: it may be a password, and its words are of people.
import type { NoticeKind, RefusalReason } from '@askusnow/sdk/contract';
import type { UsedUp } from '../../accounts/quota-use-store.ts';
import { URGENT, type SentKind } from './notice.ts';

export type TroubleKind = Extract<NoticeKind, 'feed-failing' | 'presence-failing' | 'desk-expiring'>;

interface TroubleWords {
  subject: string;
  /** What it means until then, and what to do. */
  text: string;
  /** Before the link. */
  link: string;
}

const TROUBLES: Record<TroubleKind, TroubleWords> = {
  'feed-failing': {
    subject: 'Shift calendar cannot be read',
    text: 'The shifts that were read last stay in force. Changes in the calendar have no effect here until it can be read again.',
    link: 'This page shows what is wrong:',
  },
  'presence-failing': {
    subject: 'Presence cannot be observed',
    text: 'Until it can be, patrons see nobody as available, and coverage is unmonitored.',
    link: 'This page shows what is wrong:',
  },
  'desk-expiring': {
    subject: 'A desk will be signed out',
    text: 'Its browser has not been used for weeks. Open the desk’s page there once, and it stays signed in. After that day the desk needs a new sign-in link from the coordinator.',
    link: 'The desk’s page:',
  },
};

/** Why reports are refused, and who can mend it. The address of the page is not kept, so no text can name it. */
const REFUSED: Record<RefusalReason, string> = {
  'origin-not-registered':
    'they come from a web address that is not registered for the library. Ask the coordinator to register it, if it is yours',
  'unknown-library':
    'the tag names a library that does not exist. Ask the webmaster to compare it with the tag on the page below',
  'malformed-batch': 'something on the page changes what the tag sends. Ask the webmaster to paste the tag anew',
  'too-large': 'something on the page changes what the tag sends. Ask the webmaster to paste the tag anew',
  'batch-day': 'the visitors’ clocks are wrong. Nobody needs to do anything',
};

/** A mail names so many pages, and counts the others. */
const MAX_PAGES = 12;
const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
const listed = (pages: readonly string[]): string =>
  [...pages.slice(0, MAX_PAGES), ...(pages.length > MAX_PAGES ? [`and ${pages.length - MAX_PAGES} more`] : [])]
    .map((page) => `- ${page}`)
    .join('\n');
/** What a recipient of these kinds gets, after "to get". */
const mailsText = (kinds: readonly SentKind[]): string => {
  const [only, ...more] = kinds;
  if (more.length === 0 && only === 'monthly-report') return 'one mail a month with the numbers of its chat service';
  if (more.length === 0 && only === 'weekly-summary') return 'one mail each Monday about its chat service';
  return kinds.every((kind) => URGENT.includes(kind))
    ? 'mails at once when its chat desk needs help'
    : 'mails about its chat service, such as calls for help';
};
const section = (heading: string, pages: readonly string[]): string =>
  pages.length === 0 ? '' : `\n\n${heading}\n${listed(pages)}`;

export const messages = {
  page: (page: string, placement: string): string => `${page} (${placement})`,
  sitePage: 'This page has the numbers, and the tag to paste:',
  placementsLost: ({
    library,
    lastGoodDay,
    lost,
    alsoSilent,
    remaining,
  }: {
    library: string;
    lastGoodDay: string;
    lost: readonly string[];
    alsoSilent: readonly string[];
    remaining: readonly string[];
  }) => ({
    subject: `The chat button is lost on ${counted(lost.length, 'page')}: ${library}`,
    text: [
      `The button has not been seen on these pages since ${lastGoodDay}. A redesign or a new template may have dropped the tag.`,
      section('Lost:', lost),
      section('Not seen since then either, but too rarely visited to be sure:', alsoSilent),
      remaining.length === 0 ? '\n\nNo other page carries the button now.' : section('Still there:', remaining),
      '\n\nOpen one of the lost pages. If the button is gone, send the tag to the webmaster again. If the page was taken down on purpose, choose Retire beside it.',
    ].join(''),
  }),
  cooperativeSilent: (sinceDay: string) => ({
    subject: 'Most libraries’ chat buttons report nothing',
    text: `Since ${sinceDay} fewer than half of the libraries that usually report the button have reported it. No library is told that its button is lost meanwhile.\n\nA holiday may explain it. If it is none, open a library’s page: if the button shows no answer there, look at this server, its network and its address.`,
  }),
  cooperativePage: 'This page has all libraries:',
  reportsRefused: ({
    library,
    count,
    reasons,
  }: {
    library: string;
    count: number;
    reasons: readonly { reason: RefusalReason; count: number }[];
  }) => ({
    subject: `Reports of the chat button are refused: ${library}`,
    text: `In the last week ${counted(count, 'report was', 'reports were')} refused and not counted, so the numbers are too low.\n${reasons.map((each) => `- ${each.count}: ${REFUSED[each.reason]}.`).join('\n')}`,
  }),
  countsSuspect: ({ library, doubtful, suspect }: { library: string; doubtful: number; suspect: number }) => ({
    subject: `Counts may not come from people: ${library}`,
    text: [
      ...(doubtful > 0
        ? [
            `In the last week ${counted(doubtful, 'hour or day has', 'hours or days have')} far more events than this library usually has, or clicks without a view. They are counted; check them before you report them.`,
          ]
        : []),
      ...(suspect > 0
        ? [
            `${counted(suspect, 'event')} came from one network in larger numbers than people make. They are set aside and not counted. If a class or an event at the library made them, say so in your report.`,
          ]
        : []),
    ].join('\n'),
  }),
  /** The one button of a message in Teams or Slack. */
  openPage: 'Open the page',
  test: (of: string) => ({
    subject: `A test for ${of}`,
    text: 'Somebody has pressed “Send a test” beside this channel. Notices will come here. There is nothing for you to do.',
  }),
  digest: (of: string, held: readonly { subject: string; text: string }[]) => ({
    subject: `${counted(held.length, 'notice')}: ${of}`,
    text: held.map(({ subject, text }) => `${subject}\n\n${text.trim()}`).join('\n\n----------\n\n'),
  }),
  /** Before the link in the mail. */
  offerLink:
    'To take the hour without a sign-in, open this page and press the button there. It works once, within 24 hours:',
  offerTitle: 'Take this hour?',
  offerAsk: (of: {
    giver: string;
    library: string;
    desk: string;
    start: string;
    end: string;
    account: string;
  }): string =>
    `${of.giver} cannot work at ${of.desk} from ${of.start} to ${of.end}. If you press the button, ${of.library} takes this hour. The log shows that you did: ${of.account}.`,
  offerButton: 'Take this hour',
  offerTaken: (library: string): string => `${library} has taken the hour`,
  offerTakenText: 'The library that gave it gets a notice. You can close this page.',
  offerRefused: 'This hour cannot be taken',
  offerEnded: 'This link has ended',
  offerEndedText:
    'It was used, its 24 hours are over, or the hour is not open any more. Sign in to see which hours are open.',
  unsubscribe: 'Stop these mails:',
  unsubscribeTitle: 'Stop these mails?',
  unsubscribeAskOwn: (library: string): string => `You get a mail about ${library} each Monday.`,
  unsubscribeAskMessages: 'You get what a liaison or the coordinator writes to all liaisons.',
  unsubscribeAsk: (library: string): string => `You get the week or the month of ${library} by mail.`,
  unsubscribeAskAll: (of: string): string =>
    `You get mails of the chat service of ${of}. All of them stop, calls for help too.`,
  unsubscribeButton: 'Stop these mails',
  unsubscribed: 'The mails have stopped',
  startAgainOwn: 'You can start them again under “Your account”.',
  startAgain: 'The library can start them again.',
  linkSubject: (of: string): string => `Do you want mails about the chat service of ${of}?`,
  /** Nothing that an account has written but the address: the mail may go to anybody. The link follows. */
  linkText: (of: string, kinds: readonly SentKind[], until: string): string =>
    `${of} has entered your address to get ${mailsText(kinds)}. Nothing else is sent to you before you agree.\n\nOpen this page and press a button: yes, or that these mails are not for you. You need no account. The link works once, until ${until}:`,
  linkTitle: 'Do you want these mails?',
  linkAsk: (of: string, address: string, kinds: readonly SentKind[]): string =>
    `${of} wants to send ${mailsText(kinds)} to ${address}. Each mail has a link that stops them.`,
  linkYes: 'Yes, send me these mails',
  linkNo: 'These mails are not for me',
  linkThanks: 'You will get these mails',
  linkThanksText: 'You can close this page.',
  linkRefused: 'You get no mail',
  linkRefusedText: 'The library sees that the mails are not for you. You can close this page.',
  linkEnded: 'This link has ended',
  linkEndedText:
    'It was used, its time is over, or the library has removed the address. The library can mail a new one.',
  crossSite: 'This was not sent from our page',
  crossSiteText: 'Open the link in the mail again, and press a button there.',
  unsubscribeUnknown: 'This link does not work',
  unsubscribeUnknownText: 'Perhaps it was cut. Open it from the mail once more.',
  trouble: (kind: TroubleKind): TroubleWords => TROUBLES[kind],
  /** Only people at the desk can fix this. */
  noHeartbeat:
    'The desk has sent no heartbeat for half an hour of scheduled time: open its page there, or check its script.',
  neverWorked: 'It has never worked',
  since: (time: string): string => `Since ${time}`,
  on: (time: string): string => `On ${time}`,

  // Why a notice was not sent.
  serverFault: 'This server could not send it.',
  simulated: 'The data are simulated: nothing is sent out.',
  toldAlready: 'This address is a recipient for this library or tier already. Change in the list what it gets.',
  hasStopped:
    'Somebody at this address has stopped all messages. Remove it and add it again: its people are asked anew.',
  withoutSummaries:
    'should leave out the weekly and the monthly mail: somebody at this address has stopped them. To ask again, remove the recipient and add it again',
  recipientRemoved: 'The recipient was removed.',
  linkUsed: 'The address has agreed by an earlier link.',
  noTest: 'A test is for webhooks, and for channels of Teams and Slack.',
  testsUsedUp: (max: number): string => `Your account can send ${max} tests in 24 hours.`,
  notPending: 'This address has agreed, and gets its notices.',
  linksUsedUp: ({ of, max }: Pick<UsedUp, 'of' | 'max'>): string =>
    of === 'account'
      ? `Your account can mail ${max} links to new addresses in 24 hours.`
      : `An address gets ${max} mails with a link in 24 hours at most.`,
  noMail: 'Email is not set up on this server; its operator can fix this.',
  noAddress: 'The account has no mail address any more.',
  noSender: 'The account that has written it has no confirmed address any more.',
  noSecret: 'There is no secret to sign with.',
  badAddress: 'The address cannot be used.',
  privateAddress: 'The address leads to a private network.',
  receiverTimeout: 'The receiver has not answered in time.',
  receiverTooLarge: 'The receiver’s answer is too large.',
  receiverRedirects: 'The receiver redirects, and redirects are not followed: change the address.',
  receiverUnreachable: 'The receiver cannot be reached.',
  receiverStops: 'The receiver wants no more notices.',
  receiverGone: (status: number): string => `The receiver wants no more notices (${status}).`,
  receiverRefuses: (status: number): string =>
    `The receiver refuses this address or message (${status}). Look whether the channel is still there.`,
  receiverAnswered: (status: number): string => `The receiver has answered ${status}.`,
};
