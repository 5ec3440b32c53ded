// What the page of liaisons says.
import { LIAISON_MESSAGE_DAYS, LIAISON_MESSAGES_MAX, type LiaisonMessaging } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import { countText } from './count-text.js';

const peopleText = (people: number): string => `${countText(people)} ${people === 1 ? 'person' : 'people'}`;

export const messages = {
  write: 'Send a mail to all liaisons',
  notPossible: 'No mail to all liaisons: email is not set up on this server.',
  writeNote: (people: number): string =>
    `Each other liaison and the coordinator gets a mail of their own: ${peopleText(people)} now. Replies come to you. Write nothing about a patron.`,
  noAddress: 'Replies go to your email address, and you have no confirmed one.',
  enterAddress: 'Enter it on “Your account”',
  addressOfOrganization:
    'You sign in with your organization, so this server has no email address of yours for replies.',
  nobody: 'Nobody else has a confirmed email address and wants these mails.',
  left: (left: number): string =>
    `You can write ${LIAISON_MESSAGES_MAX} times in ${LIAISON_MESSAGE_DAYS} days. Left now: ${left}.`,
  usedUp: (at: string): string =>
    `You have written ${LIAISON_MESSAGES_MAX} times in ${LIAISON_MESSAGE_DAYS} days. The next time is possible from ${instantText(at)}.`,
  subject: 'Subject',
  text: 'Text',
  preview: 'Preview the mail',
  previewed: (people: number): string => `This mail goes to ${peopleText(people)}.`,
  from: 'From',
  replyTo: 'Replies go to',
  stopLink: 'Below the text, each mail has a link that stops these mails.',
  send: (people: number): string => `Send to ${peopleText(people)}`,
  sentBefore: `Sent in the last ${LIAISON_MESSAGE_DAYS} days`,
  outcome: ({ at, people, waiting, givenUp }: LiaisonMessaging['sent'][number]): string =>
    [
      `${instantText(at)}: to ${peopleText(people)}.`,
      ...(waiting === 0 ? [] : [`${countText(waiting)} ${waiting === 1 ? 'mail is' : 'mails are'} still on the way.`]),
      ...(givenUp === 0 ? [] : [`${countText(givenUp)} ${givenUp === 1 ? 'mail' : 'mails'} could not be delivered.`]),
    ].join(' '),
  sent: (people: number): string => `On its way to ${peopleText(people)}.`,
};
