import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HoursRules } from '@askusnow/sdk/contract';
import { checkHours } from '../../../server/src/schedule/hours/check.ts';

const rules = (part: Partial<HoursRules>): HoursRules => ({ weekly: [], seasons: [], exceptions: [], ...part });
const faults = (part: Partial<HoursRules>) =>
  checkHours(rules(part)).map(({ path, message }) => `${path.join('.')}: ${message}`);

test('hours check: hours that touch, run over midnight or round the clock are no fault', () => {
  assert.deepEqual(faults({ weekly: null }), []);
  assert.deepEqual(
    faults({
      weekly: [
        { days: ['mo'], open: '09:00', close: '12:00' },
        { days: ['mo'], open: '18:00', close: '24:00' },
        { days: ['tu'], open: '00:00', close: '01:00' },
        { days: ['fr', 'sa'], open: '22:00', close: '02:00' },
      ],
    }),
    [],
  );
  assert.deepEqual(
    faults({ weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], open: '00:00', close: '24:00' }] }),
    [],
  );
  assert.deepEqual(
    faults({ weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], open: '09:00', close: '09:00' }] }),
    [],
  );
});

test('hours check: overlapping openings are named with both, on one day, over midnight and over the end of the week', () => {
  assert.match(
    faults({
      weekly: [
        { days: ['mo', 'tu'], open: '09:00', close: '17:00' },
        { days: ['tu'], open: '16:30', close: '20:00' },
      ],
    })[0] ?? '',
    /^weekly\.1: tu 16:30–20:00 overlaps tu 09:00–17:00/,
  );
  assert.match(
    faults({
      weekly: [
        { days: ['mo'], open: '22:00', close: '02:00' },
        { days: ['tu'], open: '01:00', close: '05:00' },
      ],
    })[0] ?? '',
    /^weekly\.1: tu 01:00/,
  );
  assert.match(
    faults({
      weekly: [
        { days: ['su'], open: '22:00', close: '02:00' },
        { days: ['mo'], open: '01:00', close: '05:00' },
      ],
    })[0] ?? '',
    /^weekly\.1: mo 01:00–05:00 overlaps su 22:00/,
  );
  assert.equal(
    faults({
      weekly: [
        { days: ['mo'], open: '09:00', close: '09:00' },
        { days: ['mo'], open: '12:00', close: '13:00' },
      ],
    }).length,
    1,
  );
});

test('hours check: a long opening that holds two others is named against both', () => {
  assert.equal(
    faults({
      weekly: [
        { days: ['mo'], open: '08:00', close: '20:00' },
        { days: ['mo'], open: '09:00', close: '10:00' },
        { days: ['mo'], open: '11:00', close: '12:00' },
      ],
    }).length,
    2,
  );
});

test('hours check: a day named twice, and a start at 24:00, are faults', () => {
  assert.match(
    faults({ weekly: [{ days: ['mo', 'mo'], open: '09:00', close: '17:00' }] })[0] ?? '',
    /^weekly\.0\.days\.1: mo is named twice/,
  );
  assert.match(
    faults({ weekly: [{ days: ['mo'], open: '24:00', close: '02:00' }] })[0] ?? '',
    /^weekly\.0\.open: 24:00/,
  );
});

test('hours check: seasons and exceptions own each day once, and end after they start', () => {
  assert.match(
    faults({
      seasons: [
        { name: 'Summer', from: '2026-06-01', to: '2026-08-31', weekly: [] },
        { name: 'August', from: '2026-08-31', to: '2026-09-10', weekly: [] },
      ],
    })[0] ?? '',
    /^seasons\.1: season "August" shares days with season "Summer"/,
  );
  assert.match(
    faults({ seasons: [{ name: 'X', from: '2026-06-02', to: '2026-06-01', weekly: [] }] })[0] ?? '',
    /^seasons\.0\.to/,
  );
  assert.match(
    faults({
      exceptions: [
        { date: '2026-12-24', through: '2026-12-26', open: [] },
        { date: '2026-12-25', open: [] },
      ],
    })[0] ?? '',
    /^exceptions\.1: the exception of 2026-12-25 shares days/,
  );
  assert.match(
    faults({ exceptions: [{ date: '2026-12-24', through: '2026-12-23', open: [] }] })[0] ?? '',
    /^exceptions\.0\.through/,
  );
});

test('hours check: the openings of an exception overlap within its day, and in a run of days over the night', () => {
  const open = [
    { open: '22:00', close: '02:00' },
    { open: '01:00', close: '03:00' },
  ];
  assert.deepEqual(faults({ exceptions: [{ date: '2026-12-24', open }] }), []);
  assert.equal(faults({ exceptions: [{ date: '2026-12-24', through: '2026-12-25', open }] }).length, 1);
  assert.match(
    faults({
      exceptions: [
        {
          date: '2026-12-24',
          open: [
            { open: '09:00', close: '12:00' },
            { open: '11:00', close: '13:00' },
          ],
        },
      ],
    })[0] ?? '',
    /^exceptions\.0\.open\.1/,
  );
});
