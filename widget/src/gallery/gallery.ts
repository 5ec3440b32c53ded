// The script of the gallery, and of each of its frames: the npm form of the tag, whole, in one file that needs no server.
import './answers.js';
import '../index.js';
import { followForm } from './try-out.js';

// Its links lead nowhere.
document.addEventListener('click', (event) => {
  if (event.composedPath().some((node) => node instanceof Element && node.localName === 'ask-us-now'))
    event.preventDefault();
});

const form = document.querySelector('form');
if (form) followForm(form);
