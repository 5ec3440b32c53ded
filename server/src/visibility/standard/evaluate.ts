// In:    a rule, a library's facts, now.
// Out:   its result with evidence, the reason in one sentence, and the one step that would change it.
// Never: fails a rule for what is not known; lets one rule's error reach the others.
import { STATEMENT_VERDICTS, type RuleOutcome, type ScoredPage, type StatementVerdict } from '@askusnow/sdk/contract';
import { addressOf } from '../../cooperative/key-page.ts';
import { toUtcDate } from '../../platform/time/instants.ts';
import { readableKeyPages } from '../doctor/key-pages.ts';
import { adviceOf } from './advice.ts';
import type { PageTrait } from './default-rules.ts';
import type { LibraryFacts } from './facts.ts';
import { byEvent, byReading, latestFirst, judgePage, latestOf } from './judge-page.ts';
import { RESULTS, unknown, type Outcome } from './outcome.ts';
import { pagesOutcome, sectionsOutcome, unnamed } from './page-outcomes.ts';
import { STEPS } from './sentences.ts';
import { offSiteOutcome, wordOutcome } from './statement-outcomes.ts';
import { pageOf, type Rule } from './rules.ts';

/** So many views without one on a phone say that phones do not show the tag. */
export const PHONE_VIEWS_MIN = 100;

function phoneOutcome({ placements }: LibraryFacts): Outcome {
  const live = placements.filter(({ isLive }) => isLive);
  const onPhone = live.filter(({ viewports }) => viewports.includes('phone'));
  if (onPhone.length > 0)
    return {
      result: 'pass',
      evidence: byEvent(onPhone),
      reason: 'The tag was shown on phones in the last 28 days.',
      nextStep: null,
    };
  const wider = live.reduce((sum, { recentCount }) => sum + recentCount, 0);
  if (wider < PHONE_VIEWS_MIN) return unknown('Too few views yet to judge phones.', STEPS.wait);
  const reason = `${wider} views on wider screens in the last 28 days, and none on a phone.`;
  return { result: 'fail', evidence: byEvent(live), reason, nextStep: STEPS.phone };
}

/** Any key page will do; this one can always be read by its address. */
const homeWithoutAddress = ({ keyPages }: LibraryFacts): string | undefined =>
  keyPages.find((page) => page.kind === 'home' && addressOf(page) === null)?.name;

function traitOutcome({ trait }: { trait: PageTrait }, { readings }: LibraryFacts): Outcome | null {
  const deciding = latestOf(readings.filter(({ traits }) => traits[trait] !== undefined));
  const bad = deciding.find(({ traits }) => traits[trait] === false);
  if (bad)
    return {
      result: 'fail',
      evidence: byReading(bad),
      reason: `The page “${bad.keyPage}” does not meet it.`,
      nextStep: STEPS.traits[trait],
    };
  // Another page with the tag may lack it.
  const found = new Set(readings.flatMap(({ state, keyPage }) => (state === 'found' ? [keyPage] : [])));
  if (deciding.length === 0 || deciding.length < found.size) return null;
  const pages =
    deciding.length === 1 ? 'The page that was read meets it.' : `All ${deciding.length} pages that were read meet it.`;
  return { result: 'pass', evidence: byReading(deciding.toSorted(latestFirst).at(-1)!), reason: pages, nextStep: null };
}

function placementOutcome(name: string, { placements }: LibraryFacts): Outcome {
  const named = placements.filter((place) => place.name === name);
  const live = named.filter(({ isLive }) => isLive);
  if (live.length > 0)
    return {
      result: 'pass',
      evidence: byEvent(live),
      reason: `A tag with the name “${name}” reports.`,
      nextStep: null,
    };
  if (named.length > 0)
    return {
      result: 'fail',
      evidence: byEvent(named),
      reason: `The tag with the name “${name}” stopped reporting.`,
      nextStep: STEPS.putBack(name),
      missingTag: { page: null, placement: name },
    };
  return unknown(`No tag with the name “${name}” has reported yet.`, STEPS.nameTag(name));
}

/** A person may say whether it is met where nothing else can tell, and that the library has no page of a kind that the file names none of. */
export function mayState({ evidence, check }: Rule, keyPages: LibraryFacts['keyPages']): StatementVerdict[] {
  if (evidence.includes('person')) return [...STATEMENT_VERDICTS];
  const kind = pageOf(check);
  return kind === null || keyPages.some((page) => page.kind === kind) ? [] : ['not-applicable'];
}

function unreadOutcome(facts: LibraryFacts): Outcome {
  const reason = 'No page was read for this yet.';
  return readableKeyPages(facts).length === 0
    ? { ...unknown(reason, STEPS.nameAddress(homeWithoutAddress(facts))), asksForAddress: true }
    : unknown(reason, STEPS.readPages);
}

function outcomeOf(rule: Rule, facts: LibraryFacts, nowMs: number): Outcome {
  const { check } = rule;
  const statement = facts.statements.find((each) => each.rule === rule.id);
  const kind = pageOf(check);
  const pages = facts.keyPages.filter((page) => page.kind === kind);
  // The file's pages, and the events from them, rank above a word that there are none.
  if (kind !== null && pages.length === 0 && statement?.verdict === 'not-applicable')
    return wordOutcome(statement, nowMs);
  switch (check.kind) {
    case 'tag':
    case 'first-screen':
    case 'landmark':
      return pages.length === 0
        ? unnamed(check.page)
        : pagesOutcome(check, pages, facts, rule.evidence.includes('page'), nowMs);
    case 'placement':
      return placementOutcome(check.placement, facts);
    case 'word':
      return wordOutcome(statement, nowMs);
    case 'sections':
      return sectionsOutcome(facts, pages, nowMs);
    case 'phone':
      return phoneOutcome(facts);
    case 'page-trait':
      return (
        traitOutcome(check, facts) ??
        (rule.evidence.includes('person') ? wordOutcome(statement, nowMs) : unreadOutcome(facts))
      );
    case 'off-site':
      return offSiteOutcome(facts, statement, nowMs);
    case 'advice':
      return { result: 'advice', ...adviceOf(check.about, facts) };
  }
}

/** One rule in error is unknown, with its reason; the score stays. */
export function evaluateRule(rule: Rule, facts: LibraryFacts, nowMs: number): RuleOutcome {
  let outcome: Outcome;
  try {
    outcome = outcomeOf(rule, facts, nowMs);
  } catch (error) {
    outcome = unknown(
      `This rule could not be checked: ${error instanceof Error ? error.message : 'unknown fault'}.`,
      STEPS.report,
    );
  }
  const { id, title, weight, source } = rule;
  const stated = facts.statements.find((each) => each.rule === id);
  const statement = stated
    ? { verdict: stated.verdict, date: toUtcDate(stated.atMs), by: stated.by, revision: stated.revision }
    : null;
  const named = { rule: id, title, weight, source, mayState: mayState(rule, facts.keyPages), statement };
  return { ...named, missingTag: null, asksForAddress: false, ...outcome };
}

/** Whether each key page has a tag, as the rules judge it. */
export const evaluatePages = (facts: LibraryFacts, nowMs: number): ScoredPage[] =>
  facts.keyPages.map((page) => {
    const { says, reason } = judgePage(page, facts, true, nowMs);
    const missingTag = says === 'yes' ? null : { page: addressOf(page), placement: page.placement };
    return { name: page.name, result: RESULTS[says], reason, missingTag };
  });

/** Every rule that is on, in order. */
export const evaluateRules = (rules: readonly Rule[], facts: LibraryFacts, nowMs: number): RuleOutcome[] =>
  rules.filter(({ isOn }) => isOn).map((rule) => evaluateRule(rule, facts, nowMs));
