// What a liaison, a provider and a desk ask of each page. The library is Harford of the simulated days.
import { asked, type AskedPage } from './asked-page.ts';

const liaison = (path: string, ids = ['harford']) => ({ role: 'liaison' as const, ids, path });
const provider = (path: string) => ({ role: 'provider' as const, ids: ['harford'], path });

export const LIAISON_PAGES: readonly AskedPage[] = [
  asked('home', liaison('/dashboard'), [
    ['Does anything need me?', /\d+ things? waits? for you|Nothing waits for you/],
    [
      'What comes first, and where do I press?',
      /^.*nobody has accepted\. It stays yours(?:.*\n)*?Take the offer back/m,
    ],
    ['Can patrons reach somebody now?', /Patrons see: (?:Open|Closed|Busy|Somebody|We can|Status)/],
  ]),
  asked('numbers', liaison('/dashboard/harford'), [
    ['How often was chat opened?', /Clicks on the button\n\d+/],
    ['Is that more or less than before?', /[+−]\d+(?: ?%)? vs |[Ss]ame as |no comparison before/],
    ['How many of those who had the button on their page saw it?', /Button seen\n?.*\d+(?:\.\d)? ?%/],
  ]),
  asked('visibility', liaison('/dashboard/harford/visibility'), [
    ['How visible is the button?', /\d+(?:–\d+)? %/],
    ['What should be done first?', /Do this first\n(?:.*\n)*?.*paste the tag on “Teens”/],
    ['Who does it, and how do I ask?', /Hand over to the webmaster/],
  ]),
  asked('visibility-pages', liaison('/dashboard/harford/visibility?part=pages'), [
    ['How many key pages have the button?', /15 of 17 key pages have the button/],
    ['Which do not?', /Teens\n(?:.*\n)*?Missing/],
    ['Which have it?', /Show the 15 pages with the button/],
  ]),
  asked('visibility-places', liaison('/dashboard/harford/visibility?part=places'), [
    ['Where is the button?', /Home page header/],
    ['Is it still there?', /Live/],
    ['When was it last seen?', /Nov 24, 1 PM/],
  ]),
  asked('visibility-rules', liaison('/dashboard/harford/visibility?part=rules'), [
    ['What is to fix?', /Not met \(2\)/],
    ['Which rule?', /The button on the young adults’ page/],
    ['What do I do?', /Hand over to the webmaster\nWhat to do/],
  ]),
  asked('visibility-webmaster', liaison('/dashboard/harford/visibility?part=webmaster'), [
    ['What do I give the webmaster?', /Make a link and send it/],
    ['What do I fill in, and what do I press?', /Address of the page(?:.*\n)+?Make the link/],
    ['Which pages wait?', /Pages without the button \(press one\):\s+Teens\s+Book lists/],
  ]),
  asked('coverage', liaison('/dashboard/kent/coverage', ['kent']), [
    ['Is somebody at the desk now?', /Patrons see\n(?:Somebody can answer now|Open|Busy|Closed|Status unknown)/],
    [
      'How much of the scheduled time was covered?',
      /Coverage of (?:scheduled time|open hours)\n(?:.*\n)?.*\d+(?:\.\d)? ?%/,
    ],
    ['Which hours ahead have nobody?', /\d+ promised hours? ha.* nobody scheduled|Everybody is scheduled/],
  ]),
  asked('shifts', liaison('/dashboard/harford/shifts'), [
    ['Who is on today?', /Today\nReference desk/],
    ['Which week do I look at?', /Week of Nov 23 – 29/],
    ['How do I add a shift?', /New shift/],
  ]),
  asked('hours', liaison('/dashboard/harford/hours'), [
    ['When does our desk answer?', /Mon–Thu\n9 AM – 9 PM/],
    ['How do I close for a snow day?', /Close now/],
    ['Which closings come next?', /Nov 26|Thanksgiving|No closings? ahead/],
  ]),
  asked('shared-hours', liaison('/dashboard/harford/shared-hours'), [
    ['Which hours are ours next?', /Now, until 4 PM\n(?:.*\n)*?Tomorrow, 9 AM – 11 AM/],
    ['Has anybody taken what we offered?', /Yours until another library accepts it/],
    ['How do I offer an hour?', /Offer these hours/],
  ]),
  asked('follow-ups', liaison('/dashboard/harford/follow-ups'), [
    ['How many chats still need an answer?', /3 follow-ups|3 open/],
    ['Which is due first?', /sample-1-1/],
    ['How do I add one?', /Add a follow-up|Add follow-up/],
  ]),
  asked('promotion', liaison('/dashboard/harford/promotion'), [
    ['Which campaigns run?', /No campaign yet/],
    ['What does a campaign give me?', /has a link and a poster for an event/],
    ['How do I start one?', /Add campaign|Add a campaign/],
  ]),
  asked('local', liaison('/dashboard/harford/local'), [
    ['Which policies are missing or out of date?', /(?:not written|Not written|to write)/],
    ['How do I say that the printers are down?', /Add an alert/],
    ['Which policies are fine, and until when?', /Library cards(?:.*\n)+?.*(?:Nov(?:ember)? 2\d, 2027)/],
  ]),
  asked('questions', liaison('/dashboard/harford/sampling'), [
    ['How many questions is the year?', /3,432 estimate/],
    ['How sure is that?', /very uncertain: 132 to 7,154/],
    ['When do we count next?', /Count next\n(?:[A-Z]|No week is planned)/],
  ]),
  asked('notifications', liaison('/dashboard/harford/notifications'), [
    ['Who is notified, and who is not?', /Who is notified\nNobody gets an email\./],
    ['What about?', /About: Everything: help, hours/],
    ['How do I add a person?', /Add a recipient|Add recipient/],
  ]),
  asked('people', liaison('/dashboard/harford/people'), [
    ['Who has an account here?', /You: liaison harford\n(?:.*\n)*?Statewide coordinators/],
    ['How do I invite a colleague?', /Invite a colleague/],
    ['What do patrons see of the desk?', /Patrons see\nOpen until/],
  ]),
  asked('training', liaison('/dashboard/harford/training'), [
    ['When did our people last answer chats?', /Recent service/],
    ['Which trainings took place?', /Refresher, 5 people/],
    ['How do I enter one?', /Add a training session/],
  ]),
  asked('policies', liaison('/dashboard/harford/policies'), [
    ['What is the rule about cards?', /Anyone who lives, works or goes to school/],
    ['Is it up to date?', /2 of 10 topics written(?:.*\n)+?.*Reviewed Nov(?:ember)? 21, 2026/],
    ['How do I find another word?', /Find in this page/],
  ]),
  asked('policy-search', provider('/dashboard/-/policies'), [
    ['Where do I type?', /Search all libraries/],
    ['What can I find?', /Policies, scripts and contacts by library/],
    ['How do I narrow to one library?', /Allegany County Library System/],
  ]),
  asked('week', liaison('/dashboard/-/week'), [
    ['Are there too few people this week?', /Hours that need cover: \d+ h/],
    ['Are hours offered that I could take?', /Offered, not accepted: \d+ h|No library has it: \d+ h/],
    ['Which week is it?', /Nov 23 – 29/],
  ]),
  asked('announcements', liaison('/dashboard/-/announcements'), [
    ['What is new?', /two more providers on Sunday evenings/],
    ['Who says it, and when?', /Statewide coordinator/],
    ['What do I do?', /I have read this|nothing to do/],
  ]),
  asked('liaisons', liaison('/dashboard/-/liaisons'), [
    ['Who is the liaison of another library?', /Anne Arundel County Public Library/],
    ['How do I find one?', /Find a library or liaison/],
    ['How many are there?', /1\d liaisons/],
  ]),
  asked('meetings', liaison('/dashboard/-/meetings'), [
    ['When is the next meeting?', /No meeting is planned|Next meeting/],
    ['What is it about?', /topic/i],
    ['How do I propose a topic?', /Propose a topic/],
  ]),
  asked('problems', liaison('/dashboard/-/problems'), [
    ['Where do I write what is wrong?', /What happened/],
    ['Who reads it?', /statewide coordinator/],
    ['What is sent with it?', /sent with it/],
  ]),
  asked('account', liaison('/dashboard/-/account'), [
    ['Which account is this?', /liaison harford/],
    ['How do I sign in next time?', /sign-in link/i],
    ['Can others see my address?', /Show my email address/],
  ]),
  asked('unknown', liaison('/dashboard/harford/nothing'), [
    ['What is wrong?', /does not exist/],
    ['Why?', /mistyped/],
    ['Where to now?', /Back to|Home/],
  ]),
  asked('provider-home', provider('/dashboard'), [
    ['When do I work next?', /Your library’s chat hours\s+Statewide desk.*\s+Now, until 4 PM/],
    ['What is the policy of a library?', /Search all libraries/],
    [
      'Who can be reached now, until when, does anything need me, and which hours could I take?',
      /Patrons see: \w+(?:.*\n)+?Statewide desk.* until \d(?:.*\n)+?(?:Nothing waits|.*things? waits?) for you(?:.*\n)+?\d+ times at shared desks need somebody/,
    ],
  ]),
  asked('desk', { role: 'desk', ids: ['harford'], path: '/dashboard/-/desk?queue=harford' }, [
    [
      'What do patrons see of us, until when, and who is on now?',
      /Patrons see\n(?:Open|Closed) until \d(?:.*\n)+Shift now\nReference desk, until 5 PM\n/,
    ],
    ['Can I say that I am away?', /can close chat|Away|Available/],
    ['How do I call for help?', /ask for help/i],
  ]),
];
