// In:    a page's bytes, from the thread that answers patrons.
// Out:   its report, computed in a worker thread.
import type { ExpectedTag } from '@askusnow/sdk/contract';
import { decodePage } from './decode-page.ts';
import { examinePage } from './page/examine-page.ts';
import type { PageReport } from './page/report.ts';

export interface ExamineInput {
  url: string;
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  expected: ExpectedTag;
  withLinks: boolean;
}

export const run = ({ url, status, headers, body, expected, withLinks }: ExamineInput): Promise<PageReport> =>
  examinePage({ url, response: { status, headers }, html: decodePage(body, headers['content-type']) }, expected, {
    withLinks,
  });
