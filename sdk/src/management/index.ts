export * from './session.js';
export * from './numbers.js';
export * from './calendars.js';
export * from './hours.js';
export * from './shifts.js';
export * from './notices.js';
export * from './assistance.js';
export * from './coverage.js';
