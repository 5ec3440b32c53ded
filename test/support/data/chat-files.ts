// Files as chat systems write them, with marks in everything about a patron or a provider.

/** What stands in the columns that must not leave the browser. */
export const MARKS = [
  'Ada Lovemark',
  '+14105550199',
  'ada.mark@example.org',
  '203.0.113.77',
  '21234000987654',
  'pregnancy-mark',
  'mark-operator',
  'mark-transcript',
  'utm_mark',
] as const;

/** Source: LibraryH3lp, "chats.csv". */
export const CHATS_HEADER = 'id,guest,protocol,queue,profile,started,wait,duration,operator,ip,referrer'.split(',');

const chat = (id: number, guest: string, queue: string, started: string, operator: string): string =>
  `${id},"${guest}",web,${queue},,${started},5,300,${operator},203.0.113.77,https://www.library.example/teens/pregnancy-mark?card=21234000987654&utm_mark=1#mark-transcript`;

/** So many answered chats at one queue on a day, one that nobody answered, and one at another queue. */
export const chatsCsv = (answered: number): string =>
  [
    CHATS_HEADER.join(','),
    ...Array.from({ length: answered }, (_, index) =>
      chat(index + 1, index % 2 ? 'Ada Lovemark' : '+14105550199', 'harford-queue', '2026-10-05T14:30:00Z', 'mark-operator'),
    ),
    chat(answered + 1, 'ada.mark@example.org', 'harford-queue', '2026-10-06T02:00:00Z', ''),
    chat(answered + 2, 'Ada Lovemark', 'cecil-queue', '2026-10-06T05:30:00Z', 'mark-operator'),
    '',
  ].join('\r\n');

/** Source: one site's script for LibAnswers' Reference Analytics. */
export const LIBANSWERS_CSV = [
  'Id;Date;Time;Ticket #;Chat #;READ;Location;Entered By;Patron Affiliation;Patron Status;Communication;Question Type;Duration',
  '1;10/5/2026;23:50;T-1;21234000987654;1;Main;mark-operator;Ada Lovemark;pregnancy-mark;Chat;mark-transcript;5',
  '2;2026-10-05;09:00;T-2;;4;Main;mark-operator;+14105550199;;Chat;"mark-transcript; long";9',
].join('\n');
