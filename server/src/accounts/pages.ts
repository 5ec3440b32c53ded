// In:    the account of an invitation, or why there is none.
// Out:   the sign-in pages: whole documents that need no script.
// Never: contains unescaped text, or inline style or script, which the page's policy would block.
import { escapeHtml } from '../platform/http/html.ts';
import { clockText } from '../platform/time/clock-text.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../platform/time/instants.ts';
import { limitsOf } from './session-limits.ts';
import type { ShownInvitation } from './store.ts';

/** Uses the dashboard's style sheet. */
function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title} · AskUsNow</title>
    <link rel="icon" type="image/svg+xml" href="/dashboard/assets/icon.svg">
    <link rel="stylesheet" href="/dashboard/assets/tokens.css">
    <link rel="stylesheet" href="/dashboard/assets/look.css">
    <link rel="stylesheet" href="/dashboard/assets/page.css">
  </head>
  <body>
    <header class="bar">
      <div class="bar-inner">
        <span class="brand"><img src="/dashboard/assets/icon.svg" alt="" width="24" height="24"> AskUsNow</span>
      </div>
    </header>
    <main>
      <div class="card">
        <h1>${title}</h1>
        ${body}
      </div>
    </main>
  </body>
</html>
`;
}

const NEW_LINK = '<p>Ask your statewide coordinator for a new link.</p>';
const SIGNED_IN = '<p>Signed in with this browser before? <a href="/dashboard">Go to your pages</a>.</p>';

/** The purpose as text: one or two libraries or queues by name, more by number. */
function purposeOf(role: ShownInvitation['role'], names: readonly string[]): string {
  if (role === 'coordinator') return 'to see every library of the cooperative';
  const [verb, things] = role === 'desk' ? ['answer at', 'desks'] : ['see', 'libraries'];
  return `to ${verb} ${names.length > 2 ? `${names.length} ${things}` : names.join(' and ')}`;
}

/** "for 72 more hours" */
function remainingText(ms: number): string {
  if (ms < 2 * HOUR_MS) return `for ${Math.max(1, Math.floor(ms / MINUTE_MS))} more minutes`;
  return `for ${Math.floor(ms / HOUR_MS)} more hours`;
}

/** "Sunday 4 PM Eastern Time": in the zone of the account's libraries, since a page without script cannot know the reader's. */
const untilText = (at: Date, timeZone: string): string =>
  clockText(at, timeZone, { weekday: 'long', timeZoneName: 'longGeneric' });

/** How long a browser stays signed in. */
function staysText(role: ShownInvitation['role']): string {
  const { idleMs, maxMs } = limitsOf(role);
  const [idle, max] = [idleMs / DAY_MS, maxMs / DAY_MS];
  return role === 'desk'
    ? `Then this browser stays signed in as long as it is used at least once in ${idle} days.`
    : `Then this browser stays signed in for ${max} days, or until you have not used it for ${idle} days.`;
}

export function invitationPage(
  { label, role, expiresAt }: ShownInvitation,
  names: readonly string[],
  token: string,
  { zone, nowMs }: { zone: string; nowMs: number },
): string {
  return page(
    'Sign in',
    `<p>This link signs you in as <strong>${escapeHtml(label)}</strong>, ${escapeHtml(purposeOf(role, names))}.</p>
        <form method="post" action="/sign-in/${escapeHtml(token)}">
          <button class="button primary" type="submit">Sign in as ${escapeHtml(label)}</button>
        </form>
        <p>The link works once, ${remainingText(expiresAt.getTime() - nowMs)}, until <time datetime="${expiresAt.toISOString()}">${untilText(expiresAt, zone)}</time>. ${staysText(role)} That takes one cookie, which has no other use.</p>`,
  );
}

export const usedPage = (): string =>
  page(
    'This link has been used',
    `<p>A sign-in link works once, and this one has been used.</p>${SIGNED_IN}${NEW_LINK}`,
  );

export const expiredPage = (): string =>
  page(
    'This link has expired',
    `<p>Sign-in links stop working after a while, so that a forgotten mail opens nothing.</p>${NEW_LINK}${SIGNED_IN}`,
  );

export const unknownPage = (): string =>
  page(
    'This link is not valid',
    `<p>Mail programs sometimes cut long links in two. Copy the whole link into the address bar and try again.</p>${NEW_LINK}`,
  );

export const crossSitePage = (): string =>
  page(
    'You are not signed in',
    '<p>This sign-in was sent by another site. Open the link from your mail again and use the button there.</p>',
  );

export const howToPage = (): string =>
  page(
    'Sign in with a link',
    `<p>There is no password here. You sign in with a link that works once; this browser then stays signed in.</p>${NEW_LINK}`,
  );

export const busyPage = (): string =>
  page(
    'Wait a minute, please',
    '<p>Too many invalid links have been opened from your network. Open yours again in a minute.</p>',
  );
