// In:    why a sign-in with the organization has opened no session.
// Out:   the page that says so, and what to do.
import { htmlPage } from '../platform/http/html-page.ts';
import type { OpenIdRefusal } from './openid-error.ts';
import { messages } from './messages.ts';

export const openIdPage = (refusal: OpenIdRefusal): string =>
  htmlPage(
    messages.notSignedIn,
    `<p>${messages.organizationRefusal[refusal]}</p>
        <p><a href="/sign-in">${messages.toSignIn}</a></p>`,
  );
