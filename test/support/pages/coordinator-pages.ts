// What the statewide coordinator asks of each page.
import { asked, type AskedPage } from './asked-page.ts';

const coordinator = (path: string) => ({ role: 'coordinator' as const, path });

export const COORDINATOR_PAGES: readonly AskedPage[] = [
  asked('all-libraries', coordinator('/dashboard'), [
    ['Who loses something now?', /5 of 24 libraries need attention(?:.*\n)+?.*Ruth Enlow Library of Garrett County/],
    ['How much is chat used in the whole state?', /1,754 clicks/],
    ['Is that more or less than before?', /[+−]\d+ ?% vs |no earlier days to compare/],
  ]),
  asked('partners', coordinator('/dashboard/-/partners'), [
    ['What waits for me, and what for libraries?', /Waits for you: .*Waits for libraries: /s],
    ['Which one lacks the most?', /Somerset County Library/],
    ['How do I find a library?', /Find a library/],
  ]),
  asked('now', coordinator('/dashboard/-/now'), [
    ['Does a desk ask for help?', /1 help request is open/],
    ['Can I take it?', /Take it for the statewide desk/],
    ['How many desks are covered?', /2 desks covered, 24 without live status/],
  ]),
  asked('all-follow-ups', coordinator('/dashboard/-/follow-ups'), [
    ['How many wait?', /9 open: none overdue, 3 due today/],
    ['Whose is due first?', /sample-1-1/],
    ['How long has it waited?', /sample-1-1\n\d+ h\nHarford County Public Library/],
  ]),
  asked('all-shared-hours', coordinator('/dashboard/-/shared-hours'), [
    ['Which hours need somebody?', /3 offered times need somebody, 6 h(?:.*\n)+?Tomorrow, 9 AM – 11 AM/],
    ['Whose are they?', /Harford County Public Library/],
    ['Can I give one to a library?', /Harford County Public Library(?:.*\n)+?Give to this library/],
  ]),
  asked('desks', coordinator('/dashboard/-/desks'), [
    ['Which desks are there?', /Statewide desk(?:.*\n)+?Kent County Public Library desk/],
    ['Can patrons be told who is there?', /2 of them with live status/],
    ['How do I add one?', /Add a desk/],
  ]),
  asked('all-months', coordinator('/dashboard/-/month'), [
    ['How did the month go?', /Clicks on the button\n?.*\d/],
    ['Is that more or less than before?', /[+−]\d+(?: ?%)? vs |[Ss]ame as |no earlier days/],
    ['How do I share it?', /Print|Share|Download/],
  ]),
  asked('state-report', coordinator('/dashboard/-/state-report'), [
    [
      'How many questions do we report?',
      /2 of 24 libraries reported\nabout 7,982\nestimate for the whole year\nvery uncertain: 2,574 to 13,658/,
    ],
    [
      'Of which year, and since when in it?',
      /Fiscal year 2027(?:.*\n)+?Clicks and hours are counted since October 23, 2026/,
    ],
    ['How do I get it as a file?', /Download CSV/],
  ]),
  asked('contributions', coordinator('/dashboard/-/contributions'), [
    [
      'Who gave the hours that it owed?',
      /5 of 12 libraries gave all that they owed(?:.*\n)+?Harford County Public Library\n.*76.%/,
    ],
    ['Of which month?', /November 2026/],
    ['How do I get it as a file?', /Download CSV/],
  ]),
  asked('standard', coordinator('/dashboard/-/standard'), [
    ['What are the rules?', /The button on the home page/],
    ['What does each weigh?', /19 scored rules weigh \d+ in all(?:.*\n)+?Weight/],
    ['How do I change it?', /Save|Change/],
  ]),
  asked('accounts', coordinator('/dashboard/-/accounts'), [
    ['Who can sign in?', /\d+ accounts/],
    ['How do I invite somebody?', /Invite somebody/],
    ['How do I find an account?', /Find an account/],
  ]),
  asked('settings', coordinator('/dashboard/-/settings'), [
    ['What is the service called?', /Name of the service/],
    ['Which languages does the button speak?', /English and Spanish are always there/],
    ['What was changed last, and can I undo it?', /Last change: Holidays of the cooperative, by Statewide coordinator/],
  ]),
  asked('audit', coordinator('/dashboard/-/audit'), [
    ['What changed last?', /Nov 24, 2026, 3:10 AM(?:.*\n)+?Offered an hour of a shared desk/],
    ['Who did it?', /Liaison: Anne Arundel County Public Library/],
    ['How do I find a change?', /Find an entry/],
  ]),
  asked('system', coordinator('/dashboard/-/system'), [
    ['Does the server work?', /The server works/],
    ['Is email set up?', /Email\n(?:.*\n)?.*(?:Not set up|Set up|Works)/],
    ['When was the last backup?', /Last backup: not known here/],
  ]),
  asked('set-up', coordinator('/dashboard/harford/setup'), [
    [
      'Which desks answer for this library, in which order?',
      /Who answers patrons, in this order\s+Harford County Public Library desk/,
    ],
    ['What is shown while nobody can chat?', /While nobody can chat: https:/],
    ['Which name do patrons read?', /Name that patrons read/],
  ]),
  asked('all-announcements', coordinator('/dashboard/-/announcements'), [
    ['Who has read the last one?', /Acknowledged: 1 of 1 liaison/],
    ['How do I announce something?', /Announce/],
    ['What did I say last?', /two more providers on Sunday evenings/],
  ]),
  asked('all-liaisons', coordinator('/dashboard/-/liaisons'), [
    ['Who is the liaison of a library?', /Anne Arundel County Public Library\n1 liaison/],
    ['How do I write to all?', /mail to all liaisons/],
    ['How many are there?', /1\d liaisons/],
  ]),
  asked('all-meetings', coordinator('/dashboard/-/meetings'), [
    ['When is the next meeting?', /No meeting is planned|Next meeting/],
    ['How do I plan one?', /Add a meeting/],
    ['Which topics wait?', /No topic is proposed|Proposed topics/],
  ]),
  asked('all-problems', coordinator('/dashboard/-/problems'), [
    ['Has anybody reported a problem?', /No problem|\d+ (?:open|problems?)/i],
    ['From whom do reports come?', /librar|liaison|people/i],
    ['What do I do with one?', /answer/i],
  ]),
];
