// In:    the account of an invitation, or why there is none.
// Out:   the sign-in pages: whole documents that need no script.
// Never: contains unescaped text.
import { htmlPage as page } from '../platform/http/html-page.ts';
import { escapeHtml } from '../platform/http/html.ts';
import { clockText } from '../platform/time/clock-text.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { messages } from './messages.ts';
import { limitsOf } from './session-limits.ts';
import type { EmailLink } from './email-change-store.ts';
import type { ShownInvitation } from './invitation-store.ts';

const paragraph = (text: string): string => `<p>${text}</p>`;

/** How to get another link. `byMail`: the sign-in page can mail one. */
const newLink = (byMail: boolean): string =>
  byMail
    ? `<p><a class="button primary" href="/sign-in">${messages.newLinkByMail}</a></p>`
    : paragraph(messages.newLink);
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
        <p>${messages.worksOnce(expiresAt.getTime() - nowMs)} ${until}. ${messages.staysSignedIn(role, limitsOf({ role }))} ${messages.oneCookie}</p>`,
  );
}

export const usedPage = (byMail: boolean): string =>
  page(messages.used, paragraph(messages.usedWhy) + newLink(byMail) + toPages);
export const expiredPage = (byMail: boolean): string =>
  page(messages.expired, paragraph(messages.expiredWhy) + newLink(byMail) + toPages);
export const unknownPage = (byMail: boolean): string =>
  page(messages.unknown, paragraph(messages.unknownWhy) + newLink(byMail));
export const crossSitePage = (): string => page(messages.crossSite, paragraph(messages.crossSiteWhy));
export const busyPage = (): string => page(messages.busy, paragraph(messages.busyWhy));

/** Above the other ways to sign in: its people have no link. */
const organizationLink = (isSetUp: boolean): string =>
  isSetUp
    ? `<p><a class="button primary" href="/sign-in/openid">${messages.signInByOrganization}</a></p><h2>${messages.orByLink}</h2>`
    : '';
const signInTitle = (byOrganization: boolean): string => (byOrganization ? messages.signIn : messages.howTo);

/** Without mail: the coordinator makes links. */
export const howToPage = ({ byOrganization = false } = {}): string =>
  page(
    signInTitle(byOrganization),
    organizationLink(byOrganization) + paragraph(messages.howToWhy) + paragraph(messages.howElse) + toPages,
  );

/** `fault`: the address that was sent is none. */
export function emailFormPage({ byOrganization = false, fault = false } = {}): string {
  const field = fault
    ? `<input type="email" name="email" maxlength="254" autocomplete="email" required aria-invalid="true" aria-describedby="fault">`
    : `<input type="email" name="email" maxlength="254" autocomplete="email" required>`;
  return page(
    signInTitle(byOrganization),
    organizationLink(byOrganization) +
      `<p>${messages.howToWhy}</p>
        <form method="post" action="/sign-in">
          <p><label>${messages.emailField}<br>${field}</label></p>
          ${fault ? `<p class="fault" id="fault">${messages.emailFault}</p>` : ''}
          <button class="button primary" type="submit">${messages.mailLink}</button>
        </form>
        <p>${messages.mailLinkWhy}</p>`,
  );
}
export const mailedPage = (): string =>
  page(messages.mailed, paragraph(messages.mailedWhy) + paragraph(messages.mailedNothing));
export const tooOftenPage = (waitMs: number): string =>
  page(messages.tooOften, paragraph(messages.tooOftenWhy(Math.ceil(waitMs / MINUTE_MS))));
export const crossSiteFormPage = (): string => page(messages.crossSite, paragraph(messages.crossSiteForm));

/** Of a link that confirms a new address, or restores the former one. */
export function emailLinkPage({ kind, email, label }: EmailLink, token: string): string {
  const { title, text, button } = messages.emailLink[kind];
  return page(
    title,
    `<p>${text(`<strong>${escapeHtml(label)}</strong>`, `<strong>${escapeHtml(email)}</strong>`)}</p>
        <form method="post" action="/email/${escapeHtml(token)}">
          <button class="button primary" type="submit">${button}</button>
        </form>`,
  );
}
export function emailDonePage({ kind, email, label }: EmailLink): string {
  const { done, doneText } = messages.emailLink[kind];
  return page(done, paragraph(doneText(escapeHtml(label), escapeHtml(email))));
}
export const emailEndedPage = (): string => page(messages.emailEnded, paragraph(messages.emailEndedWhy));
export const emailTakenPage = (): string => page(messages.emailTaken, paragraph(messages.emailTakenWhy));
