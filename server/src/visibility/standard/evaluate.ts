// In:    a rule, a library's facts, now.
// Out:   its result with evidence, the reason in one sentence, and the one step that would change it.
// Never: fails a rule for what is not known; lets one rule's error reach the others.
import {
  STATEMENT_VERDICTS,
  type Landmark,
  type MissingTag,
  type PageKind,
  type RuleOutcome,
  type ScoredPage,
  type StatementVerdict,
} from '@askusnow/sdk/contract';
import { addressOf } from '../../cooperative/key-page.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { readableKeyPages } from '../doctor/key-pages.ts';
import { adviceOf } from './advice.ts';
import type { PageTrait, RuleCheck } from './default-rules.ts';
import type { KindPage, LibraryFacts, StatementFact } from './facts.ts';
import { byEvent, byReading, latestFirst, judgePage, latestOf, placementsOn, type Verdict } from './judge-page.ts';
import { KIND_NAMES, landmarkNames, STEPS } from './sentences.ts';
import { pageOf, type Rule } from './rules.ts';

/** A person's word expires after so long. */
export const STATEMENT_DAYS = 365;
/** Fewer measured views in a window width say nothing about its first screen. */
export const FIRST_SCREEN_VIEWS_MIN = 20;
/** From this share of measured views on, a placement is on the first screen. */
export const FIRST_SCREEN_SHARE_MIN = 0.5;
/** Fewer declared sections say nothing about the site's template. */
export const SECTIONS_MIN = 5;
export const SECTIONS_SHARE_MIN = 0.6;
/** So many views without one on a phone say that phones do not show the tag. */
export const PHONE_VIEWS_MIN = 100;

type Outcome = Pick<RuleOutcome, 'result' | 'evidence' | 'reason' | 'nextStep'> & { missingTag?: MissingTag | null };

const unknown = (reason: string, nextStep: string): Outcome => ({
  result: 'unknown',
  evidence: null,
  reason,
  nextStep,
});

const RESULTS = { yes: 'pass', no: 'fail', unknown: 'unknown' } as const;

function toOutcome({ says, evidence, reason, step: own }: Verdict, step: string): Outcome {
  const result = RESULTS[says];
  return { result, evidence, reason, nextStep: result === 'pass' ? null : (own ?? step) };
}

/** The first "no" decides, then the first "unknown"; `all`: at least one. */
const worstOf = (all: readonly Verdict[]): Verdict =>
  all.find(({ says }) => says === 'no') ?? all.find(({ says }) => says === 'unknown') ?? all[0]!;

const unnamed = (kind: PageKind): Outcome =>
  unknown(`The cooperative's file names no ${KIND_NAMES[kind]} of this library.`, STEPS.nameThePage(KIND_NAMES[kind]));

function judgeFirstScreen(page: KindPage, facts: LibraryFacts): Verdict {
  const live = placementsOn(page, facts.placements).filter(({ isLive }) => isLive);
  if (live.length === 0)
    return {
      says: 'unknown',
      evidence: null,
      reason: `No live tag on “${page.name}” to measure.`,
      step: STEPS.addTag(page.name),
    };
  const widths = (['phone', 'desktop'] as const).map((width) => {
    // The best placed tag decides: a second one in the footer does no harm.
    const views = live.flatMap(({ firstScreen }) => firstScreen?.[width] ?? []);
    const measured = views.filter(({ measurable }) => measurable >= FIRST_SCREEN_VIEWS_MIN);
    if (measured.length === 0) return { width, share: null };
    return { width, share: Math.max(...measured.map(({ firstScreen, measurable }) => firstScreen / measurable)) };
  });
  const evidence = byEvent(live);
  const low = widths.find(({ share }) => share !== null && share < FIRST_SCREEN_SHARE_MIN);
  if (low)
    return {
      says: 'no',
      evidence,
      reason: `On a ${low.width}, “${page.name}” shows the tag without scrolling in ${Math.floor(low.share! * 100)} % of views.`,
    };
  const open = widths.find(({ share }) => share === null);
  if (open)
    return {
      says: 'unknown',
      evidence,
      reason: `Too few measured views of “${page.name}” on a ${open.width} yet.`,
      step: STEPS.wait,
    };
  return { says: 'yes', evidence, reason: `Most views of “${page.name}” show the tag without scrolling.` };
}

function judgeLandmark(page: KindPage, allowed: readonly Landmark[], facts: LibraryFacts, nowMs: number): Verdict {
  const there = judgePage(page, facts, false, nowMs);
  if (there.says !== 'yes') return there;
  const live = placementsOn(page, facts.placements).filter(({ isLive }) => isLive);
  const known = live.flatMap(({ landmarks }) => landmarks ?? []);
  const where = landmarkNames(allowed);
  if (known.some((landmark) => allowed.includes(landmark)))
    return {
      says: 'yes',
      evidence: there.evidence,
      reason: `The tag on “${page.name}” stands in the page’s ${where}.`,
    };
  if (live.some(({ landmarks }) => landmarks === null))
    return {
      says: 'unknown',
      evidence: there.evidence,
      reason: `The tag on “${page.name}” reports; in which part of the page it stands is not known yet.`,
      step: STEPS.waitForPlace,
    };
  return {
    says: 'no',
    evidence: there.evidence,
    reason: `The tag on “${page.name}” stands in the page’s ${landmarkNames(new Set(known))}, not its ${where}.`,
  };
}

function sectionsOutcome(facts: LibraryFacts, pages: readonly KindPage[], nowMs: number): Outcome {
  if (pages.length < SECTIONS_MIN)
    return unknown(
      `The cooperative's file names ${pages.length} site sections of this library; at least ${SECTIONS_MIN} are needed to judge.`,
      STEPS.nameThePage('site section'),
    );
  const verdicts = pages.map((page) => judgeLandmark(page, ['header', 'nav'], facts, nowMs));
  const count = (says: Verdict['says']): number => verdicts.filter((each) => each.says === says).length;
  const [yes, open] = [count('yes'), count('unknown')];
  const needed = Math.ceil(SECTIONS_SHARE_MIN * pages.length);
  const evidence = byEvent(facts.placements.filter(({ isLive }) => isLive));
  const reason = `${yes} of ${pages.length} site sections have the tag in the header or navigation${open > 0 ? `, ${open} unknown` : ''}.`;
  if (yes >= needed) return { result: 'pass', evidence, reason, nextStep: null };
  if (yes + open < needed) return { result: 'fail', evidence, reason, nextStep: STEPS.template };
  return { result: 'unknown', evidence, reason, nextStep: STEPS.template };
}

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

/** By whom and when, the evidence says. */
const STATED: Record<StatementVerdict, string> = {
  met: 'A person stated that it is met.',
  'not-met': 'A person stated that it is not met.',
  'not-applicable': 'A person stated that it does not apply.',
};

const isCurrent = ({ atMs }: StatementFact, nowMs: number): boolean => nowMs - atMs < STATEMENT_DAYS * DAY_MS;

/** Null: nobody stated it, or too long ago. */
function wordOutcome(statement: StatementFact | undefined, nowMs: number): Outcome {
  if (statement === undefined) return unknown('Nobody has stated it yet.', STEPS.state);
  const { atMs, by, verdict } = statement;
  const at = toInstant(atMs);
  const evidence = { source: 'person', at, by } as const;
  if (!isCurrent(statement, nowMs))
    return {
      result: 'unknown',
      evidence,
      reason: 'It was stated more than a year ago.',
      nextStep: STEPS.state,
    };
  const result = verdict === 'met' ? 'pass' : verdict === 'not-met' ? 'fail' : 'not-applicable';
  return { result, evidence, reason: STATED[verdict], nextStep: result === 'fail' ? STEPS.doAndState : null };
}

function offSiteOutcome(facts: LibraryFacts, statement: StatementFact | undefined, nowMs: number): Outcome {
  const followed = facts.placements.filter(({ form, isLive }) => form === 'link' && isLive);
  if (followed.length === 0) return wordOutcome(statement, nowMs);
  return {
    result: 'pass',
    evidence: byEvent(followed),
    reason: 'People follow a link or code from elsewhere.',
    nextStep: null,
  };
}

/** What a rule asks of each of its pages, and the step of one that does not meet it. */
function pageRule(
  check: Extract<RuleCheck, { page: PageKind }>,
  facts: LibraryFacts,
  mayRead: boolean,
  nowMs: number,
): { judge: (page: KindPage) => Verdict; stepFor: (page: string) => string } {
  switch (check.kind) {
    case 'tag':
      return { judge: (page) => judgePage(page, facts, mayRead, nowMs), stepFor: STEPS.addTag };
    case 'first-screen':
      return { judge: (page) => judgeFirstScreen(page, facts), stepFor: STEPS.moveUp };
    case 'landmark':
      return {
        judge: (page) => judgeLandmark(page, check.landmarks, facts, nowMs),
        stepFor: (page) => STEPS.moveTo(page, check.landmarks),
      };
  }
}

/** For a rule about the pages of a kind that the file names. */
function pagesOutcome(
  check: Extract<RuleCheck, { page: PageKind }>,
  pages: readonly KindPage[],
  facts: LibraryFacts,
  mayRead: boolean,
  nowMs: number,
): Outcome {
  const { judge, stepFor } = pageRule(check, facts, mayRead, nowMs);
  const verdicts = pages.map(judge);
  const worst = worstOf(verdicts);
  const page = pages[verdicts.indexOf(worst)]!;
  const isMissing = worst.says !== 'yes' && judgePage(page, facts, mayRead, nowMs).says !== 'yes';
  const missingTag = isMissing ? { page: addressOf(page), placement: page.placement } : null;
  return { ...toOutcome(worst, stepFor(page.name)), missingTag };
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
        (rule.evidence.includes('person')
          ? wordOutcome(statement, nowMs)
          : unknown(
              'No page was read for this yet.',
              readableKeyPages(facts).length === 0 ? STEPS.nameAddress : STEPS.readPages,
            ))
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
  return { rule: id, title, weight, missingTag: null, ...outcome, mayState: mayState(rule, facts.keyPages), source };
}

/** Whether each key page has a tag, as the rules judge it. */
export const evaluatePages = (facts: LibraryFacts, nowMs: number): ScoredPage[] =>
  facts.keyPages.map((page) => {
    const { says, reason } = judgePage(page, facts, true, nowMs);
    return { name: page.name, result: RESULTS[says], reason };
  });

/** Every rule that is on, in order. */
export const evaluateRules = (rules: readonly Rule[], facts: LibraryFacts, nowMs: number): RuleOutcome[] =>
  rules.filter(({ isOn }) => isOn).map((rule) => evaluateRule(rule, facts, nowMs));
