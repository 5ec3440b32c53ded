import { AskUsNowElement } from './ask-us-now-element.js';
import { quietly } from './natives.js';

// Only for the script as the server serves it: bundled into somebody's own, it would name their server.
AskUsNowElement.defaultEndpoint = quietly(() => new URL(import.meta.url).origin) ?? '';
