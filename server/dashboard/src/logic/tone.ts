/** How urgent it is. Words say it too: never colour alone. */
export type Tone = 'good' | 'note' | 'warn' | 'bad';
