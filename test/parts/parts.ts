// The parts of the dashboard that pages share, each in each of its states. A new part is an entry in one of these files.
import { CHARTS } from './charts.js';
import { CONTROLS } from './controls.js';
import { FIELDS } from './fields.js';
import { FORMS } from './forms.js';
import { PAGES } from './pages.js';
import type { Part } from './part.js';
import { SIGNS } from './signs.js';
import { TABLES } from './tables.js';

export const parts: readonly Part[] = [...CONTROLS, ...FIELDS, ...FORMS, ...TABLES, ...SIGNS, ...PAGES, ...CHARTS];
