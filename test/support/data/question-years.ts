// Years of a library in which questions follow clicks, drawn from a seed: what a sample of weeks would find in them.
import { poisson } from '../../../server/src/simulation/random.ts';
import type { WeekCount } from '../../../server/src/workspace/sampling/estimate.ts';

type Random = () => number;

const WEEKS = 52;
const SEASON = 0.35;
const QUESTIONS_PER_CLICK = 0.86;
const RATIO_NOISE = 0.1;

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Poisson; where the mean is large, the normal one, which differs by less than the rounding. */
const countOf = (random: Random, mean: number): number =>
  mean > 300 ? Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random))) : poisson(random, mean);

/** 52 weeks with a season of ± 35 %, and questions of 0.86 × clicks ± 10 %. */
export function aQuestionYear(random: Random, clicksPerWeek: number): WeekCount[] {
  const phase = random();
  return Array.from({ length: WEEKS }, (_, week) => {
    const season = 1 + SEASON * Math.sin(2 * Math.PI * (week / WEEKS + phase));
    const clicks = countOf(random, clicksPerWeek * season);
    const ratio = QUESTIONS_PER_CLICK * (1 + RATIO_NOISE * (2 * random() - 1));
    return { clicks, questions: countOf(random, clicks * ratio) };
  });
}

/** So many weeks drawn by lot. */
function drawn(random: Random, count: number): number[] {
  const weeks = [...Array(WEEKS).keys()];
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (WEEKS - at));
    [weeks[at], weeks[other]] = [weeks[other]!, weeks[at]!];
  }
  return weeks.slice(0, count);
}

/** The weeks that are counted, by their numbers in the year. */
export const SAMPLES: Readonly<Record<string, (random: Random) => number[]>> = {
  'one week': (random) => drawn(random, 1),
  'four quarters': (random) => {
    const first = Math.floor(random() * (WEEKS / 4));
    return [0, 1, 2, 3].map((quarter) => first + (quarter * WEEKS) / 4);
  },
  '14 weeks': (random) => drawn(random, 14),
};

/** A week's questions on each of its days. */
export function daysOfWeek(random: Random, questions: number): number[] {
  const days = [0, 0, 0, 0, 0, 0, 0];
  for (let each = 0; each < questions; each++) days[Math.floor(random() * 7)]!++;
  return days;
}
