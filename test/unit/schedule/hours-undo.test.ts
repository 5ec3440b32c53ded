// Undo goes one step further back each time, and never over what another person has set since.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HoursRules } from '@askusnow/sdk/contract';
import type { QueueChange } from '../../../server/src/schedule/hours/store.ts';
import { latestUndoable } from '../../../server/src/schedule/hours/undo.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';

interface Standing {
  hours: HoursRules;
  closedUntilMs: number | null;
}
interface Step {
  action: string;
  before: unknown;
  after: unknown;
}

const rules = (note: number): HoursRules => ({
  weekly: null,
  seasons: [],
  exceptions: [{ date: '2026-11-26', open: [], note: String(note) }],
});
const NOW = Date.parse('2026-11-24T14:30:00.000Z');

/** A queue and its trail, as the store keeps them. */
class Queue {
  now: Standing = { hours: rules(0), closedUntilMs: null };
  trail: Step[] = [];

  change(change: QueueChange, action: string = change.action): void {
    const shown = () =>
      change.action === 'hours-changed'
        ? this.now.hours
        : { closedUntil: this.now.closedUntilMs === null ? null : new Date(this.now.closedUntilMs).toISOString() };
    const before = shown();
    this.now =
      change.action === 'hours-changed'
        ? { ...this.now, hours: change.hours }
        : { ...this.now, closedUntilMs: change.untilMs };
    this.trail.unshift({ action, before, after: shown() });
  }

  undo(nowMs = NOW): boolean {
    const change = latestUndoable(this.trail, this.now, nowMs);
    if (change !== null) this.change(change, 'undone');
    return change !== null;
  }
}

describe('undo', () => {
  test('undo: again goes one step further back, and is no redo', () => {
    const queue = new Queue();
    queue.change({ action: 'hours-changed', hours: rules(1) });
    queue.change({ action: 'closed-until', untilMs: NOW + HOUR_MS });
    assert.ok(queue.undo());
    assert.deepEqual(queue.now, { hours: rules(1), closedUntilMs: null });
    assert.ok(queue.undo());
    assert.deepEqual(queue.now, { hours: rules(0), closedUntilMs: null });
    assert.equal(queue.undo(), false);
  });

  test('undo: mutant: undoing whatever came last is a redo', () => {
    const queue = new Queue();
    queue.change({ action: 'hours-changed', hours: rules(1) });
    queue.undo();
    const last = queue.trail[0];
    assert.deepEqual(
      last?.before,
      rules(1),
      'taking back the last entry would set the hours that were just taken back',
    );
    assert.equal(queue.undo(), false);
  });

  test('undo: never overrides what an import or another person has set since', () => {
    const queue = new Queue();
    queue.change({ action: 'hours-changed', hours: rules(1) });
    queue.now = { ...queue.now, hours: rules(2) };
    queue.trail.unshift({ action: 'imported', before: rules(1), after: rules(2) });
    assert.equal(queue.undo(), false);
  });

  test('passes over a closing that is over: taking it back would do nothing', () => {
    const queue = new Queue();
    queue.change({ action: 'hours-changed', hours: rules(1) });
    queue.change({ action: 'closed-until', untilMs: NOW + HOUR_MS });
    assert.ok(queue.undo(NOW + 2 * HOUR_MS));
    assert.deepEqual(queue.now.hours, rules(0));
    assert.equal(queue.undo(NOW + 2 * HOUR_MS), false);
  });

  test('undo: any mixture of changes is a stack', () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 200; round += 1) {
      const queue = new Queue();
      const stack: Standing[] = [];
      for (let step = 1; step <= 30; step += 1) {
        if (random(5) < 2) {
          const before = stack.pop();
          assert.equal(queue.undo(), before !== undefined);
          if (before !== undefined) assert.deepEqual(queue.now, before);
        } else {
          stack.push(queue.now);
          queue.change(
            random(2) === 0
              ? { action: 'hours-changed', hours: rules(round * 100 + step) }
              : { action: 'closed-until', untilMs: NOW + step * HOUR_MS },
          );
        }
      }
    }
  });
});
