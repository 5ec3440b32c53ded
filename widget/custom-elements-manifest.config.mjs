export default {
  globs: ['src/ask-us-now-element.ts', 'src/ask-change-event.ts', 'src/define.ts'],
  outdir: '.',
};
