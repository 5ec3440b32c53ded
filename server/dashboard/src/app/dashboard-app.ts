import { endSession, getSession, INVITATION_HOURS, type Session } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { Query } from '../ui/query.js';
import { followNextSession, subscribeChanges } from '../ui/shared-changes.js';
import { LiveRegion } from '../ui/live-region.js';
import { failureOf } from '../logic/failure.js';
import { pageAt, scriptAt, type ShownPage } from './page-registry.js';
import { PageScript } from './page-script.js';
import { connection, countSignIn } from '../ui/connection.js';
import { keepHandedAddress } from '../ui/handed-address.js';
import { setReader } from '../ui/reader.js';
import type { DeskPage } from '../desk/desk-page.js';
import '../ui/notice-card.js';
import './header-bar.js';
import { homeHref, ownLink, pageHref, placeOf, readRoute, signInHref, type Route } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { lastDaysText } from '../i18n/session-text.js';
import { messages } from '../i18n/app.js';
import { ONE_MOMENT } from '../i18n/ui.js';

/** Another account, or another scope of it, has pages of its own. */
const accountOf = ({ label, role, libraries, queues }: Session): string =>
  JSON.stringify([label, role, libraries, queues]);

/**
 * The app around every page: the session, the route, the window's title and the focus.
 * It renders into the document itself, so that the skip link, the landmarks and styles/page.css work as usual.
 */
@customElement('dashboard-app')
export class DashboardApp extends LitElement {
  @state() private route: Route = readRoute(new URL(location.href));
  @state() private signedOut: 'no' | 'never-in' | 'ended' | 'by-hand' = 'no';

  /** Why the kept page is not shown again, after its button was pressed. */
  @state() private notYet = '';

  #session = new Query<Session>(this);
  #script = new PageScript(this);
  #liveRegion = new LiveRegion(this);
  /** The page whose heading takes the focus once it is there. */
  #focusNext = false;

  /** The app lives as long as its document, so its listeners are never removed. */
  constructor() {
    super();
    // Before anything else: a reader who is signed out leaves this page.
    keepHandedAddress();
    // Beside the session's request: what a page reads is followed from its first read on.
    subscribeChanges(() => {});
    window.addEventListener('popstate', this.#onPop);
    this.addEventListener('click', this.#onClick);
    document.addEventListener('ask-announce', this.#onAnnounce);
    document.addEventListener('ask-signed-out', this.#onSignedOut);
    window.addEventListener('focus', this.#onFocus);
    this.addEventListener('ask-signed-out-by-hand', () => this.#signedOutByHand());
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #onPop = (): void => this.#show(readRoute(new URL(location.href)));
  /** After the session has ended, nothing more is announced. */
  #onAnnounce = (event: CustomEvent<string>): void => {
    if (this.signedOut === 'no') this.#liveRegion.say(event.detail);
  };

  /** Several parts of a page may report it, each for its own request. */
  #onSignedOut = (): void => {
    if (this.signedOut !== 'no') return;
    const session = this.#session.state.last;
    // At a desk of many people nothing is kept.
    this.signedOut = session === undefined || session.role === 'desk' ? 'never-in' : 'ended';
    this.notYet = '';
    if (session === undefined) return;
    this.#focusNext = true;
    this.#liveRegion.say(messages.sessionEnded);
  };

  #onClick = (event: MouseEvent): void => {
    const url = ownLink(event, new URL(location.href));
    if (!url) return;
    event.preventDefault();
    const route = readRoute(url);
    // A person who looks something up while answering stays at the desk.
    if (placeOf(route) !== placeOf(this.route) && this.querySelector<DeskPage>('desk-page')?.isAnswering)
      return void window.open(url, '_blank', 'noopener');
    if (url.href !== location.href) history.pushState(null, '', url);
    this.#show(route);
  };

  /** Another page takes the focus to its heading; another window of the same page leaves it where it is. */
  #show(route: Route): void {
    const isSamePage = placeOf(this.route) === placeOf(route);
    this.route = route;
    this.#liveRegion.hush();
    this.#focusNext = !isSamePage;
    if (!isSamePage) window.scrollTo(0, 0);
  }

  async #askSession(): Promise<void> {
    await this.#session.ask(() => getSession(connection));
  }

  /** The reader may have signed in again in another tab. */
  #onFocus = (): void => {
    if (this.signedOut === 'ended') void this.#goOn();
  };

  /** Goes on with the page as it was left; for another account it is made anew. False: nobody is signed in. */
  async #goOn(): Promise<boolean> {
    const { step } = await this.#session.ask(() => getSession(connection));
    if (step !== 'done' || this.signedOut !== 'ended') return false;
    this.signedOut = 'no';
    countSignIn();
    followNextSession();
    this.#focusNext = true;
    this.#liveRegion.say(messages.signedInAgain);
    return true;
  }

  async #pressedGoOn(): Promise<void> {
    if (!(await this.#goOn())) this.#liveRegion.say((this.notYet = messages.notSignedIn));
  }

  async #signOut(): Promise<void> {
    try {
      await this.querySelector<DeskPage>('desk-page')?.leave();
      await endSession(connection);
      this.#signedOutByHand();
    } catch (error) {
      if (failureOf(error) === 'signed-out') this.#signedOutByHand();
      else this.#liveRegion.say(messages.signOutFailed);
    }
  }

  /** The next person starts at their own home page, after a reload, too. */
  #signedOutByHand(): void {
    history.replaceState(null, '', homeHref());
    this.signedOut = 'by-hand';
    this.#focusNext = true;
    this.#liveRegion.hush();
  }

  protected override firstUpdated(): void {
    void this.#askSession();
    // Shown, or shown to have failed, once it is known who reads.
    void scriptAt(this.route)?.().catch(() => undefined);
  }

  protected override willUpdate(): void {
    const session = this.#session.state.last;
    if (session) setReader(session);
    if (session && this.route.page === 'home') this.#goHome(session);
    this.#script.show(this.#page()?.script);
  }

  /** A desk starts at its own page. */
  #goHome({ role }: Session): void {
    if (role !== 'desk') return;
    history.replaceState(null, '', pageHref('desk'));
    this.route = readRoute(new URL(location.href));
  }

  protected override updated(_changed: PropertyValues<this>): void {
    document.title = this.#title();
    if (this.#focusNext) void this.#focusHeading();
  }

  async #focusHeading(): Promise<void> {
    // The link that was pressed may be gone, and the heading is not there yet.
    if (!this.#script.isLoaded && !this.#script.failure)
      return this.querySelector('main')?.focus({ preventScroll: true });
    this.#focusNext = false;
    const page = this.querySelector<LitElement>(this.signedOut === 'ended' ? 'main > .card' : 'main > *');
    await page?.updateComplete;
    (page?.renderRoot?.querySelector<HTMLElement>('h1') ?? page?.querySelector('h1'))?.focus({ preventScroll: true });
  }

  /** Undefined: nobody is signed in, there is no such page, or not for this reader. */
  #page(): ShownPage | undefined {
    const session = this.#session.state.last;
    return session && pageAt(this.route, session);
  }

  #title(): string {
    const title = this.#pageTitle();
    return document.documentElement.dataset['simulated'] === undefined ? title : messages.simulated(title);
  }

  #pageTitle(): string {
    const session = this.#session.state.last;
    if (this.signedOut !== 'no') return messages.signedOutTitle;
    if (!session) return 'AskUsNow';
    return `${this.#page()?.title ?? messages.noSuchPage} · ${session.cooperative}`;
  }

  override render(): TemplateResult {
    const session = this.signedOut === 'no' ? this.#session.state.last : undefined;
    return html`<header-bar
        .route=${this.route}
        .session=${session}
        @ask-sign-out=${() => void this.#signOut()}
      ></header-bar>
      ${this.#lastDays(session)} ${this.#readsOnly(session)}
      <main id="content" tabindex="-1" class=${this.signedOut === 'ended' ? 'ended' : ''}>${this.#main(session)}</main>
      <footer class="foot">
        <a href="/accessibility">${messages.accessibility}</a> <a href="/privacy">${messages.privacy}</a>
      </footer>
      <p class="visually-hidden" role="status">${this.#liveRegion.words}</p>`;
  }

  /** A session that ends this week, however much it is used. */
  #lastDays(session: Session | undefined): TemplateResult | null {
    if (session === undefined) return null;
    const words = lastDaysText(session, serverNowMs());
    return words === null ? null : html`<aside class="last-days" aria-label="Your session"><p>${words}</p></aside>`;
  }

  #readsOnly(session: Session | undefined): TemplateResult | null {
    if (session?.role !== 'viewer') return null;
    return html`<aside class="last-days" aria-label="Your account"><p>${messages.readsOnly}</p></aside>`;
  }

  #main(session: Session | undefined): TemplateResult {
    const shown = session ?? (this.signedOut === 'ended' ? this.#session.state.last : undefined);
    if (shown) return html`${keyed(accountOf(shown), this.#pageContent())}${session ? null : this.#signedOutCard()}`;
    if (this.signedOut !== 'no') return this.#signedOutCard();
    const { failure } = this.#session;
    return failure === undefined
      ? html`<p>${ONE_MOMENT}</p>`
      : html`<notice-card level="1" .failure=${failure} @ask-retry=${() => void this.#askSession()}></notice-card>`;
  }

  #pageContent(): TemplateResult {
    const page = this.#page();
    const failure = page ? this.#script.failure : 'not-found';
    if (failure)
      return html`<notice-card
        level="1"
        .failure=${failure}
        @ask-retry=${() => void this.#script.again()}
      ></notice-card>`;
    return this.#script.isLoaded && page ? page.show() : html`<p>${ONE_MOMENT}</p>`;
  }

  /** After a sign-out the next person starts at their own home page. */
  #signInHref(): string {
    return this.#session.state.last === undefined ? signInHref(new URL(location.href)) : '/sign-in';
  }

  #signedOutCard(): TemplateResult {
    return html`<section class="card">
      <h1 tabindex="-1">${messages.signedOut}</h1>
      ${this.signedOut === 'by-hand' ? html`<p>${messages.noAccess}</p>` : null}
      ${
        this.signedOut === 'ended'
          ? html`<p>${messages.kept}</p>
              <p><a href="/sign-in" target="_blank">${messages.signInInTab}</a></p>
              ${this.notYet === '' ? null : html`<p><strong>${this.notYet}</strong></p>`}
              <p>
                <button type="button" class="button primary" @click=${() => void this.#pressedGoOn()}>
                  ${messages.goOn}
                </button>
              </p>`
          : html`<p><a class="button primary" href=${this.#signInHref()}>${messages.toSignInPage}</a></p>
              <p>${messages.howToSignIn(INVITATION_HOURS)}</p>
              <p><a href="/get">${messages.toTag}</a></p>`
      }
    </section>`;
  }
}
