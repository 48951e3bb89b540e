import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Measured } from './measure.ts'

export const goReaders = ['go', 'terraform', 'pulumi'] as const
export type GoAnswers = Readonly<Record<(typeof goReaders)[number], Measured>>

/** What the Go program answered: each of the texts once, and for each case which of them. */
export interface RecordedGo {
  readonly first: number
  readonly texts: readonly string[]
  readonly cases: readonly (readonly number[])[]
}

const folder = join(import.meta.dirname, 'go-judge')
export const recordedPath = join(import.meta.dirname, '../fixtures/aws/readers/go-answers.json')

export function recordedGo(): RecordedGo {
  return JSON.parse(readFileSync(recordedPath, 'utf8')) as RecordedGo
}

/** Each answer as an index into the texts. */
export function recordOf(first: number, said: readonly (readonly string[])[]): RecordedGo {
  const texts = [...new Set(said.flat())].sort()
  return { first, texts, cases: said.map((row) => row.map((text) => texts.indexOf(text))) }
}

/**
 * The program in `go-judge`, built outside of the clone: it is kept from run to run, for the SDK takes a minute to compile.
 * Where it is not there it is built when STACKPASS_BUILD_GO is set; else the answers on record are compared.
 */
export function goJudge(): { readonly program: string } | { readonly missing: string } {
  const sources = ['main.go', 'go.mod', 'go.sum'].map((name) => readFileSync(join(folder, name)))
  const name = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 16)
  const cache = join(homedir(), '.cache', 'stackpass-tests')
  const program = join(cache, `readers-${name}`)
  if (existsSync(program)) return { program }
  if (process.env['STACKPASS_BUILD_GO'] === undefined) return { missing: 'it is not built' }
  mkdirSync(cache, { recursive: true })
  const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: folder, encoding: 'utf8' })
  if (built.error) return { missing: 'Go is not on this machine' }
  return built.status === 0 ? { program } : { missing: built.stderr.trim() }
}
