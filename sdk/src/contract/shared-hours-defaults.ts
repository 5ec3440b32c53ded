/** The service of a shift at a shared desk: for the state's own patrons, or for those of the global cooperative. */
export const SHIFT_SERVICES = ['statewide', 'global'] as const;
export type ShiftService = (typeof SHIFT_SERVICES)[number];

/** What the contribution percentage of a library is. */
export const CONTRIBUTIONS = ['given-of-owed', 'share-of-given', 'given-per-100-questions'] as const;
export type Contribution = (typeof CONTRIBUTIONS)[number];

/** How the libraries of a cooperative share the hours of its shared desks. */
export interface SharedHours {
  services: Record<ShiftService, { name: string; makeUpDays: number | null }>;
  contribution: Contribution;
  excusesClosings: boolean;
  isPublished: boolean;
}

/** Where the cooperative's file says nothing. */
export const SHARED_HOURS: SharedHours = {
  services: { statewide: { name: 'Statewide', makeUpDays: null }, global: { name: 'Global', makeUpDays: 7 } },
  contribution: 'given-of-owed',
  excusesClosings: false,
  isPublished: false,
};
