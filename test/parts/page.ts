// The parts page: each shared part of the dashboard in each state, under a heading with its name.
import { css } from 'lit';
import { base } from '../../server/dashboard/out/styles/base.js';
import { parts } from './parts.js';
import type { Part } from './part.js';
import { Stage } from './stage.js';

/** The page's own. A state begins at a whole pixel: what stands above it would change the edges of its lines. */
const pageStyles = css`
  section {
    padding-block: 1rem;
  }

  figure {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    margin: 0.75rem 0 0;
  }

  figcaption {
    font-weight: 600;
  }

  part-stage {
    padding: 0.75rem;
    background: var(--surface);
  }
`;

/** Elements of all shadow roots below. */
const within = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? within(each.shadowRoot) : [])]);

function figureOf(part: Part, name: string): HTMLElement {
  const given = part.states[name]!;
  const { show } = typeof given === 'function' ? { show: given } : given;
  const figure = document.createElement('figure');
  figure.dataset['state'] = name;
  const caption = document.createElement('figcaption');
  caption.textContent = `${part.name}: ${name}`;
  figure.append(caption, Object.assign(new Stage(), { shown: part, show }));
  return figure;
}

/** Marks what is to have the pose, and says why a state cannot be shown. */
function mark(part: Part, figure: HTMLElement): void {
  const stage = figure.querySelector<Stage>('part-stage')!;
  const elements = within(stage.renderRoot);
  const unknown = elements.find((each) => each.matches(':not(:defined)'));
  const given = part.states[figure.dataset['state']!]!;
  const posed = typeof given === 'function' ? undefined : elements.find((each) => each.matches(given.on));
  if (typeof given !== 'function') posed?.setAttribute('data-pose', given.pose);
  const isPoseless = typeof given !== 'function' && !posed;
  const fault =
    stage.fault || (unknown ? `no element ${unknown.localName}` : isPoseless ? `nothing is ${given.on}` : '');
  if (fault !== '') figure.dataset['fault'] = fault;
}

const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));

/** Lays the page out again, after a change of the window or of the look: each state begins at a whole pixel. */
async function settle(): Promise<void> {
  const boxes = document.querySelectorAll<HTMLElement>('section, figure, header');
  for (const box of boxes) box.style.blockSize = '';
  // What is drawn by its own width is drawn again.
  await frame();
  await frame();
  await frame();
  for (const box of [...boxes].reverse()) box.style.blockSize = `${Math.ceil(box.getBoundingClientRect().height)}px`;
  await frame();
}

async function show(): Promise<void> {
  document.adoptedStyleSheets = [base.styleSheet!, pageStyles.styleSheet!];
  const main = document.querySelector('main')!;
  for (const part of parts) {
    const section = document.createElement('section');
    section.dataset['part'] = part.name;
    const heading = document.createElement('h2');
    heading.textContent = part.name;
    const figures = Object.keys(part.states).map((name) => figureOf(part, name));
    section.append(heading, ...figures);
    main.append(section);
  }
  await frame();
  await frame();
  // A form that is opened takes the focus; each state has its own look without it.
  for (let root: DocumentOrShadowRoot | null = document; root; root = root.activeElement?.shadowRoot ?? null)
    (root.activeElement as HTMLElement | null)?.blur();
  for (const part of parts)
    for (const figure of document.querySelectorAll<HTMLElement>(`[data-part='${part.name}'] figure`))
      mark(part, figure);
  await settle();
  Object.assign(window, { settle });
}

void show();
