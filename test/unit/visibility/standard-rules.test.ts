import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE_KINDS, standardSchema, type OwnRule, type Standard } from '@askusnow/sdk/contract';
import { DEFAULT_RULES } from '../../../server/src/visibility/standard/default-rules.ts';
import { DEFAULT_STANDARD, rulesOf, standardFaults } from '../../../server/src/visibility/standard/rules.ts';

const everyKind = { pageKinds: new Set<string>(PAGE_KINDS) };
const faultsOf = (part: Partial<Standard>, expected = everyKind): [string, string][] =>
  standardFaults({ ...DEFAULT_STANDARD, ...part }, expected).map(({ path, message }) => [path.join('.'), message]);
const anOwn = (part: object): OwnRule => ({
  id: 'own',
  title: 'Ours',
  weight: 1,
  kind: 'tag',
  page: 'record',
  ...part,
});

test('standard: the defaults are 22 rules with the published weights, three of them advice', () => {
  const weights = [3, 2, 3, 3, 3, 2, 1, 2, 3, 1, 1, 1, 2, 2, 2, 3, null, null, 1, null, 1, 1];
  assert.deepEqual(
    DEFAULT_RULES.map(({ weight }) => weight),
    weights,
  );
  assert.equal(new Set(DEFAULT_RULES.map(({ id }) => id)).size, 22);
  for (const { id, source, evidence } of DEFAULT_RULES) assert.ok(source && evidence.length > 0, id);
  assert.deepEqual(faultsOf({}), []);
});

test('standard: a rule that is disabled stays listed, a weight is changed, an own rule comes last', () => {
  const standard = { disabled: ['vendor-databases'], weights: { 'home-tag': 5 }, rules: [anOwn({})] };
  const rules = rulesOf(standard);
  assert.equal(rules.length, 23);
  assert.equal(rules.find(({ id }) => id === 'vendor-databases')?.isOn, false);
  assert.deepEqual([rules[0]!.weight, rules[0]!.defaultWeight], [5, 3]);
  assert.deepEqual(rules.at(-1), {
    id: 'own',
    title: 'Ours',
    weight: 1,
    defaultWeight: null,
    isOn: true,
    isOwn: true,
    evidence: ['event'],
    source: null,
    check: { kind: 'tag', page: 'record' },
  });
});

test('standard: unknown rules are refused at their field, with the one that was meant', () => {
  assert.deepEqual(faultsOf({ disabled: ['home-tga'] }), [
    ['disabled.0', 'there is no default rule "home-tga"; did you mean "home-tag"?'],
  ]);
  assert.deepEqual(faultsOf({ weights: { nonsense: 2 } }), [
    ['weights.nonsense', 'there is no default rule "nonsense"'],
  ]);
});

test('standard: a rule disabled and weighted, disabled twice, or advice with a weight contradicts itself', () => {
  assert.deepEqual(faultsOf({ disabled: ['phone', 'phone'], weights: { phone: 2, floating: 1 } }), [
    ['disabled.0', '"phone" is disabled here and has a weight under weights: should be one of the two'],
    ['disabled.1', '"phone" is disabled already; should be named once'],
    ['weights.floating', '"floating" is advice, which carries no weight'],
  ]);
});

test('standard: two rules that ask for the same are refused, unless the default one is disabled', () => {
  const same = anOwn({ page: 'home' });
  assert.deepEqual(faultsOf({ rules: [same] }), [
    ['rules.0', 'asks for the same as rule "home-tag"; should differ, or "home-tag" should be disabled'],
  ]);
  assert.deepEqual(faultsOf({ disabled: ['home-tag'], rules: [same] }), []);
  const main = anOwn({ kind: 'landmark', landmarks: ['header', 'nav'] });
  const turned = anOwn({ id: 'other', kind: 'landmark', landmarks: ['nav', 'header', 'nav'] });
  assert.deepEqual(faultsOf({ rules: [main, turned] }), [
    ['rules.1', 'asks for the same as rule "own"; should differ, or "own" should be disabled'],
  ]);
  assert.deepEqual(faultsOf({ rules: [anOwn({ id: 'home-tag' })] }), [
    ['rules.0.id', '"home-tag" is used already; a rule\'s id should be unique'],
  ]);
});

test('standard: an own rule about pages that no library has would never match', () => {
  assert.deepEqual(faultsOf({ rules: [anOwn({})] }, { pageKinds: new Set(['home']) }), [
    ['rules.0.page', 'no library has a key page of kind "record": the rule would never match'],
  ]);
});

test('standard: weights add up to more than nothing', () => {
  const disabled = DEFAULT_RULES.filter(({ weight }) => weight !== null).map(({ id }) => id);
  assert.match(faultsOf({ disabled })[0]![1], /weights should add up to more than 0/);
  assert.deepEqual(faultsOf({ disabled, rules: [anOwn({})] }), []);
  for (const weight of [0, -1, 101, Infinity, NaN])
    assert.ok(!standardSchema.safeParse({ weights: { phone: weight } }).success, String(weight));
});
