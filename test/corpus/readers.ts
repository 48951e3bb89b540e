import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import { resolveReaders } from '../../shared/domain/aws/readers/resolve-readers.ts'
import type { FileState, ReaderInput, ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { type CorpusResult, type Tally, newTally } from './aws-result.ts'
import { doubles, outcomesIn } from './readers-outcomes.ts'

type Texts = Readonly<Record<string, string>>

export interface ReaderCase {
  readonly id: string
  readonly profile: string | null
  readonly environment: Texts
  readonly config: string | null
  readonly credentials: string | null
  readonly files?: Texts
}

interface ExpectedResult {
  readonly works: boolean
  readonly source: string
  readonly chain: readonly string[]
  readonly base?: string
  readonly account?: string
}

/** The readers of the corpus, and the model's name for each. */
const readers: ReadonlyMap<string, ReaderName> = new Map([
  ['botocore', 'awsCli'],
  ['js', 'jsSdk'],
  ['go', 'goSdk'],
  ['terraform', 'terraform'],
  ['pulumi', 'pulumi'],
])

function filled(text: string, home: string): string {
  return text
    .replaceAll('{HOME}', home)
    .replaceAll('{DOUBLES}', doubles.address)
    .replaceAll('{LOCALHOST}', doubles.byName)
}

/** Writes the files of a case, as the runs had them. */
function layFiles(home: string, { config, credentials, files = {} }: ReaderCase): void {
  const all = new Map(Object.entries(files))
  if (config !== null) all.set('.aws/config', config)
  if (credentials !== null) all.set('.aws/credentials', credentials)
  for (const [name, text] of all) {
    const path = resolve(home, name)
    if (!path.startsWith(home + sep)) throw new Error(`${name} lies outside of the home folder`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, filled(text, home))
    if (text.startsWith('#!')) chmodSync(path, 0o755)
  }
}

function stateOf(path: string): FileState {
  if (!existsSync(path)) return 'missing'
  return statSync(path).isDirectory() ? 'directory' : new Uint8Array(readFileSync(path))
}

/** A case as an input of the model, in its own home folder. */
export function inputOf(home: string, one: ReaderCase): ReaderInput {
  layFiles(home, one)
  const environment = { ...one.environment, AWS_ENDPOINT_URL_STS: '{DOUBLES}' }
  return {
    environment: new Map(Object.entries(environment).map(([name, value]) => [name, filled(value, home)])),
    profile: one.profile ?? undefined,
    home,
    workingDirectory: home,
    now: Date.now(),
    file: stateOf,
    digest: (algorithm, text) => createHash(algorithm).update(text).digest('hex'),
    outcomes: outcomesIn(home),
  }
}

const compared = ['works', 'source', 'chain', 'base', 'account'] as const

function comparable(result: object): string {
  const known = new Map(Object.entries(result))
  return compared.map((key) => `${key} ${JSON.stringify(known.get(key)) ?? '-'}`).join(', ')
}

function checkCase(tally: Tally, one: ReaderCase, expected: Readonly<Record<string, ExpectedResult>>): void {
  const home = mkdtempSync(join(tmpdir(), 'stackpass-readers-'))
  try {
    const got = resolveReaders(inputOf(home, one))
    for (const [reader, name] of readers) {
      const wanted = expected[reader]
      if (wanted === undefined) continue
      const id = `${one.id} ${reader}`
      const [want, have] = [comparable(wanted), comparable(got[name])]
      if (want === have) tally.pass()
      else tally.fail(id, want, `${have} (${got[name].error ?? got[name].why})`)
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Runs the cases of `cases.json` against what the real libraries did, in `expected.json`. */
export async function runReadersCorpus(folder: string): Promise<CorpusResult> {
  const tally = newTally()
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const cases = read('cases.json') as ReaderCase[]
  const expected = new Map(
    Object.entries(read('expected.json') as Record<string, Record<string, ExpectedResult>>),
  )
  for (const one of cases) {
    const wanted = expected.get(one.id)
    if (wanted === undefined) tally.fail(one.id, 'a result in expected.json', 'none')
    else tally.guard(one.id, () => checkCase(tally, one, wanted))
  }
  return Promise.resolve(tally.result())
}
