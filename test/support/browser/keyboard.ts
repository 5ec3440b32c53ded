// Somebody without a pointer, in a narrow window: all that their hands can do is press keys.
import assert from 'node:assert/strict';
import { openPage, type Chromium } from './browser.ts';
import { eventually, pause } from '../waiting.ts';

const NARROW = { width: 320, height: 640 };
const ANSWERED_MS = 5_000;
type Key = 'Tab' | 'Enter' | ' ' | 'Escape';

/** A browser's page, and nothing of it but its keys. */
interface Tab {
  goto(url: string): Promise<unknown>;
  evaluate(text: string): Promise<unknown>;
  press(key: Key, isBack?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A new tab is a person of their own: nobody else's cookie is in it. */
export async function openTab(browser: Chromium): Promise<Tab> {
  const { page, close } = await openPage(browser, { viewport: NARROW });
  return {
    goto: (url) => page.goto(url),
    evaluate: (text) => page.evaluate(text),
    press: (key, isBack = false) => page.keyboard.press(isBack ? `Shift+${key}` : key),
    close,
  };
}

/** Where the focus is. */
export interface Stop {
  /** Its tag and its words: "button Sign out". */
  what: string;
  /** The document's edges of it, in CSS pixels. */
  top: number;
  bottom: number;
  left: number;
  /** Whether an outline is drawn around it. */
  isOutlined: boolean;
  /** Whether it is in the window, and nothing lies over it. */
  isInSight: boolean;
}

/** Installed in each document: finds the focus through every shadow root, and watches whether it is lost. */
const EYES = `(() => {
  if (globalThis.focusNow) return;
  const deepest = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element === document.body || element === document.documentElement ? null : element;
  };
  const over = (x, y) => {
    let element = document.elementFromPoint(x, y);
    while (element?.shadowRoot) {
      const inner = element.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === element) break;
      element = inner;
    }
    return element;
  };
  const isWithin = (inner, outer) => {
    for (let node = inner; node; node = node.parentNode ?? node.host) if (node === outer) return true;
    return false;
  };
  globalThis.focusNow = () => {
    const element = deepest();
    if (!element) return null;
    const words = element.labels?.length ? [...element.labels].map((label) => label.innerText).join(' ') : element.innerText;
    const [box = element.getBoundingClientRect()] = element.getClientRects();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const at = over(box.left + Math.min(box.width, innerWidth) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2);
    return {
      what: (element.localName + ' ' + (words ?? '').trim().replace(/\\s+/g, ' ')).trim(),
      top: Math.round(box.top + scrollY),
      bottom: Math.round(box.bottom + scrollY),
      left: Math.round(box.left + scrollX),
      isOutlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      isInSight: at !== null && (isWithin(at, element) || isWithin(element, at)),
    };
  };
  globalThis.lostFrom = [];
  let last = null;
  const watch = () => {
    const now = globalThis.focusNow()?.what ?? null;
    if (last !== null && now === null) globalThis.lostFrom.push(last);
    last = now;
    requestAnimationFrame(watch);
  };
  watch();
  globalThis.heard = [];
  const words = () => document.querySelector('[role=status]')?.textContent ?? '';
  let said = words();
  new MutationObserver(() => {
    if (words() === said) return;
    said = words();
    if (said) globalThis.heard.push(said);
  }).observe(document, { characterData: true, childList: true, subtree: true });
})()`;

/** Everything that is written in the document, through every shadow root. */
const TEXT = `(() => {
  const textOf = (node) => node.nodeType === Node.TEXT_NODE ? node.data
    : ['STYLE', 'SCRIPT'].includes(node.nodeName) ? ''
    : [...(node.shadowRoot ?? node).childNodes].map(textOf).join('');
  return textOf(document.body).replace(/\\s+/g, ' ');
})()`;

/** One stop comes after another as the eye goes: below it, beside it to the right, or inside it. */
function inOrder(first: Stop, then: Stop): void {
  const isAfter = then.top >= first.bottom - 1 || (then.bottom > first.top && then.left >= first.left);
  assert.ok(isAfter, `"${then.what}" is not after "${first.what}" to the eye: ${JSON.stringify([first, then])}`);
}

/** More stops than any page has: a walk that is longer goes round in a trap. */
const MAX_STOPS = 150;

export class Hands {
  #tab: Tab;
  #heard: string[] = [];

  constructor(tab: Tab) {
    this.#tab = tab;
  }

  async goto(url: string): Promise<void> {
    await this.#tab.goto(url);
  }

  async #see<T>(text: string): Promise<T> {
    await this.#tab.evaluate(EYES);
    return (await this.#tab.evaluate(text)) as T;
  }

  /** Where the focus is; null where nothing has it. */
  focus(): Promise<Stop | null> {
    return this.#see('globalThis.focusNow()');
  }

  /** Waits until the document says it; while a page is being left there is nobody to ask. */
  async waitFor(words: RegExp): Promise<void> {
    await eventually(() =>
      this.#see<string>(TEXT).then(
        (text) => words.test(text),
        () => false,
      ),
    );
  }

  /** Waits until all parts of the page have come: half a second goes by without a new word. */
  async comesToRest(): Promise<void> {
    let before = '';
    await eventually(async () => {
      const text = await this.#see<string>(TEXT);
      const isAtRest = text === before;
      before = text;
      if (!isAtRest) await pause(500);
      return isAtRest;
    });
  }

  /** Waits until the focus is there by itself. */
  async focusComesTo(what: RegExp): Promise<void> {
    await eventually(async () => what.test((await this.focus())?.what ?? ''));
    await this.#seen();
  }

  /** Tab by Tab, or back, to what is meant: all stops on the way, that one the last. */
  async tabTo(what: RegExp, isBack = false): Promise<string[]> {
    const stops: string[] = [];
    for (let last = await this.focus(); stops.length < MAX_STOPS;) {
      await this.#tab.press('Tab', isBack);
      const next = await this.#seen(last);
      assert.ok(next, `the page ends before ${what}: ${stops.join(' | ')}`);
      stops.push(next.what);
      if (last !== null) inOrder(...(isBack ? ([next, last] as const) : ([last, next] as const)));
      if (what.test(next.what)) return stops;
      last = next;
    }
    assert.fail(`the keyboard never reaches ${what}: ${stops.join(' | ')}`);
  }

  /**
   * What has the focus, as soon as it has come there and is to be seen: a key is answered a moment late.
   * Null: nothing has it.
   */
  async #seen(from: Stop | null = null): Promise<Stop | null> {
    const placeOf = (stop: Stop | null): string => JSON.stringify([stop?.what, stop?.top, stop?.left]);
    let stop: Stop | null = null;
    const isSeen = async (): Promise<boolean> => {
      stop = await this.focus();
      return stop !== null && placeOf(stop) !== placeOf(from) && stop.isOutlined && stop.isInSight;
    };
    await eventually(isSeen, ANSWERED_MS).catch(() =>
      assert.equal(stop, null, `has the focus, and is not to be seen, or did not move: ${JSON.stringify(stop)}`),
    );
    return stop;
  }

  async press(key: Exclude<Key, 'Tab'>): Promise<void> {
    await this.#tab.press(key);
  }

  /** Waits until people who listen are told it; whatever they have been told since they were asked last, they were told once. */
  async hears(words: RegExp): Promise<void> {
    const hear = (): Promise<string[]> => this.#see('globalThis.heard');
    await eventually(async () => (await hear()).some((said) => words.test(said))).catch(async () =>
      assert.fail(`${words} was not said: ${(await hear()).join(' | ')}`),
    );
    const heard = await this.#see<string[]>('globalThis.heard.splice(0)');
    assert.equal(new Set(heard).size, heard.length, `said more than once: ${heard.join(' | ')}`);
    this.#heard.push(...heard);
  }

  /** From the first on they have not been told this, in any words. */
  async neverHears(words: RegExp): Promise<void> {
    const all = [...this.#heard, ...(await this.#see<string[]>('globalThis.heard'))];
    assert.deepEqual(
      all.filter((said) => words.test(said)),
      [],
    );
  }

  /** Whatever has had the focus has kept it, or handed it on. */
  async keepsFocus(): Promise<void> {
    assert.deepEqual(await this.#see('globalThis.lostFrom'), [], 'the focus was lost');
    assert.notEqual(await this.focus(), null, 'nothing has the focus');
  }

  close(): Promise<void> {
    return this.#tab.close();
  }
}
