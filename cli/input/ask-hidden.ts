import { createInterface } from 'node:readline'
import { type Readable, Writable } from 'node:stream'
import { openTerminal } from './ask-terminal.ts'

/**
 * The same on the controlling terminal, whatever standard input is: a program that asks us for credentials holds that. `null`
 * where there is no terminal.
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

/** Asks on the terminal for a value that is not shown while it is typed. Undefined after Ctrl-C or Ctrl-D. */
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
