// In:    the registry, the clock.
// Out:   today's date at each library, by its own zone.
import type { Registry } from '../../cooperative/registry.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import type { Today } from './follow-up-store.ts';

export function todayAt({ libraries }: Pick<Registry, 'libraries'>, nowMs: number): Today {
  const byZone = new Map<string, string>();
  const todayIn = (zone: string): string => {
    const today = byZone.get(zone) ?? windowOf(zone, nowMs, 1).to;
    byZone.set(zone, today);
    return today;
  };
  return { nowMs, libraries: libraries().map(({ id, zone }) => ({ id, today: todayIn(zone) })) };
}
