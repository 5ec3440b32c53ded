import { ok } from './harness.js';

interface Axe {
  run(
    node: Element,
    options: object,
  ): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}
declare global {
  interface Window {
    axe?: Axe;
  }
}

/** Every rule of WCAG 2.2 AA that axe knows, `target-size` (off by default) included. */
export async function audit(node: Element): Promise<void> {
  if (!window.axe) {
    await new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = '/node_modules/axe-core/axe.min.js';
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }
  const { violations } = await window.axe!.run(node, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    rules: { 'target-size': { enabled: true } },
  });
  ok(
    violations.length === 0,
    JSON.stringify(
      violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((one) => one.failureSummary ?? one.html) })),
      null,
      2,
    ),
  );
}
