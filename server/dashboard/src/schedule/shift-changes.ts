import {
  changeQueueShifts,
  getQueueShifts,
  previewShifts,
  type QueueShifts,
  type ShiftRule,
  type ShiftsPreview,
} from '@askusnow/sdk';
import type { LitElement } from 'lit';
import { messages } from '../i18n/shift-week.js';
import { rebased } from '../logic/shift-edit.js';
import { connection } from '../ui/connection.js';
import { announce, reportChanged } from '../ui/events.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import { checkGaps } from './gap-check.js';

/** A change that is not saved yet. */
export interface Change {
  shifts: ShiftRule[];
  /** "shift removed" */
  what: string;
}

/** The page's part in a change. */
export interface ChangedPage {
  /** The week that is shown, by its Monday. */
  week(): string;
  /** Ends the form: its change is saved, or goes on with the shifts of another person. */
  end(): void;
  /** Moves the focus to what the page shows now; to the form where something is wrong with it. */
  focus(selector: string): void;
  focusForm(): void;
}

/**
 * A desk's shifts as they were read, and a change of them until it is saved: the gaps that it would make are asked about, and
 * what another person has saved meanwhile is shown beside it. The last change can be undone.
 */
export class ShiftChanges {
  /** As they were read when the change began. */
  base!: QueueShifts;
  /** What the warning asks about. */
  warned: (Change & { preview: ShiftsPreview }) | undefined;
  /** What another person has saved meanwhile. */
  conflict: (Change & { theirs: QueueShifts }) | undefined;
  undo: Change | undefined;
  readonly preview: Query<ShiftsPreview>;
  readonly mutation: Mutation;
  #host: LitElement;
  #page: ChangedPage;

  constructor(host: LitElement, page: ChangedPage) {
    this.#host = host;
    this.#page = page;
    this.preview = new Query<ShiftsPreview>(host);
    this.mutation = new Mutation(host);
  }

  /** Goes on from these shifts. What another person has saved cannot be undone from here. */
  take(shifts: QueueShifts): void {
    if (this.base?.revision !== shifts.revision) this.undo = undefined;
    this.base = shifts;
    void this.load();
  }

  /** The week that is shown, as these shifts make it. */
  async load(): Promise<void> {
    const { queue, shifts } = this.base;
    await this.preview.ask(() => previewShifts(connection, queue, { shifts, week: this.#page.week() }));
  }

  /** What was asked about the last change is over. */
  forget(): void {
    this.warned = undefined;
    this.mutation.forget();
    this.#host.requestUpdate();
  }

  async #show(selector: string): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#page.focus(selector);
  }

  async check(change: Change): Promise<void> {
    if (this.mutation.busy) return;
    const draft = { shifts: change.shifts, week: this.#page.week() };
    await checkGaps(this.mutation, this.base.queue, draft, {
      onRefused: async () => {
        await this.#host.updateComplete;
        this.#page.focusForm();
      },
      onSave: () => this.save(change),
      onGaps: (preview) => {
        this.warned = { ...change, preview };
        return this.#show('#warning');
      },
    });
  }

  async save({ shifts, what }: Change): Promise<void> {
    // A second press must not close what the first one still saves.
    if (this.mutation.busy) return;
    const { queue, revision, shifts: before } = this.base;
    const saved = await this.mutation.run(() => changeQueueShifts(connection, queue, { shifts, revision }));
    this.warned = undefined;
    this.#host.requestUpdate();
    if (saved === undefined) {
      if (this.mutation.isStale) await this.#compare({ shifts, what });
      return;
    }
    this.#page.end();
    this.conflict = undefined;
    this.take(saved);
    this.undo = what === messages.undone ? undefined : { shifts: before, what };
    announce(this.#host, what === messages.undone ? messages.undone : messages.saved(saved.name));
    reportChanged(this.#host);
    await this.#show('h3');
  }

  async #compare(change: Change): Promise<void> {
    const theirs = await this.mutation.run(() => getQueueShifts(connection, this.base.queue), messages.conflict);
    if (theirs === undefined) return;
    this.conflict = { ...change, theirs };
    await this.#show('#conflict');
  }

  /** The change, on what another person has saved; undefined: both are about the same shift. */
  combined({ shifts, what, theirs }: Change & { theirs: QueueShifts }): Change | undefined {
    const both = rebased(this.base.shifts, shifts, theirs.shifts);
    return both === null ? undefined : { shifts: both, what };
  }

  async saveCombined(change: Change, theirs: QueueShifts): Promise<void> {
    this.takeTheirs(theirs);
    await this.check(change);
  }

  takeTheirs(theirs: QueueShifts): void {
    this.conflict = undefined;
    this.#page.end();
    this.take(theirs);
  }

  /** Reads the shifts again, where what was copied is newer than they are. */
  async reread(): Promise<void> {
    const fresh = await this.mutation.run(() => getQueueShifts(connection, this.base.queue));
    if (fresh) this.take(fresh);
  }
}
