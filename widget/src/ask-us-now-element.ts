import { type AskEvent, ID_PATTERN, PLACEMENT_NAME_PATTERN } from '@askusnow/sdk';
import { type CSSResultOrNative, type PropertyDeclarations, ReactiveElement } from '@lit/reactive-element';
import { AskChangeEvent } from './ask-change-event.js';
import { type Control, createControl } from './control.js';
import { followAvailability, type Following } from './controllers/availability.js';
import { watchHand } from './controllers/hand.js';
import { type Viewability, watchViewability } from './controllers/viewability.js';
import { type InnerLink, readInnerLink } from './inner-link.js';
import type { Language } from './language.js';
import { english } from './languages.js';
import { loadLanguage } from './load-language.js';
import { complain, listen, now, quietly } from './natives.js';
import { unwish, wish } from './page-clock.js';
import { languageOf, observeLanguage } from './page-language.js';
import { pageSender, toContext } from './page-sender.js';
import { isNew } from './page-view.js';
import { styles } from './styles.js';
import { toView, type View } from './view.js';

/** A second click within this is the same wish. Units: ms. Source: the definition of a click. */
const REPEAT_MS = 2000;
/** How long the page's own scripts have, once it is loaded, to complete the markup of a tag before it is judged. Units: ms. */
const JUDGE_MS = 2000;

/** Server-rendering frameworks write `practice="false"`. */
const isTrue = (value: string | null): boolean => value !== null && value !== 'false';

/**
 * A link to a library's chat that tells the truth about who can answer now.
 *
 * The webmaster's own link stays inside the tag: it is what works before the script, without it and against it, and its
 * address is where the tag leads whenever nobody is known to answer elsewhere.
 *
 * Errors: none reach the page. Trouble that a webmaster can mend is one line on the console.
 * @example
 * <ask-us-now library="harford" placement="header"><a href="https://chat.example.org/harford">Ask a librarian</a></ask-us-now>
 *
 * @summary A truthful ask-a-librarian link.
 * @tag ask-us-now
 * @tagname ask-us-now
 * @slot - The library's own chat link, one `<a href>`.
 * @attr {string} library - The library's id in the cooperative's file.
 * @attr {string} placement - Where the tag stands, in the webmaster's word: `[a-z0-9-]{1,32}`. Default: `unnamed`.
 * @attr {string} endpoint - Origin of the server. Default: where the script came from.
 * @attr {string} label - The label, where it should differ from the link's own words.
 * @attr {string} lang - The language of the status. Default: the nearest `lang` around the tag.
 * @attr {"card" | "button" | "link"} variant - Its size: a block of 300 by 84 px with the whole status and other ways to ask, a
 *   button 44 px high with a short status, or a link in running text, in the page's letters, with a short status after it. Sizes
 *   grow with the font size around the tag. Default: `card`.
 * @attr {"none"} status - Shows no status, and tells a screen reader of none.
 * @attr {boolean} pinned - The link always leads to the tag's own address.
 * @attr {boolean} practice - A trial by staff: counted apart.
 * @fires {AskChangeEvent} ask-change - Another state or tier is shown.
 * @csspart box - Everything.
 * @csspart link - The link; the frame around the webmaster's own where that runs a script.
 * @csspart words - Label and status.
 * @csspart label - The label.
 * @csspart joint - What a screen reader reads between label and status; not visible.
 * @csspart status - What is said of it.
 * @csspart mark - The sign before the status.
 * @csspart others - Other ways to ask, while nobody can chat.
 * @csspart other - One of them.
 * @csspart news - What a screen reader is told of a change; not visible.
 * @cssproperty [--ask-us-now-background=#0b57a4] - Behind the link. The text is black or white, whichever can be read.
 * @cssproperty [--ask-us-now-background-closed=Canvas] - The same while nobody can chat, or nobody knows.
 * @cssproperty [--ask-us-now-font=system-ui, sans-serif] - Font family.
 * @cssproperty [--ask-us-now-radius=8px] - Corners.
 * @cssproperty [--ask-us-now-inline-size=18.75em] - Width that is reserved, in em of the text around the tag; of a
 *   button 17.5em, of a link's status 15.5em.
 * @cssproperty [--ask-us-now-block-size=5.25em] - Height that is reserved; of a button 2.75em.
 */
export class AskUsNowElement extends ReactiveElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override properties: PropertyDeclarations = {
    library: {},
    placement: {},
    endpoint: {},
    label: {},
    pinned: { converter: isTrue },
    practice: { converter: isTrue },
  };

  /** Origin of the server for tags that name none; the served script sets it to where it came from. */
  static defaultEndpoint = '';

  /** The library's id in the cooperative's file. */
  declare library: string | null;
  /** Where the tag stands, in the webmaster's word. */
  declare placement: string | null;
  /** Origin of the server. */
  declare endpoint: string | null;
  /** The label, where it should differ from the link's own words. */
  declare label: string | null;
  /** Whether the link always leads to the tag's own address. */
  declare pinned: boolean;
  /** Whether this is a trial by staff, counted apart. */
  declare practice: boolean;

  #availability!: Following;
  #hand!: ReturnType<typeof watchHand>;
  #viewability!: Viewability;
  #control: Control | undefined;
  #inner: InnerLink | undefined;
  #observer: MutationObserver | undefined;
  #judgement = {};
  #language: Language = english;
  #languageAsked = '';
  #view: View | undefined;
  #shown = '';

  constructor() {
    super();
    // What a constructor throws is reported to the page. Without one of these the first update fails, and the link stays as it is.
    quietly(() => {
      this.#availability = followAvailability(this);
      this.#hand = watchHand(this);
      this.#viewability = watchViewability(this, {
        isSettled: () => (this.#view?.tone ?? 'quiet') !== 'quiet',
        onImpression: (measurable) => this.#count('impression', { measurable }),
        onViewable: (firstScreen) => this.#count('viewable', { firstScreen }),
      });
      listen(this, 'click auxclick', (event: MouseEvent) => this.#onClick(event));
      this.#observer = new MutationObserver(() => this.requestUpdate());
    });
  }

  /** One sheet for all tags, and none on a server. */
  static override finalizeStyles(): CSSResultOrNative[] {
    return [styles()];
  }

  override connectedCallback(): void {
    this.#try(() => {
      // To take over now would swallow a click that is half made: the webmaster's own link has it, and keeps it.
      if (!this.hasUpdated && this.#hand.isHeld()) {
        wish(this, now() + 100, () => this.isConnected && this.connectedCallback());
        return;
      }
      super.connectedCallback();
      if (this.#observer) {
        // The link inside may come late, and change; so may the page's language.
        this.#observer.observe(this, { childList: true, subtree: true, characterData: true, attributes: true });
        observeLanguage(this, this.#observer);
      }
      // What may have changed while it was away is told by nobody.
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    this.#try(() => {
      super.disconnectedCallback();
      this.#observer?.disconnect();
      unwish(this);
      unwish(this.#judgement);
    });
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    this.#try(() => super.attributeChangedCallback(name, old, value));
  }

  /** The shadow root comes with the first update, when there is something to put into it: an empty one would hide the link. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return this;
  }

  protected override performUpdate(): void {
    // Lit would let an error out as an unhandled rejection.
    this.#try(() => super.performUpdate());
  }

  protected override updated(): void {
    // A tag that left before its first update must not leave a wish or a watch behind; it asks anew when it comes back.
    if (!this.isConnected) return;
    this.#inner = readInnerLink(this);
    this.#availability.follow(this.#endpoint, this.#library);

    this.#followLanguage();
    const view = (this.#view = this.#toView());
    // A button and a link have room for a short status, and for no other ways to ask.
    if (this.matches('[variant=button],[variant=link]')) {
      view.status = view.short;
      view.others = [];
    }
    if (this.matches('[status=none]')) view.status = '';
    const isFirst = !this.#control;
    const control = (this.#control ??= createControl());
    control.show(view, this.#inner, !isFirst && this.#hand.isHeld());
    if (isFirst) super.createRenderRoot().append(control.content);
    this.#tell(view);
    wish(this, view.until - this.#serverNow() + now(), () => this.requestUpdate());
    this.#judgeLater();
  }

  /** Says what is wrong with the markup when the page has had time to complete it. */
  #judgeLater(): void {
    wish(this.#judgement, now() + JUDGE_MS, () => {
      if (document.readyState !== 'complete') return this.#judgeLater();
      if (this.placement && this.#placement === 'unnamed') complain('placement should be like "main-header"');
      if (this.#inner) return;
      complain(this.querySelector('a[href]') ? 'one link belongs inside, then </ask-us-now>' : 'no <a href> inside');
    });
  }

  /** The last resort: whatever went wrong, the webmaster's link is on the page. */
  #try(run: () => void): void {
    try {
      run();
    } catch {
      quietly(() => this.shadowRoot?.replaceChildren(this.#control!.lastResort));
    }
  }

  #serverNow(): number {
    return now() + (this.#availability.snapshot()?.clockOffsetMs ?? 0);
  }

  #toView(): View {
    const input = {
      snapshot: this.#availability.snapshot(),
      now: this.#serverNow(),
      language: this.#language,
      label: this.label || this.#inner?.text || '',
      href: this.#inner?.href || '',
      pinned: this.pinned,
    };
    // An answer that makes no sense here: nothing is claimed.
    return quietly(() => toView(input)) ?? toView({ ...input, snapshot: null });
  }

  /** Tells the page and, of a change on the screen from one known thing to another, the screen reader. */
  #tell({ tone, state, tier, status }: View): void {
    const shown = `${state} ${tier}`;
    if (tone === 'quiet' || shown === this.#shown) return;
    if (this.#shown && this.#viewability.isOnScreen()) this.#control!.announce(status);
    this.#shown = shown;
    // A listener's own error is its page's: dispatchEvent reports it there and comes back.
    quietly(() => this.dispatchEvent(new AskChangeEvent(state, tier, status)));
  }

  /** Goes over to the language of the page, where there is one for it and the cooperative has it. */
  #followLanguage(): void {
    const lang = languageOf(this);
    const turnedOn = this.#availability.snapshot()?.availability?.languages ?? [];
    const asked = [lang, turnedOn].join();
    if (asked === this.#languageAsked) return;
    this.#languageAsked = asked;
    const folder = `${AskUsNowElement.defaultEndpoint || this.#endpoint}/widget/v1/`;
    void (async () => {
      let language = english;
      try {
        language = await loadLanguage(lang, turnedOn, folder);
      } catch {
        // Where it does not arrive, in English: the link and its truth matter more than the tongue.
      }
      if (asked !== this.#languageAsked || language === this.#language) return;
      this.#language = language;
      this.requestUpdate();
    })();
  }

  get #library(): string {
    const library = this.library ?? '';
    if (ID_PATTERN.test(library)) return library;
    complain('library should be an id like "harford"');
    return '';
  }

  get #endpoint(): string {
    const given = this.endpoint || AskUsNowElement.defaultEndpoint;
    const origin = quietly(() => new URL(given).origin);
    if (origin?.startsWith('http')) return origin;
    complain('endpoint should be like "https://ask.example.org"');
    return '';
  }

  get #placement(): string {
    const placement = this.placement?.toLowerCase() ?? '';
    return PLACEMENT_NAME_PATTERN.test(placement) ? placement : 'unnamed';
  }

  #onClick(event: MouseEvent): void {
    // Of the other buttons only the middle one opens a link.
    if (!event.isTrusted || (event.type === 'auxclick' && event.button !== 1)) return;
    // Another way to ask is not a chat, and neither is what else there is in the tag.
    const link = (event.composedPath()[0] as Element).closest('a');
    if (link !== this.#inner?.anchor && link?.part.value !== 'link') return;
    // What cannot be measured is in neither part of the viewable rate.
    if (this.#viewability.isMeasurable()) this.#count('viewable', { firstScreen: this.#viewability.isFirstScreen() });
    this.#count('click', {});
  }

  /** Counts once per page view and placement; clicks, once per wish. */
  #count(kind: AskEvent['kind'], what: object): void {
    const endpoint = this.#endpoint;
    const library = this.#library;
    const placement = this.#placement;
    if (!endpoint || !library || !isNew(`${library} ${placement} ${kind}`, kind === 'click' ? REPEAT_MS : Infinity))
      return;
    const { state, tier } = this.#view!;
    pageSender(endpoint).send(toContext(library, placement, !!this.practice), {
      kind,
      state,
      tier,
      ...what,
    } as AskEvent);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ask-us-now': AskUsNowElement;
  }
  interface HTMLElementEventMap {
    'ask-change': AskChangeEvent;
  }
}
