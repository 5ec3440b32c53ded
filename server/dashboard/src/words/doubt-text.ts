/** What may be wrong with numbers. */
export interface Warning {
  heading: string;
  facts: string[];
  /** What it means for the numbers, and what to do. */
  meaning: string[];
}

/** For the coordinator, of all libraries. */
export const ONE_ADDRESS: Warning = {
  heading: 'Repeated clicks cannot be told apart now',
  facts: ['Nearly all visits reach this server from one network address, as if all patrons sat in one place.'],
  meaning: [
    'The limit on clicks and views from one place is off, so that no patron is left out. A program that clicks again and again would be counted, too.',
    'Ask the person who runs this server to look into its log: it names the setting to change.',
  ],
};
