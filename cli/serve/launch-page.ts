import { createHash } from 'node:crypto'

const script = 'document.forms[0].submit()'
const style =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}'

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * A page that sends a code to the host in the body of a form: an address would stay in the history of the browser. It sends
 * itself; where scripts are off it has a button.
 */
export function launchPage(host: string, code: string): string {
  const policy = `default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; base-uri 'none'; form-action http://${host}/open`
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
<p>This page leads to Stackpass. It works once and for half a minute.</p>
<form method="post" action="http://${host}/open"><input type="hidden" name="code" value="${code}"><button>Open Stackpass</button></form>
<script>${script}</script>
</body>
</html>
`
}
