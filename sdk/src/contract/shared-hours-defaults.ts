import type { SharedHours } from './shared-hours.js';

/** How libraries share hours where the cooperative's file says nothing. */
export const SHARED_HOURS: SharedHours = {
  services: { statewide: { name: 'Statewide', makeUpDays: null }, global: { name: 'Global', makeUpDays: 7 } },
  contribution: 'given-of-owed',
  excusesClosings: false,
  isPublished: false,
};
