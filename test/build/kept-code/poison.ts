import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { encodeStore, type KeptHeader } from '../../../cli/start/kept-format.ts'
import type { BuiltCommand } from './built-command.ts'

/** What a run prints if it used planted code. */
export const planted = 'PLANTED\n'

const compile = `
const { readFileSync, writeFileSync } = require('node:fs')
const { Script } = require('node:vm')
const [text, code] = process.argv.slice(1)
const source = '(function (exports, require, module, __filename, __dirname) {' + readFileSync(text, 'utf8') + '\\n})'
writeFileSync(code, new Script(source).createCachedData())
`

/**
 * The store that the command just made, but with other code for its first file: V8 compares only the length of the text,
 * so such code runs if the store is trusted.
 */
export async function plantedStore(built: BuiltCommand, node = process.execPath): Promise<Uint8Array> {
  const [name] = await built.kept()
  const store = await readFile(join(built.codeFolder, name!))
  const end = store.indexOf(10)
  const header = JSON.parse(store.subarray(0, end).toString()) as KeptHeader
  const text = await readFile(join(built.folder, 'dist', 'cli', 'main.cjs'))
  const body = `process.stdout.write(${JSON.stringify(planted)});process.exit(0)`
  const bad = join(built.home, 'planted.cjs')
  await writeFile(bad, body.padEnd(text.length, ' '))
  await promisify(execFile)(node, ['-e', compile, bad, `${bad}.code`])
  const code = await readFile(`${bad}.code`)
  const part = { name: 'main.cjs', code, text }
  const file = { name: 'main.cjs', codeBytes: code.length, textBytes: text.length }
  return encodeStore({ ...header, files: [file] }, [part])
}
