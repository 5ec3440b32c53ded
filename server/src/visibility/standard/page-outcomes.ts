// In:    a rule about pages of a kind, a library's facts, now.
// Out:   its outcome: the tag there, on the first screen, in a landmark, on most site sections.
// Never: fails a rule for a page that nobody has read or measured.
import type { Landmark, PageKind } from '@askusnow/sdk/contract';
import { addressOf } from '../../cooperative/key-page.ts';
import type { RuleCheck } from './default-rules.ts';
import type { KindPage, LibraryFacts } from './facts.ts';
import { byEvent, judgePage, placementsOn, type Verdict } from './judge-page.ts';
import { toOutcome, unknown, type Outcome } from './outcome.ts';
import { KIND_NAMES, landmarkNames, STEPS } from './sentences.ts';

/** Fewer measured views in a window width say nothing about its first screen. */
export const FIRST_SCREEN_VIEWS_MIN = 20;
/** From this share of measured views on, a placement is on the first screen. */
export const FIRST_SCREEN_SHARE_MIN = 0.5;
/** Fewer declared sections say nothing about the site's template. */
export const SECTIONS_MIN = 5;
export const SECTIONS_SHARE_MIN = 0.6;

/** The first "no" decides, then the first "unknown"; `all`: at least one. */
const worstOf = (all: readonly Verdict[]): Verdict =>
  all.find(({ says }) => says === 'no') ?? all.find(({ says }) => says === 'unknown') ?? all[0]!;

export const unnamed = (kind: PageKind): Outcome =>
  unknown(`No ${KIND_NAMES[kind]} is among the key pages of this library.`, STEPS.nameThePage(KIND_NAMES[kind]));

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

export function sectionsOutcome(facts: LibraryFacts, pages: readonly KindPage[], nowMs: number): Outcome {
  if (pages.length < SECTIONS_MIN)
    return unknown(
      `The key pages of this library have ${pages.length} site sections; at least ${SECTIONS_MIN} are needed to judge.`,
      STEPS.nameThePage('site section'),
    );
  const verdicts = pages.map((page) => judgeLandmark(page, ['header', 'nav'], facts, nowMs));
  const count = (says: Verdict['says']): number => verdicts.filter((each) => each.says === says).length;
  const [yes, open] = [count('yes'), count('unknown')];
  const needed = Math.ceil(SECTIONS_SHARE_MIN * pages.length);
  const evidence = byEvent(facts.placements.filter(({ isLive }) => isLive));
  const reason = `${yes} of ${pages.length} site sections have the tag in the header or navigation${open > 0 ? `, ${open} not known` : ''}.`;
  if (yes >= needed) return { result: 'pass', evidence, reason, nextStep: null };
  if (yes + open < needed) return { result: 'fail', evidence, reason, nextStep: STEPS.template };
  return { result: 'unknown', evidence, reason, nextStep: STEPS.template };
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
export function pagesOutcome(
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
