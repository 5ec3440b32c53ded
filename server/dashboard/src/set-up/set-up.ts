// The set-up pages work without this. With it, the time zone is the browser's, and the tag is copied by a button.
import { showCopyButtons } from '../get/copy-buttons.js';

showCopyButtons();

const zone = document.querySelector<HTMLInputElement>('input[name=zone]');
if (zone?.value === '') zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
