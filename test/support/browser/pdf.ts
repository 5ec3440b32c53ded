/** The margins of a browser's print dialog. */
export const PAPER_MARGIN = { top: '0.4in', bottom: '0.4in', left: '0.4in', right: '0.4in' };

/** How many pages a PDF of Chromium's has. */
export const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
