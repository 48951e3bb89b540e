import type { CodedError } from '../../shared/result.ts'

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** What the browser shows when it comes back. */
export interface AnswerPage {
  readonly status: number
  readonly title: string
  readonly lines: readonly string[]
}

/** Nothing is loaded, run, framed or kept: the page is text. */
export const answerHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  connection: 'close',
} as const

/** The page as HTML, without script and style. */
export function answerHtml({ title, lines }: AnswerPage): string {
  const shown = escape(title)
  const body = lines.map((line) => `<p>${escape(line)}</p>`).join('\n')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width">
<title>${shown} · Stackpass</title>
<h1>${shown}</h1>
${body}
</html>
`
}

const page = (status: number, title: string, ...lines: string[]): AnswerPage => ({ status, title, lines })

export const signedInPage = (name: string): AnswerPage =>
  page(200, `You are signed in to ${name}`, 'Go back to Stackpass. You can close this tab.')

export const deniedPage = (name: string): AnswerPage =>
  page(200, `You are not signed in to ${name}`, 'Access was not allowed. You can close this tab.')

export const failedPage = ({ message, reason, remedy }: CodedError): AnswerPage =>
  page(502, 'The sign-in did not work', ...[message, reason, remedy].filter((line) => line !== undefined))
