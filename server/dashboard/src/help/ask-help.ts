import {
  askForAssistance,
  getCoverageNow,
  isProblemError,
  previewAssistance,
  TIERS,
  type AssistanceOpening,
  type AssistancePlan,
  type QueueNow,
  type Session,
  type Tier,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/help.js';
import { PEOPLE } from '../i18n/help-people-text.js';
import { coverText, planEndText, planLines } from '../i18n/help-plan-text.js';
import { fromToText, momentText } from '../i18n/moment-text.js';
import { WORDS } from '../i18n/words.js';
import { zoneName } from '../i18n/zone-text.js';
import { callerOf } from '../logic/help-requests.js';
import { DAY_MS } from '../logic/lengths.js';
import { instantMs, wallClock } from '../logic/wall-clock.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { field, radio, tick, troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation, troubleOf, type Trouble } from '../ui/mutation.js';
import { serverNowMs } from '../ui/server-clock.js';
import './help-request.js';

/** A desk at which the reader may ask for help. `library`: whose request it is; null: the shared desk's own. */
interface Desk extends QueueNow {
  library: string | null;
  label: string;
}

/** What a request would do, or why it is refused. */
type Outlook = { plan: AssistancePlan } | { trouble: Trouble };

async function readDesks(libraries: Session['libraries']): Promise<Desk[]> {
  const read = libraries.map(async ({ id, name }) => {
    const { queues } = await getCoverageNow(connection, { library: id });
    return queues
      .filter(({ mayAsk }) => mayAsk)
      .map((queue): Desk => {
        const label = libraries.length > 1 ? `${queue.name} (${name})` : queue.name;
        return { ...queue, label, library: callerOf(queue.tier, id) };
      });
  });
  const desks = (await Promise.all(read)).flat();
  return desks.sort((one, other) => TIERS.indexOf(one.tier) - TIERS.indexOf(other.tier));
}

/** Asks for help at a desk, now or at a time, after it has shown who will be asked and when. */
@customElement('ask-help')
export class AskHelp extends DashboardElement {
  static override styles = css`
    .plan li {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-2);
    }

    scope-choice {
      display: block;
      margin-block: var(--space-3);
    }
  `;

  @property({ attribute: false }) libraries: Session['libraries'] = [];
  /** What chooses the libraries, shown once the panel is open; null: they are given. */
  @property({ attribute: false }) picker: TemplateResult | null = null;
  @state() private open = false;
  @state() private chosen = 0;
  @state() private isNow = true;
  @state() private day = '';
  @state() private from = '';
  @state() private to = '';
  @state() private skipOwn = false;
  @state() private atOnce: AssistanceOpening['atOnce'];
  @state() private note = '';
  /** More people are asked for, although somebody covers the time. */
  @state() private more = false;
  /** Of the last plan, while times that are wrong have none. */
  #mayAtOnce: readonly Tier[] = [];
  #mutation = new Mutation(this);
  #desks = new LiveQuery<Desk[] | undefined>(this, ['queue', 'schedule'], async () =>
    this.open ? readDesks(this.libraries) : undefined,
  );
  #outlook = new LiveQuery<Outlook | undefined>(
    this,
    ['queue', 'schedule', 'presence', 'requests', 'notices'],
    () => this.#read(),
    (before, now, own) => {
      const already = now && 'plan' in now ? now.plan.already : null;
      // The press has been announced.
      if (already && own.some(({ id }) => id === already.id)) return '';
      const [was, text] = [before && this.#outlookText(before), now && this.#outlookText(now)];
      return was === undefined || text === undefined || was === text ? '' : text;
    },
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('libraries') && this.open) void this.#load();
  }

  get #desk(): Desk | undefined {
    return this.#desks.last?.[this.chosen] ?? this.#desks.last?.[0];
  }

  /** Undefined while the fields name no times. */
  #gap({ zone, closesAt }: Desk): AssistanceOpening['gap'] | undefined {
    const nowMs = serverNowMs();
    if (this.isNow) {
      const isToday = closesAt !== null && Date.parse(closesAt) < nowMs + DAY_MS;
      return { start: new Date(nowMs).toISOString(), end: isToday ? closesAt : null };
    }
    const date = this.day || wallClock(nowMs, zone).date;
    const [start, end] = [this.from, this.to].map((time) => instantMs({ date, time }, zone));
    if (Number.isNaN(start!) || Number.isNaN(end!)) return undefined;
    return { start: new Date(start!).toISOString(), end: new Date(end!).toISOString() };
  }

  #opening(desk: Desk): AssistanceOpening | undefined {
    const gap = this.#gap(desk);
    const { skipOwn, atOnce, more } = this;
    if (gap === undefined) return undefined;
    const choice = {
      ...(skipOwn && { skipOwn }),
      ...(atOnce && { atOnce }),
      unlessCovered: !(more && this.#coveredBy),
    };
    return { queue: desk.queue, reason: 'by-hand', gap, ...choice };
  }

  async #read(): Promise<Outlook | undefined> {
    const desk = this.#desk;
    const opening = desk && this.#opening(desk);
    if (desk === undefined || opening === undefined) return undefined;
    try {
      const plan = await previewAssistance(connection, desk.library, opening);
      if (plan.already === null) this.#mayAtOnce = plan.mayAtOnce;
      return { plan };
    } catch (error) {
      if (isProblemError(error) && error.problem.status === 422) return { trouble: troubleOf(error) };
      throw error;
    }
  }

  #set(change: () => void): void {
    change();
    this.#mutation.forget();
    void this.#outlook.ask();
  }

  #toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open;
    if (this.open) void this.#load();
  }

  async #load(): Promise<void> {
    this.#choose(0);
    await this.#desks.ask({ keep: false });
    await this.#outlook.ask({ keep: false });
  }

  async #ask(event: Event): Promise<void> {
    event.preventDefault();
    const desk = this.#desk;
    const opening = desk && this.#opening(desk);
    if (desk === undefined || opening === undefined) return;
    const note = this.note.trim();
    const when = fromToText(opening.gap.start, opening.gap.end, desk.zone, serverNowMs());
    const opened = await this.#mutation.run(
      () => askForAssistance(connection, desk.library, { ...opening, ...(note && { note }) }),
      messages.helpAskedFor(`${desk.label}, ${when}`),
    );
    if (opened) {
      this.note = '';
      this.#choose(this.chosen);
    }
    const { trouble } = this.#mutation;
    // Also where another person asked first: the page shows that request.
    if (opened || trouble?.code === 'already-open') reportChanged(this, opened ? [opened] : []);
    if (trouble?.code === 'already-covered') await this.#outlook.ask();
  }

  override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => this.#toggled(event)}>
      <summary>${messages.askPanel}</summary>
      ${this.open ? html`${this.picker}${this.picker && this.libraries.length === 0 ? null : this.#form()}` : null}
    </details>`;
  }

  #form(): TemplateResult {
    const { last: desks, failure } = this.#desks;
    const trouble = failure ?? this.#outlook.failure;
    const desk = this.#desk;
    if (trouble !== undefined)
      return html`<notice-card .failure=${trouble} @ask-retry=${() => reportChanged(this)}></notice-card>`;
    if (desks === undefined) return html`<p class="soft">${WORDS.loading}</p>`;
    if (desk === undefined) return html`<p>${this.picker ? messages.noDesk : messages.noOwnDesk}</p>`;
    const already = this.#already;
    return html`<form @submit=${(event: Event) => void this.#ask(event)}>
      <p class="soft">${messages.askPanelWhat}</p>
      ${
        desks.length === 1
          ? null
          : html`<div class="fields">
              ${field({ label: messages.whichDesk, options: desks.map(({ label }, index) => [String(index), label]), value: String(desks.indexOf(desk)), wide: true, onInput: (index) => this.#set(() => this.#choose(Number(index))) })}
            </div>`
      }
      ${this.#when(desk)} ${already ? null : this.#choices(desk)}
      <section class="form plan" aria-labelledby="plan">
        <h2 id="plan">${already ? messages.requestedAlready : messages.whoWillBeAsked}</h2>
        ${already ? this.#request(already, desk) : this.#plan(desk)}
      </section>
      ${
        already
          ? null
          : html`<div class="fields">
                ${field({ label: messages.whatHelpersShouldKnow, name: 'note', errors: this.#mutation.errors, value: this.note, required: false, most: 500, wide: true, onInput: (note) => (this.note = note) })}
              </div>
              ${this.#cover()} ${this.#mutation.errors.length > 0 ? null : troubleLine(this.#mutation.trouble)}
              <div class="actions">
                <button type="submit" class="button primary" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
                  <span>${messages.sendRequest}<span class="visually-hidden">: ${desk.label}</span></span>
                </button>
              </div>`
      }
    </form>`;
  }

  #choose(index: number): void {
    this.chosen = index;
    this.skipOwn = false;
    this.atOnce = undefined;
    this.more = false;
  }

  get #plannedNow(): AssistancePlan | undefined {
    const { last } = this.#outlook;
    return last && 'plan' in last ? last.plan : undefined;
  }

  get #already(): AssistancePlan['already'] {
    return this.#plannedNow?.already ?? null;
  }

  get #coveredBy(): AssistancePlan['coveredBy'] {
    return this.#plannedNow?.coveredBy ?? null;
  }

  #when({ zone, closesAt }: Desk): TemplateResult {
    const nowMs = serverNowMs();
    const isToday = closesAt !== null && Date.parse(closesAt) < nowMs + DAY_MS;
    const choice = (isNow: boolean, words: string): TemplateResult =>
      radio('when', words, this.isNow === isNow, () => this.#set(() => (this.isNow = isNow)));
    const { last } = this.#outlook;
    const errors = last && 'trouble' in last ? last.trouble.errors : this.#mutation.errors;
    return html`<fieldset>
      <legend>${messages.when}</legend>
      <div class="form">
        <div class="ticks column">
          ${choice(true, messages.nowUntil(isToday ? momentText(closesAt, zone, nowMs) : null))}
          ${choice(false, messages.atATime)}
        </div>
        ${
          this.isNow
            ? null
            : html`<div class="fields">
                ${field({ label: WORDS.day, type: 'date', value: this.day || wallClock(nowMs, zone).date, onInput: (day) => this.#set(() => (this.day = day)) })}
                ${field({ label: messages.from, name: 'gap.start', errors, faultWords: messages.startFault, type: 'time', value: this.from, onInput: (from) => this.#set(() => (this.from = from)) })}
                ${field({ label: messages.to, name: 'gap.end', errors, faultWords: messages.endFault, type: 'time', value: this.to, onInput: (to) => this.#set(() => (this.to = to)) })}
              </div>`
        }
        <p class="small soft">${WORDS.byZone(zoneName(zone))}</p>
      </div>
    </fieldset>`;
  }

  /** Only what the cooperative's file allows. */
  #choices({ tier }: Desk): TemplateResult | null {
    const farther = TIERS.slice(TIERS.indexOf(tier) + 1).filter((each) => each !== 'local');
    const allowed = farther.filter((each) => this.#mayAtOnce.includes(each));
    if (allowed.length === 0) return null;
    const [next] = farther;
    const isFarther = (each: Tier): boolean =>
      this.atOnce !== undefined && TIERS.indexOf(this.atOnce) > TIERS.indexOf(each);
    return html`<fieldset>
      <legend>${messages.howFast}</legend>
      <div class="ticks column">
        ${next && allowed.includes(next) ? tick(messages.skipOwn(PEOPLE[tier]), this.skipOwn, (on) => this.#set(() => (this.skipOwn = on))) : null}
        ${allowed.map((each) => {
          const isImplied = (this.skipOwn && each === next) || isFarther(each);
          return tick(
            messages.atOnce(PEOPLE[each]),
            isImplied || this.atOnce === each,
            (on) => this.#set(() => (this.atOnce = on ? each : undefined)),
            { disabled: isImplied },
          );
        })}
      </div>
    </fieldset>`;
  }

  #outlookText(outlook: Outlook): string {
    const desk = this.#desk;
    if (desk === undefined) return '';
    if ('trouble' in outlook) return outlook.trouble.words;
    if (outlook.plan.already) return messages.requestedAlready;
    const lines = planLines(outlook.plan, desk.tier, desk.zone, serverNowMs());
    const cover = outlook.plan.coveredBy ? `${coverText(outlook.plan.coveredBy)} ` : '';
    return `${cover}${messages.whoWillBeAsked}: ${lines.map(({ when, who }) => `${when}: ${who}.`).join(' ')}`;
  }

  #plan({ tier, zone }: Desk): TemplateResult | null {
    const { last } = this.#outlook;
    if (last === undefined) return html`<p class="soft">${this.isNow ? WORDS.checking : messages.chooseTimes}</p>`;
    if ('trouble' in last)
      return last.trouble.errors.length > 0
        ? html`<p class="soft">${messages.chooseTimes}</p>`
        : troubleLine(last.trouble);
    const nowMs = serverNowMs();
    return html`<ul class="plain-list">
        ${planLines(last.plan, tier, zone, nowMs).map(({ when, who }) => html`<li><strong>${when}:</strong> <span>${who}</span></li>`)}
      </ul>
      <p class="soft">${planEndText(last.plan, zone, nowMs)}</p>`;
  }

  /** Who is there already, which a press says again until more people are asked for. */
  #cover(): TemplateResult | null {
    const coveredBy = this.#coveredBy;
    if (!coveredBy) return null;
    return html`<div>
      <p><strong>${coverText(coveredBy)}</strong></p>
      ${tick(messages.askForMore, this.more, (on) => {
        this.#mutation.forget();
        this.more = on;
      })}
    </div>`;
  }

  #request(request: NonNullable<AssistancePlan['already']>, { label, library, zone }: Desk): TemplateResult {
    const own = this.libraries.find(({ id }) => id === library);
    return html`<p>${messages.toldSoFar(countedText(request.told, 'recipient was', 'recipients were'))}</p>
      <help-request
        .request=${request}
        .desk=${label}
        .zone=${zone}
        .takers=${own ? [{ taker: { library: own.id }, words: messages.takeFor(own.name) }] : []}
        .peopleAt=${own?.id ?? null}
        .nowMs=${serverNowMs()}
      ></help-request>`;
  }
}
