import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyPage } from '../../../server/src/cooperative/key-page.ts';
import {
  isKeyPage,
  KEY_PAGE_RESERVE,
  MIN_VIEWABLE,
  MAX_ESTABLISHED,
  admissionOf,
  type SeenPattern,
  type Slot,
} from '../../../server/src/visibility/ingest/placement-admission.ts';

const slot: Slot = { library_id: 'harford', origin_id: 1, pattern: '/ask', name: 'header', form: 'tag' };
const ORIGIN = 'https://www.example.org';
const aKeyPage = (more: Partial<KeyPage> = {}): KeyPage => ({
  id: 1,
  name: 'Ask page',
  origin: null,
  pattern: '/ask',
  placement: null,
  viewport: null,
  minPatterns: 1,
  weight: 1,
  kind: null,
  ...more,
});

const seen = (more: Partial<SeenPattern>): SeenPattern => ({
  keyPage: false,
  onAnotherDay: false,
  isPublished: true,
  viewable: 0,
  ...more,
});

test('placement admission: a first word that is not published waits for a second day and for its views, whichever comes last', () => {
  const rare = (onAnotherDay: boolean, viewable: number) =>
    admissionOf(seen({ isPublished: false, onAnotherDay, viewable }), 0);
  assert.equal(rare(true, MIN_VIEWABLE - 1), 'candidate');
  assert.equal(rare(false, 10_000), 'candidate');
  assert.equal(rare(true, MIN_VIEWABLE), 'established');
  assert.equal(admissionOf(seen({ isPublished: false, keyPage: true }), 0), 'established');
});

test('placement admission: a pattern is a candidate until it is seen on a second day', () => {
  assert.equal(admissionOf(seen({ keyPage: false, onAnotherDay: false }), 0), 'candidate');
  assert.equal(admissionOf(seen({ keyPage: false, onAnotherDay: true }), 0), 'established');
});

test('placement admission: a key page is believed at once', () => {
  assert.equal(admissionOf(seen({ keyPage: true, onAnotherDay: false }), 0), 'established');
});

test('placement admission: past the cap a pattern counts under "(other)", and room for key pages is kept', () => {
  const full = MAX_ESTABLISHED - KEY_PAGE_RESERVE;
  assert.equal(admissionOf(seen({ keyPage: false, onAnotherDay: true }), full - 1), 'established');
  assert.equal(admissionOf(seen({ keyPage: false, onAnotherDay: true }), full), 'other');
  assert.equal(admissionOf(seen({ keyPage: false, onAnotherDay: false }), full), 'other');
  assert.equal(admissionOf(seen({ keyPage: true, onAnotherDay: false }), full), 'established');
  assert.equal(admissionOf(seen({ keyPage: true, onAnotherDay: false }), MAX_ESTABLISHED), 'other');
});

test('placement admission: a key page expects its pattern, and its origin and placement where it names them', () => {
  const expects = (more?: Partial<KeyPage>) => isKeyPage([aKeyPage(more)], slot, ORIGIN);
  assert.equal(expects(), true);
  assert.equal(expects({ origin: ORIGIN, placement: 'header' }), true);
  assert.equal(expects({ pattern: '/contact' }), false);
  assert.equal(expects({ origin: 'https://catalog.example.org' }), false);
  assert.equal(expects({ placement: 'footer' }), false);
  assert.equal(expects({ pattern: null, placement: 'header' }), false);
});
