// In:    the cooperative's changes to the default standard.
// Out:   the rules in force, and everything that is wrong with the changes.
// Never: drops a wrong change silently: it is refused, with the field that is wrong.
import { RULE_WEIGHT_MAX, type EvidenceKind, type OwnRule, type PageKind, type Standard } from '@askusnow/sdk/contract';
import { nearest } from '../../cooperative/nearest.ts';
import { DEFAULT_RULES, type DefaultRule, type RuleCheck } from './default-rules.ts';

export interface Rule {
  id: string;
  title: string;
  /** Null: advice. */
  weight: number | null;
  defaultWeight: number | null;
  isOn: boolean;
  isOwn: boolean;
  evidence: readonly EvidenceKind[];
  source: string | null;
  check: RuleCheck;
}

/** The default standard, unchanged. */
export const DEFAULT_STANDARD: Standard = { disabled: [], weights: {}, rules: [] };

function toCheck({ id: _id, title: _title, weight: _weight, ...check }: OwnRule): RuleCheck {
  return check;
}

const toOwnRule = (rule: OwnRule): Rule => ({
  id: rule.id,
  title: rule.title,
  weight: rule.weight,
  defaultWeight: null,
  isOn: true,
  isOwn: true,
  evidence: rule.kind === 'word' ? ['person'] : ['event'],
  source: null,
  check: toCheck(rule),
});

/** All rules, those that are disabled too: the defaults first, then the cooperative's own. */
export const rulesOf = ({ disabled, weights, rules }: Standard): Rule[] => [
  ...DEFAULT_RULES.map(({ weight, ...rule }): Rule => ({
    ...rule,
    weight: weight === null ? null : (weights[rule.id] ?? weight),
    defaultWeight: weight,
    isOn: !disabled.includes(rule.id),
    isOwn: false,
  })),
  ...rules.map(toOwnRule),
];

/** The kind of key page that a rule is about; null: the whole site. */
export function pageOf(check: RuleCheck): PageKind | null {
  if (check.kind === 'sections') return 'section';
  return 'page' in check ? check.page : null;
}

export interface StandardFault {
  /** Within the standard: `['rules', 0, 'page']`. */
  path: (string | number)[];
  message: string;
}

/** What the cooperative's libraries have, so that a rule that could never be met is refused. */
export interface Expected {
  pageKinds: ReadonlySet<string>;
}

const byId = new Map<string, DefaultRule>(DEFAULT_RULES.map((rule) => [rule.id, rule]));

function unknownRule(id: string): string {
  const meant = nearest(id, [...byId.keys()]);
  return `there is no default rule "${id}"${meant ? `; did you mean "${meant}"?` : ''}`;
}

function disabledFaults({ disabled, weights }: Standard): StandardFault[] {
  return disabled.flatMap((id, index): StandardFault[] => {
    const path = ['disabled', index];
    if (!byId.has(id)) return [{ path, message: unknownRule(id) }];
    if (disabled.indexOf(id) < index) return [{ path, message: `"${id}" is disabled already; should be named once` }];
    if (id in weights)
      return [{ path, message: `"${id}" is disabled here and has a weight under weights: should be one of the two` }];
    return [];
  });
}

function weightFaults({ weights }: Standard): StandardFault[] {
  return Object.keys(weights).flatMap((id): StandardFault[] => {
    const path = ['weights', id];
    const rule = byId.get(id);
    if (rule === undefined) return [{ path, message: unknownRule(id) }];
    if (rule.weight === null) return [{ path, message: `"${id}" is advice, which carries no weight` }];
    return [];
  });
}

/** Two rules that look at the same thing: a library would get or lose the weight twice. A word is its sentence. */
function conditionOf(check: RuleCheck, title: string): string {
  if (check.kind === 'word') return `word ${title}`;
  if (check.kind !== 'landmark') return JSON.stringify(Object.entries(check).sort());
  return `landmark ${check.page} ${[...new Set(check.landmarks)].sort().join(' ')}`;
}

function ownFaults(standard: Standard, expected: Expected): StandardFault[] {
  const seen = new Map<string, string>();
  const ids = new Set(byId.keys());
  for (const { id, title, check, isOn, isOwn } of rulesOf(standard))
    if (!isOwn && isOn) seen.set(conditionOf(check, title), id);
  return standard.rules.flatMap((rule, index): StandardFault[] => {
    const faults: StandardFault[] = [];
    if (ids.has(rule.id))
      faults.push({
        path: ['rules', index, 'id'],
        message: `"${rule.id}" is used already; a rule's id should be unique`,
      });
    ids.add(rule.id);
    const condition = conditionOf(toCheck(rule), rule.title);
    const same = seen.get(condition);
    if (same !== undefined)
      faults.push({
        path: ['rules', index],
        message: `asks for the same as rule "${same}"; should differ, or "${same}" should be disabled`,
      });
    seen.set(condition, rule.id);
    if ('page' in rule && !expected.pageKinds.has(rule.page))
      faults.push({
        path: ['rules', index, 'page'],
        message: `no library has a key page of kind "${rule.page}": the rule would never match`,
      });
    return faults;
  });
}

/** Every fault between the parts of a standard whose shape is right. */
export function standardFaults(standard: Standard, expected: Expected): StandardFault[] {
  const faults = [...disabledFaults(standard), ...weightFaults(standard), ...ownFaults(standard, expected)];
  if (faults.length > 0) return faults;
  const total = rulesOf(standard).reduce((sum, { isOn, weight }) => sum + (isOn ? (weight ?? 0) : 0), 0);
  if (total > 0) return [];
  return [
    {
      path: ['disabled'],
      message: `every rule that carries weight is disabled: weights should add up to more than 0 (each above 0, at most ${RULE_WEIGHT_MAX})`,
    },
  ];
}
