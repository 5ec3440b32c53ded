// In:    a title, a body of escaped HTML.
// Out:   a whole document in the style of the server's pages, without script.
// Never: contains unescaped text, or inline style or script, which the page's policy would block.

/** `head`: further elements of the document's head. `wide`: the body is not put in a card. */
export const htmlPage = (title: string, body: string, { head = '', wide = false } = {}): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title} · AskUsNow</title>
    <link rel="icon" type="image/svg+xml" href="/dashboard/assets/icon.svg">
    <link rel="stylesheet" href="/dashboard/assets/tokens.css">
    <link rel="stylesheet" href="/dashboard/assets/look.css">
    <link rel="stylesheet" href="/dashboard/assets/page.css">${head}
  </head>
  <body>
    <header class="bar">
      <div class="bar-inner">
        <span class="brand"><img src="/dashboard/assets/icon.svg" alt="" width="24" height="24"> AskUsNow</span>
      </div>
    </header>
    <main>
      ${wide ? `<h1>${title}</h1>${body}` : `<div class="card"><h1>${title}</h1>${body}</div>`}
    </main>
    <footer class="foot"><a href="/accessibility">Accessibility</a> <a href="/privacy">Privacy</a></footer>
  </body>
</html>
`;
