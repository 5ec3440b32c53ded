// The pages of all packages, as their own documentation writes them.
import { AGENCY } from './agency.ts';
import { BOOTSTRAP } from './bootstrap.ts';
import { LOADERS } from './loaders.ts';
import { OLD_LIBRARIES } from './old-libraries.ts';
import { PAGE_CHANGERS } from './page-changers.ts';
import type { Site } from './site.ts';

export const SITES: Record<string, Site> = { ...BOOTSTRAP, ...AGENCY, ...OLD_LIBRARIES, ...PAGE_CHANGERS, ...LOADERS };
