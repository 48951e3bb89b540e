import { createHash } from 'node:crypto'

const style =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}button,a{font:inherit;padding:.5rem 1rem}'

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)

interface Page {
  readonly script: string
  readonly formAction: string
  readonly body: string
}

/** It forwards without a click, sends no referrer, and loads nothing. */
function page({ script, formAction, body }: Page): string {
  const policy = `default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; base-uri 'none'; form-action ${formAction}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>Stackpass</title>
<style>${style}</style>
</head>
<body>
<h1>Stackpass</h1>
${body}
<script>${script}</script>
</body>
</html>
`
}

/**
 * A page that sends a code to the host in the body of a form: an address would stay in the history of the browser. It submits
 * itself; with scripts off, it has a button.
 */
export function codePage(host: string, code: string): string {
  return page({
    script: 'document.forms[0].submit()',
    formAction: `http://${host}/open`,
    body: `<p>This page leads to Stackpass. It works once and for half a minute.</p>
<form method="post" action="http://${host}/open"><input type="hidden" name="code" value="${escaped(code)}"><button>Open Stackpass</button></form>`,
  })
}

/** A page that leads to an address and replaces itself in the history; with scripts off, it has a link. */
export function linkPage(url: string): string {
  return page({
    script: 'location.replace(document.links[0].href)',
    formAction: "'none'",
    body: `<p>This page leads on to AWS. It is removed within a minute.</p>
<p><a rel="noreferrer" href="${escaped(url)}">Continue</a></p>`,
  })
}
