// The page that a webmaster opens by a link: the server writes what is to be pasted; this part follows the state.
import { showCopyButtons } from '../get/copy-buttons.js';
import './hand-over-state.js';

showCopyButtons();
