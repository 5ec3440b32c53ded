import { type AskEvent, ID_PATTERN, PLACEMENT_NAME_PATTERN } from '@askusnow/sdk';
import { type CSSResultOrNative, type PropertyDeclarations, ReactiveElement } from '@lit/reactive-element';
import { AskChangeEvent } from './ask-change-event.js';
import { type Control, createControl } from './control.js';
import { followAvailability, type Following } from './controllers/availability.js';
import { guardPointer } from './controllers/pointer-guard.js';
import { type Viewability, watchViewability } from './controllers/viewability.js';
import { type InnerLink, readInnerLink } from './inner-link.js';
import type { Language } from './language.js';
import { english } from './languages.js';
import { load } from './later.js';
import { loadLanguage } from './load-language.js';
import { complain, listen, now, quietly } from './natives.js';
import { clearDeadline, setDeadline } from './page-timer.js';
import { languageOf, observeLanguage } from './page-language.js';
import { pageSender, toContext } from './page-sender.js';
import { isNew, onPageNews } from './page-view.js';
import type * as Sight from './sight/file.js';
import { sightFile } from './sight-file.js';
import { styles } from './styles.js';
import type * as More from './more/more.js';
import { moreFile } from './more-file.js';
import { toView, type View } from './view.js';

/** A second click within this time is the same click. Units: ms. Source: the definition of a click. */
const REPEAT_MS = 2000;
/** By which a link is followed. */
const CLICKS = 'click auxclick';
/**
 * How long a tag is on the page before it is diagnosed, so that nothing delays the page or the first click, and the page's own
 * scripts have completed its markup. Units: ms.
 */
const DIAGNOSIS_MS = 10_000;

/** Server-rendering frameworks write `practice="false"`. */
const isTrue = (value: string | null): boolean => value !== null && value !== 'false';

/**
 * A link to a library's chat, with the true status of who can answer now.
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
 * @attr {string} placement - Where the tag stands, a name that the webmaster chooses: `[a-z0-9-]{1,32}`. Default: `unnamed`.
 * @attr {string} branch - The branch of the library where the tag stands, by its id: counted beside the placement, and a card
 *   shows its phone while nobody can chat.
 * @attr {string} endpoint - Origin of the server. Default: where the script came from.
 * @attr {string} label - The label, where it should differ from the link's own words.
 * @attr {string} lang - The language of the status. Default: the nearest `lang` around the tag.
 * @attr {"card" | "button" | "link" | "tab"} variant - Its size: a block of 300 by 84 px with the whole status and other ways to ask, a
 *   button 44 px high with a short status, a link in running text that looks like the page's, with a short status after it, or a button that floats at the page's side. Sizes
 *   grow with the font size around the tag. Default: `card`.
 * @attr {"none"} status - Shows no status, to screen readers neither.
 * @attr {boolean} pinned - The link always leads to the tag's own address.
 * @attr {boolean} remind - A card offers the next opening for the patron's calendar, while it is ahead.
 * @attr {boolean} practice - A trial by staff: counted apart.
 * @fires {AskChangeEvent} ask-change - Another state or tier is shown.
 * @csspart box - Everything.
 * @csspart link - The link; the frame around the webmaster's own where that runs a script.
 * @csspart words - Label and status.
 * @csspart label - The label.
 * @csspart joint - What a screen reader reads between label and status; not visible.
 * @csspart status - The status, and the room that is reserved for it.
 * @csspart text - The mark and the words of the status.
 * @csspart mark - The sign before the status.
 * @csspart others - Other ways to ask, while nobody can chat.
 * @csspart other - One of them.
 * @csspart news - The announcement of a change for screen readers; not visible.
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
  static defaultEndpoint: string = '';

  /** The library's id in the cooperative's file. */
  declare library: string | null;
  /** Where the tag stands, a name that the webmaster chooses. */
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
  #pointerGuard!: ReturnType<typeof guardPointer>;
  #viewability!: Viewability;
  #control: Control | undefined;
  #inner: InnerLink | undefined;
  #observer: MutationObserver | undefined;
  #diagnosis = {};
  #language: Language = english;
  #languageAsked = '';
  #view: View | undefined;
  #shown = '';
  #hasMore: unknown;

  static {
    // A page may stop a click on its way to the tag: it is seen where it begins. On a server there is no window.
    quietly(() =>
      listen(window, CLICKS, (event: MouseEvent) => {
        for (const node of event.composedPath()) if (node instanceof AskUsNowElement) node.#onClick(event, true);
      }),
    );
  }

  constructor() {
    super();
    // An error of a constructor is reported to the page. If one of these is missing, the first update fails and the link stays.
    quietly(() => {
      this.#availability = followAvailability(this);
      this.#pointerGuard = guardPointer(this);
      this.#viewability = watchViewability(this, {
        isSettled: () => (this.#view?.tone ?? 'quiet') !== 'quiet',
        onImpression: (measurable) => this.#count('impression', { measurable }),
        onViewable: (firstScreen) => this.#count('viewable', { firstScreen }),
      });
      listen(this, CLICKS, (event: MouseEvent) => this.#onClick(event));
      this.#observer = new MutationObserver(() => this.requestUpdate());
    });
  }

  /** One sheet for all tags, and none on a server. */
  static override finalizeStyles(): CSSResultOrNative[] {
    return [styles()];
  }

  override connectedCallback(): void {
    this.#try(() => {
      super.connectedCallback();
      if (this.#observer) {
        // The link inside may come late and may change; so may the page's language.
        this.#observer.observe(this, { childList: true, subtree: true, characterData: true, attributes: true });
        observeLanguage(this, this.#observer);
      }
      this.#diagnoseLater();
      // Nothing reports what changed while the tag was disconnected.
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    this.#try(() => {
      super.disconnectedCallback();
      this.#observer?.disconnect();
      clearDeadline(this);
      clearDeadline(this.#diagnosis);
    });
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    this.#try(() => super.attributeChangedCallback(name, old, value));
  }

  /** The shadow root is attached with the first update: an empty one would hide the link. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return this;
  }

  protected override performUpdate(): void {
    // Lit would report an error as an unhandled rejection.
    this.#try(() => super.performUpdate());
  }

  protected override updated(): void {
    // A tag that was removed before its first update sets no timer and no watch; it does when it is connected again.
    if (!this.isConnected) return;
    this.#inner = readInnerLink(this);
    this.#availability.follow(this.#endpoint, this.#library);

    this.#followLanguage();
    const view = (this.#view = this.#toView());
    // A button and a link have space for a short status only, without other ways to ask.
    if (this.matches('[variant=button],[variant=tab],[variant=link]')) {
      view.status = view.short;
      view.others = [];
    }
    if (this.matches('[status=none]')) view.status = '';
    const { content, show } = (this.#control ??= createControl());
    const shown = `${view.state} ${view.tier}`;
    const isNews = view.tone !== 'quiet' && shown !== this.#shown;
    show(
      view,
      this.#inner,
      !content.firstChild && this.#pointerGuard.isInUse(),
      isNews && !!this.#shown && this.#viewability.isOnScreen(),
    );
    const attach = (): void =>
      this.#try(() => {
        if (!content.firstChild) return;
        // An upgrade during a press would swallow the click, so the webmaster's own link keeps it.
        if (this.#pointerGuard.isInUse()) setDeadline(content, now() + 100, () => this.requestUpdate());
        else super.createRenderRoot().append(content);
      });
    // A link in running text stays the webmaster's own until its file knows how the page has it look.
    if (!this.matches('[variant=link]')) attach();
    if (isNews) {
      this.#shown = shown;
      // dispatchEvent reports a listener's error to the page and does not throw.
      quietly(() => this.dispatchEvent(new AskChangeEvent(view.state, view.tier, view.status)));
    }
    setDeadline(this, view.until - this.#serverNow() + now(), () => this.requestUpdate());
    const answer = this.#availability.snapshot()?.availability;
    if (
      (this.#hasMore ||=
        this.matches('[variant=tab],[variant=link],[remind],[branch]') || answer?.urgent || answer?.message)
    )
      void load<typeof More>(
        moreFile,
        ({ more }) => more(this, answer, view, this.#serverNow(), this.#language, attach, load),
        attach,
      );
  }

  /**
   * Reports wrong markup on the console, after the page has had time to complete it, and loads the code that diagnoses, after the
   * page. If it cannot be loaded, nothing is diagnosed.
   */
  #diagnoseLater(): void {
    setDeadline(this.#diagnosis, now() + (location.hash === '#ask-inspect' ? 100 : DIAGNOSIS_MS), () => {
      if (document.readyState !== 'complete') return this.#diagnoseLater();
      if (!this.#inner) complain('needs one <a href>, then </ask-us-now>');
      this.#readPlacement();
      void load<typeof Sight>(sightFile, ({ diagnose }) =>
        diagnose(this, (value) => this.#count('diagnosis', { value }), this.#viewability.wasOnScreen, onPageNews, load),
      );
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
    // An answer that cannot be shown: no claim is made.
    return quietly(() => toView(input)) ?? toView({ ...input, snapshot: null });
  }

  /** Loads the page's language, if the tag has it and the cooperative has turned it on. */
  #followLanguage(): void {
    const lang = languageOf(this);
    const turnedOn = this.#availability.snapshot()?.availability?.languages ?? [];
    const asked = [lang, turnedOn].join();
    if (asked === this.#languageAsked) return;
    this.#languageAsked = asked;
    const folder = `${AskUsNowElement.defaultEndpoint || this.#endpoint}/widget/v1/`;
    void (async () => {
      let language: Language | undefined;
      try {
        language = await loadLanguage(lang, turnedOn, folder);
      } catch {
        // If it cannot be loaded, the tag is English until its next update: a true status matters more than the language.
      }
      if (asked !== this.#languageAsked) return;
      if (!language) this.#languageAsked = '';
      language ??= english;
      if (language === this.#language) return;
      this.#language = language;
      this.requestUpdate();
    })();
  }

  get #library(): string {
    const library = this.library ?? '';
    if (ID_PATTERN.test(library)) return library;
    complain('library should be like "harford"');
    return '';
  }

  get #endpoint(): string {
    const given = this.endpoint || AskUsNowElement.defaultEndpoint;
    const origin = quietly(() => new URL(given).origin);
    if (origin?.startsWith('http')) return origin;
    complain('endpoint should be like "https://ask.example.org"');
    return '';
  }

  #readPlacement(): string {
    const placement = this.placement?.toLowerCase() || 'unnamed';
    if (PLACEMENT_NAME_PATTERN.test(placement)) return placement;
    complain('placement should be like "main-header"');
    return 'unnamed';
  }

  /** `isEarly`: whether it comes to the tag, and what the page does with it, is not known yet. */
  #onClick(event: MouseEvent, isEarly?: boolean): void {
    // Of the other mouse buttons only the middle one opens a link.
    if (!event.isTrusted || (event.type === 'auxclick' && event.button !== 1)) return;
    // Other ways to ask and other links inside the tag are not chats.
    const link = (event.composedPath()[0] as Element).closest('a');
    if (link !== this.#inner?.anchor && link?.part.value !== 'link') return;
    const count = (): void => {
      // What cannot be measured is in neither part of the viewable rate.
      if (this.#viewability.isMeasurable()) this.#count('viewable', { firstScreen: this.#viewability.isFirstScreen() });
      this.#count('click', {});
    };
    // A page that takes it for itself, as after a drag, has prevented it by then.
    if (isEarly) return setDeadline(event, 0, () => event.defaultPrevented || count());
    // It has come to the tag and counts now; not by the time between, in which the page may hold it up.
    clearDeadline(event);
    count();
  }

  /** Counts once per page view, placement and value; repeated clicks once. */
  #count(kind: AskEvent['kind'], what: { value?: string } & Record<string, unknown>): void {
    const endpoint = this.#endpoint;
    const library = this.#library;
    const placement = this.#readPlacement();
    if (
      !endpoint ||
      !library ||
      !isNew(`${library} ${placement} ${kind} ${what.value}`, kind === 'click' ? REPEAT_MS : Infinity)
    )
      return;
    const { state, tier } = this.#view!;
    const branch = this.getAttribute('branch') ?? '';
    pageSender(endpoint).send(
      {
        ...toContext(library, placement, !!this.practice, this.matches('[variant=tab]') ? 'tab' : 'tag'),
        // What is no id would be refused with its batch where it is long.
        ...(ID_PATTERN.test(branch) && { branch }),
      },
      {
        kind,
        state,
        tier,
        ...what,
      } as AskEvent,
    );
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
