// In:    an OpenAPI document with two versions of each schema, for output (`X`) and for input (`XInput`).
// Out:   the same with only the schemas that paths use, each under its own name.
// Never: gives one schema two names, or leaves a dangling reference.

interface Document {
  paths?: unknown;
  components?: { schemas?: Record<string, unknown> };
}

const REFERENCE = /"#\/components\/schemas\/(\w+)"/g;
const referencesIn = (part: unknown): string[] =>
  [...(JSON.stringify(part) ?? '').matchAll(REFERENCE)].map(([, name]) => name!);

/** An input-only schema loses its `Input`; one used for both keeps two names, since they may differ. */
export function onlyUsed<D extends Document>(document: D): D {
  const schemas = document.components?.schemas ?? {};
  const used = new Set<string>();
  const follow = (part: unknown): void => {
    for (const name of referencesIn(part)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(schemas[name]);
    }
  };
  follow(document.paths);
  const nameOf = (name: string): string => {
    const plain = name.replace(/Input$/, '');
    return used.has(plain) ? name : plain;
  };
  const renamed = <T>(part: T): T =>
    JSON.parse(
      JSON.stringify(part).replace(REFERENCE, (_, name: string) => `"#/components/schemas/${nameOf(name)}"`),
    ) as T;
  const names = [...used].sort();
  return {
    ...document,
    paths: renamed(document.paths),
    components: {
      ...document.components,
      schemas: Object.fromEntries(names.map((name) => [nameOf(name), renamed(schemas[name])])),
    },
  };
}
