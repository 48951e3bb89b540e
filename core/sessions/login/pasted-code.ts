import { type CodedError, fail } from '../../../shared/result.ts'
import { isSameText } from '../same-text.ts'

export interface PastedCode {
  readonly answer: Promise<{ readonly kind: 'code'; readonly code: string }>
  /** Takes the pasted text; says what is wrong with it, and keeps waiting for the right one. */
  take(text: string): CodedError | undefined
}

const wrong = (message: string, reason: string): CodedError =>
  fail('PastedTextWrong', message, {
    reason,
    remedy: 'Copy the whole text from the page that this sign-in opened, and paste it again.',
  }).error

/** Waits for the text that the page of AWS shows: base64 of `state=…&code=…`. */
export function createPastedCode(state: string): PastedCode {
  let settle: (come: { readonly kind: 'code'; readonly code: string }) => void = () => undefined
  const answer = new Promise<{ readonly kind: 'code'; readonly code: string }>(
    (resolve) => (settle = resolve),
  )
  return {
    answer,
    take(text) {
      // Copied from a terminal or a mail, it comes in several lines.
      const bare = text.replace(/\s+/g, '')
      const decoded = /^[\w+/-]+={0,2}$/.test(bare) ? Buffer.from(bare, 'base64').toString('utf8') : ''
      const query = new URLSearchParams(decoded)
      const [states, codes] = [query.getAll('state'), query.getAll('code')]
      const [given, code] = [states[0], codes[0]]
      if (states.length !== 1 || codes.length !== 1 || given === undefined || !code)
        return wrong('This is not the text of the page.', 'It holds no code, or part of it is missing.')
      if (!isSameText(given, state))
        return wrong('This text belongs to another sign-in.', 'It was made earlier, or for somebody else.')
      settle({ kind: 'code', code })
      return undefined
    },
  }
}
