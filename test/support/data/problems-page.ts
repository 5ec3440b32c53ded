// docs/problems.md, from the declaration of the problems that the server sends.
import { PROBLEMS } from '../../../sdk/src/contract/problems.ts';
import { formatted } from './formatted.ts';

export const PROBLEMS_PAGE_FILE = 'docs/problems.md';

/** `/openapi.json` says which statuses a route has; the docstrings of the SDK, which codes. */
export async function renderProblemsPage(): Promise<string> {
  const rows = Object.entries(PROBLEMS).map(
    ([code, [status, means, remedy]]) => `| \`${code}\` | ${[status].flat().join(', ')} | ${means} | ${remedy} |`,
  );
  const lines = [
    '# Problems',
    '',
    'A refused request is answered with a problem ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457), `application/problem+json`).',
    'Its `code` is stable and meant for programs; `title` and `detail` are meant for people. `errors` names each field at fault.',
    'The SDK throws it as `ProblemError`, whose `problem.code` has the type `ProblemCode`. A newer server may send other codes: go',
    'by the status then. Made by `npm run sdk-page` from `sdk/src/contract/problems.ts`.',
    '',
    '| code | status | meaning | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
  ];
  return formatted(PROBLEMS_PAGE_FILE, `${lines.join('\n')}\n`);
}
