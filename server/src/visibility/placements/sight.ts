// In:    counts of a placement's diagnoses, and its impressions.
// Out:   what keeps people from seeing it, in how many page views, and the landmark it stands in.
// Never: changes an impression, a view or their definitions.
import { LANDMARKS, SIGHT_FAULTS, type DiagnosisValue, type Sight, type SightFault } from '@askusnow/sdk/contract';
import { toRate } from '../metrics/wilson.ts';

/** How often each value was diagnosed; absent: never. */
export type DiagnosisCounts = Partial<Record<DiagnosisValue, number>>;

export function addDiagnoses(a: DiagnosisCounts, b: DiagnosisCounts): DiagnosisCounts {
  const sum = { ...a };
  for (const [value, count] of Object.entries(b) as [DiagnosisValue, number][]) sum[value] = (sum[value] ?? 0) + count;
  return sum;
}

const FAULTS = Object.keys(SIGHT_FAULTS) as SightFault[];

/** Each diagnosed page view names one landmark, so their sum is the number of such views. */
export function toSight(counts: DiagnosisCounts, impressions: number): Sight {
  const landmarks = LANDMARKS.map((landmark) => ({ landmark, count: counts[`in-${landmark}`] ?? 0 }));
  const pageViews = landmarks.reduce((sum, { count }) => sum + count, 0);
  const most = landmarks.reduce((best, one) => (one.count > best.count ? one : best));
  const faults = FAULTS.flatMap((fault) => {
    const count = counts[fault] ?? 0;
    // The server itself counts outdated versions, by impression. A page's batch with the landmark may have been lost.
    const total = fault === 'outdated' ? impressions : pageViews;
    return count === 0 ? [] : [{ fault, share: toRate(count, Math.max(total, count)) }];
  });
  return {
    pageViews,
    landmark: most.count > 0 ? most.landmark : null,
    faults: faults.sort((a, b) => b.share.value! - a.share.value!),
  };
}
