import { createInterface } from 'node:readline'
import { type Readable, Writable } from 'node:stream'
import { openTerminal } from './ask-terminal.ts'

/**
 * Like `askHidden`, but on the controlling terminal: a program that asks us for credentials may hold standard input. `null`
 * without a terminal.
 */
export async function askHiddenOnTerminal(
  question: string,
  platform: NodeJS.Platform,
): Promise<string | undefined | null> {
  const terminal = openTerminal(platform)
  if (terminal === undefined) return null
  try {
    return await askHidden(question, (text) => terminal.output.write(text), terminal.input)
  } finally {
    terminal.close()
  }
}

/** Asks on the terminal for a value without showing it as the user types. Undefined after Ctrl-C or Ctrl-D. */
export function askHidden(
  question: string,
  print: (text: string) => void,
  input: Readable = process.stdin,
): Promise<string | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input, output: nowhere, terminal: true, historySize: 0 })
  print(question)
  return new Promise((resolve) => {
    let answer: string | undefined
    reader.once('line', (line) => {
      answer = line
      reader.close()
    })
    reader.once('SIGINT', () => reader.close())
    reader.once('close', () => {
      print('\n')
      resolve(answer)
    })
  })
}
