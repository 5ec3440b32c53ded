// What people who have no account ask of each page.
import { addHandOver, addReportShare, type Connection } from '@askusnow/sdk';
import type { TestApp } from '../app/app.ts';
import { connectionTo } from '../app/requests.ts';
import { asked, type AskedPage } from './asked-page.ts';

/** The page of a link that Harford's liaison makes. */
const linked = (make: (liaison: Connection) => Promise<{ link: string }>) => ({
  role: null,
  async path(server: TestApp): Promise<string> {
    const { link } = await make(connectionTo(server, await server.signIn('liaison', ['harford'])));
    return new URL(link).pathname;
  },
});
const open = (path: string) => ({ role: null, path });

export const PUBLIC_PAGES: readonly AskedPage[] = [
  asked('sign-in', open('/dashboard'), [
    ['Am I signed in?', /You are signed out/],
    ['What signs me in?', /link from your invitation/],
    [
      'What if it was used or is too old, and what do I press?',
      /Sign in, or get a new link\n(?:.*\n)*?.*Get a new one here/,
    ],
  ]),
  asked(
    'hand-over',
    linked((liaison) =>
      addHandOver(liaison, 'harford', { page: 'http://localhost:8080/teens', note: 'In the header, please.' }),
    ),
    [
      ['For which page, and who asks?', /teens/],
      ['What do I paste?', /Paste this\nTag/],
      ['Is it there already?', /Not seen on your page yet|Live since/],
    ],
  ),
  asked(
    'share',
    linked((liaison) => addReportShare(liaison, 'harford', { days: 30 })),
    [
      ['How often was chat opened?', /Clicks on the button\n\d|First whole month/],
      ['What did patrons say of it?', /What patrons said/],
      ['Which month is it?', /October 2026/],
    ],
  ),
  asked('get', open('/get'), [
    ['What is it for, and what will it look like?', /copy its tag(?:.*\n)+?Example: /],
    ['What do I fill in?', /Library/],
    ['What do I press?', /Show the tag/],
  ]),
];
