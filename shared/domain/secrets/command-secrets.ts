import { secretSpans } from './find-secrets.ts'
import { joinSpans, type Span } from './spans.ts'

interface Word extends Span {
  /** Without its quotes. */
  readonly text: string
  /** Where the text begins, after an opening quote. */
  readonly textStart: number
}

const word = /"(?:[^"\\]|\\[\s\S])*"?|'[^']*'?|(?:[^\s"'\\]|\\[\s\S]?)+/g

/** The words of a command as a shell reads them, including quotes in the middle of a word. Linear. */
function wordsOf(command: string): Word[] {
  const words: { start: number; end: number }[] = []
  for (const { 0: part, index } of command.matchAll(word)) {
    const last = words.at(-1)
    if (last?.end === index) last.end = index + part.length
    else words.push({ start: index, end: index + part.length })
  }
  return words.map(({ start, end }) => {
    const quoted =
      /^["']/.test(command.charAt(start)) && end - start > 1 && command[end - 1] === command[start]
    const textStart = quoted ? start + 1 : start
    return { start, end, textStart, text: command.slice(textStart, quoted ? end - 1 : end) }
  })
}

/** Programs whose `-p`, `-a`, `-w` or `-P` takes a password, as the next word or in the same one. */
const shortOptions: ReadonlyMap<string, readonly string[]> = new Map([
  ['mysql', ['-p']],
  ['mysqldump', ['-p']],
  ['mysqladmin', ['-p']],
  ['mariadb', ['-p']],
  ['sshpass', ['-p']],
  ['az', ['-p']],
  ['mongo', ['-p']],
  ['mongosh', ['-p']],
  ['ldapsearch', ['-w']],
  ['redis-cli', ['-a']],
  ['sqlcmd', ['-P']],
  ['zip', ['-P']],
  ['unzip', ['-P']],
  ['7z', ['-p']],
  ['saml2aws', ['-p']],
  ['op', ['--session']],
])
const userOption = /^(?:-u|-U|--user|--username|--proxy-user|--userpwd|-l|--login)(?:=|$)/
const userAndPassword =
  /^(?:-u|-U|--user=|--proxy-user=|--userpwd=)?([^\s:=/-][^\s:/]{0,200}):(?!\d+$)(?=[^\s]{1,400}$)/
const takesUser = /^(?:-u|-U|--user|--proxy-user|--userpwd)$/

function programOf(text: string): string {
  const name = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
  return name.replace(/\.exe$/i, '').toLowerCase()
}

const endsCommand = /^(?:[|;&]+|\()$/

/** The words that `echo` or `printf` passes on to another program through a pipe, as people do with a password. */
function pipedSpans(words: readonly Word[]): Span[] {
  const spans: Span[] = []
  let printed: Word[] | undefined
  for (const [index, current] of words.entries()) {
    const first = index === 0 || endsCommand.test(words[index - 1]!.text)
    if (first) printed = /^(?:echo|printf)$/.test(programOf(current.text)) ? [] : undefined
    else if (current.text === '|' && printed) spans.push(...printed.map(whole))
    else if (!endsCommand.test(current.text) && !/^-[neE]+$|^%s/.test(current.text)) printed?.push(current)
  }
  return spans
}

function whole({ textStart, text }: Word): Span {
  return { start: textStart, end: textStart + text.length }
}

/** The options of these programs that take a password; `-p` of any program that gets a user too. */
function passwordOptions(words: readonly Word[]): ReadonlySet<string> {
  const options = new Set<string>()
  for (const { text } of words) {
    for (const option of shortOptions.get(programOf(text)) ?? []) options.add(option)
    if (userOption.test(text) || text === 'login') options.add('-p')
  }
  return options
}

/** The seeds of one-time codes after `oathtool`; a file or a variable that holds a seed is not one. */
function seedSpans(words: readonly Word[]): Span[] {
  const spans: Span[] = []
  let makesCodes = false
  for (const current of words) {
    const { text } = current
    if (programOf(text) === 'oathtool') makesCodes = true
    else if (endsCommand.test(text)) makesCodes = false
    else if (makesCodes && /^[A-Za-z0-9=]{10,}$/.test(text)) spans.push(whole(current))
  }
  return spans
}

function argumentSpans(words: readonly Word[]): Span[] {
  const spans = [...pipedSpans(words), ...seedSpans(words)]
  const options = passwordOptions(words)
  for (const [index, current] of words.entries()) {
    const { text, textStart } = current
    const next = words[index + 1]
    if (options.has(text) && next && next.text !== '-') spans.push(whole(next))
    // `-pSECRET`; `-port` and the like are words of their own.
    const glued = text.slice(0, 2)
    if (text.length > 2 && options.has(glued) && !/^-p(?:ort|ath|rofile|refix)\b/.test(text))
      spans.push({ start: textStart + 2, end: textStart + text.length })
    const isUser = takesUser.test(words[index - 1]?.text ?? '') || /^(?:-u|-U|--user|--proxy-user)/.test(text)
    const user = isUser ? userAndPassword.exec(text) : null
    if (user) spans.push({ start: textStart + user[0].length, end: textStart + text.length })
  }
  return spans
}

const deepest = 4

/** The secrets in a command line: those that any text shows, and the passwords among the arguments, even in `sh -c '…'`. */
export function commandSpans(command: string, depth = 0): Span[] {
  const words = wordsOf(command)
  const spans = [...(depth === 0 ? secretSpans(command, 'command') : []), ...argumentSpans(words)]
  if (depth < deepest) {
    for (const { text, textStart } of words) {
      if (!/\s/.test(text)) continue
      const inner = [...secretSpans(text, 'command'), ...commandSpans(text, depth + 1)]
      for (const { start, end } of inner) spans.push({ start: textStart + start, end: textStart + end })
    }
  }
  return joinSpans(spans)
}
