import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks on the terminal for a value that is not shown while it is typed. Undefined after Ctrl-C or Ctrl-D. */
export function askHidden(question: string, print: (text: string) => void): Promise<string | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 })
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
