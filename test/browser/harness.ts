import { AskUsNowElement } from '@askusnow/widget';
import type { Availability } from '@askusnow/sdk';
import type * as Later from '../../widget/dist/later.js';

/** Of the tag's own modules, which its package does not export. */
export const { loadFrom } = (await import(new URL('/widget/dist/later.js', location.href).href)) as typeof Later;

const HOUR_MS = 3_600_000;

export function equal(actual: unknown, expected: unknown, what = ''): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}\n  actual:   ${a}\n  expected: ${b}`);
}

export function ok(condition: unknown, what = 'does not hold'): asserts condition {
  if (!condition) throw new Error(what);
}

/** Waits for a condition, not for a time. */
export async function until<T>(condition: () => T | Promise<T>, what = condition.toString()): Promise<NonNullable<T>> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const value = await condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never: ${what}`);
}

const MINUTE_MS = 60_000;
/** Never in the first minute of an hour: noon and midnight are words, and tests expect a clock time. */
const nowMs = (): number => Date.now() - (Date.now() % HOUR_MS < MINUTE_MS ? MINUTE_MS : 0);
const at = (hours: number): string => new Date(nowMs() + hours * HOUR_MS).toISOString();

export const ownChat = 'https://chat.example.org/own';
export const statewideChat = 'https://chat.example.org/statewide';

/** What a server would say: the local desk is open for two hours more, by its timetable. */
export function anAnswer(library: string, changes: Partial<Availability> = {}): Availability {
  const chat = { url: ownChat };
  return {
    library,
    name: 'Harford County Public Library',
    zone: 'America/New_York',
    offsets: [[at(-24), -300]],
    state: 'available',
    tier: 'local',
    evidence: 'scheduled',
    chat,
    fallback: { phone: '410-555-0100', tel: '4105550100', form: 'https://library.example.org/ask' },
    tiers: [{ tier: 'local', state: 'available', evidence: 'scheduled', chat, open: [[at(-1), at(2)]] }],
    asOf: at(0),
    validUntil: at(2),
    nextChange: at(2),
    updates: { mode: 'poll', everySec: 5 },
    ...changes,
  };
}

/** The same while nobody can chat until three hours from now. */
export const aClosedAnswer = (library: string): Availability =>
  anAnswer(library, {
    state: 'closed',
    tier: null,
    chat: null,
    tiers: [{ tier: 'local', state: 'closed', evidence: 'scheduled', chat: { url: ownChat }, open: [[at(3), at(5)]] }],
  });

let serial = 0;
/** A library that no other test knows. */
export const aLibrary = (): string => `lib-${Math.random().toString(36).slice(2, 10)}-${++serial}`;

/** Says what the edge answers for a library. `branches`: the answer of each, or the status of an error. */
export async function answer(
  library: string,
  body: unknown,
  status = 200,
  eventsStatus = 202,
  branches: Record<string, unknown> = {},
): Promise<void> {
  await fetch(`/edge/${library}`, { method: 'PUT', body: JSON.stringify({ status, body, eventsStatus, branches }) });
}

/** The events that the edge was sent for a library, with their batch's context. */
export async function posted(
  library: string,
): Promise<{ kind: string; placement: string; page: string; [key: string]: unknown }[]> {
  const batches = (await (await fetch(`/edge/${library}`)).json()) as { events: { kind: string }[] }[];
  return batches.flatMap(({ events, ...context }) => events.map((event) => ({ ...context, ...event }) as never));
}

export const stage = document.createElement('main');
stage.innerHTML = '<h1>Library</h1>';
document.body.append(stage);
document.documentElement.lang = 'en';
document.title = 'Library';
AskUsNowElement.defaultEndpoint = location.origin;

export interface Mounted {
  tag: AskUsNowElement;
  anchor: HTMLAnchorElement | null;
  link(): HTMLAnchorElement;
  status(): string;
  /** What a screen reader reads of the link. */
  name(): string;
}

/** Puts a tag on the stage as a webmaster would, and waits until it has something to say. */
export async function mount(
  attributes: Record<string, string>,
  inner = '<a href="https://own.example.org/chat">Ask a librarian</a>',
): Promise<Mounted> {
  // As a host's parser would, whatever its forms are called.
  const tag = Document.prototype.createElement.call(document, 'ask-us-now') as AskUsNowElement;
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  tag.innerHTML = inner;
  stage.append(tag);
  const part = (name: string): HTMLElement => tag.shadowRoot!.querySelector(`[part=${name}]`)!;
  const mounted: Mounted = {
    tag,
    anchor: tag.querySelector('a'),
    link: () => tag.shadowRoot!.querySelector<HTMLAnchorElement>('a[part=link]')!,
    status: () => part('status').textContent ?? '',
    name: () => part('words').textContent ?? '',
  };
  await until(
    () => tag.shadowRoot && part('box').dataset['tone'] && part('box').dataset['tone'] !== 'quiet',
    'the tag settles',
  );
  return mounted;
}

/** Mounts a tag whose server says `body`. */
export async function mountWith(
  body: (library: string) => unknown,
  attributes: Record<string, string> = {},
  inner?: string,
): Promise<Mounted & { library: string }> {
  const library = aLibrary();
  await answer(library, body(library));
  return { library, ...(await mount({ library, ...attributes }, inner)) };
}

/** What a tag writes into its own tree when it is updated and nothing has changed: the names of what it has set, and kinds of changes. */
export async function writesOfAnIdleUpdate(tag: AskUsNowElement): Promise<string[]> {
  const writes: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const { type, attributeName } of records) writes.push(attributeName ?? type);
  });
  observer.observe(tag.shadowRoot!, { subtree: true, childList: true, characterData: true, attributes: true });
  tag.requestUpdate();
  await tag.updateComplete;
  // Files that the tag has loaded already come in a later task.
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  return writes;
}

export function clearStage(): void {
  for (const tag of stage.querySelectorAll('ask-us-now')) tag.remove();
}
