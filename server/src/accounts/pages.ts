// In:    the account of an invitation, or why there is none.
// Out:   the sign-in pages: whole documents that need no script.
// Never: contains unescaped text, or inline style or script, which the page's policy would block.
import { escapeHtml } from '../platform/http/html.ts';
import { clockText } from '../platform/time/clock-text.ts';
import { messages } from './messages.ts';
import { limitsOf } from './session-limits.ts';
import type { ShownInvitation } from './invitation-store.ts';

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

const paragraph = (text: string): string => `<p>${text}</p>`;

const newLink = paragraph(messages.newLink);
const toPages = `<p>${messages.isSignedIn} <a href="/dashboard">${messages.goToPages}</a>.</p>`;

/** "Sunday 4 PM Eastern Time": in the zone of the account's libraries, since a page without script cannot know the reader's. */
const untilText = (at: Date, timeZone: string): string =>
  clockText(at, timeZone, { weekday: 'long', timeZoneName: 'longGeneric' });

export function invitationPage(
  { label, role, expiresAt }: ShownInvitation,
  names: readonly string[],
  token: string,
  { zone, nowMs }: { zone: string; nowMs: number },
): string {
  const until = `<time datetime="${expiresAt.toISOString()}">${untilText(expiresAt, zone)}</time>`;
  return page(
    messages.signIn,
    `<p>${messages.signsInAs} <strong>${escapeHtml(label)}</strong>, ${escapeHtml(messages.purpose(role, names))}.</p>
        <form method="post" action="/sign-in/${escapeHtml(token)}">
          <button class="button primary" type="submit">${escapeHtml(messages.signInAs(label))}</button>
        </form>
        <p>${messages.worksOnce(expiresAt.getTime() - nowMs)} ${until}. ${messages.staysSignedIn(role, limitsOf(role))} ${messages.oneCookie}</p>`,
  );
}

export const usedPage = (): string => page(messages.used, paragraph(messages.usedWhy) + toPages + newLink);
export const expiredPage = (): string => page(messages.expired, paragraph(messages.expiredWhy) + newLink + toPages);
export const unknownPage = (): string => page(messages.unknown, paragraph(messages.unknownWhy) + newLink);
export const crossSitePage = (): string => page(messages.crossSite, paragraph(messages.crossSiteWhy));
export const howToPage = (): string => page(messages.howTo, paragraph(messages.howToWhy) + newLink);
export const busyPage = (): string => page(messages.busy, paragraph(messages.busyWhy));
