import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { outcomesIn } from '../corpus/readers-outcomes.ts'
import { type ReadersDouble, startReadersDouble } from './double.ts'
import { type GoAnswers, goJudge, goReaders, recordOf, recordedGo, recordedPath } from './go-answers.ts'
import { type LaidCase, layCase } from './lay.ts'
import { type Measured, askJudge, hasPython, measuredIdentity, said } from './measure.ts'

/** Made-up profiles, environments and files: what the model says of them, and what the libraries do. */
const recordedFirst = 1000
/** Other cases than those on record, for a look further: `STACKPASS_READERS_FIRST=90000`. */
const first = Number(process.env['STACKPASS_READERS_FIRST'] ?? recordedFirst)
const count = 2240
const root = mkdtempSync(join(tmpdir(), 'stackpass-readers-'))
let double: ReadersDouble
let cases: LaidCase[] = []

beforeAll(async () => {
  const judge = outcomesIn(root).sts
  double = await startReadersDouble((question) => judge?.(question))
  cases = Array.from({ length: count }, (_, at) => layCase(root, double, first + at))
})

afterAll(async () => {
  await double.close()
  rmSync(root, { recursive: true, force: true })
})

/** What differs, shown with the files that it takes to see why. */
function differences(reader: ReaderName, asked: readonly LaidCase[], answered: readonly string[]): string[] {
  return asked.flatMap(({ one, model }, at) => {
    const have = said(model[reader])
    if (have === answered[at]) return []
    const { id, profile, environment, config, credentials } = one
    const shown = JSON.stringify({ profile, environment, config, credentials })
    return [`${id}: ${reader} takes ${answered[at]}; the model says ${have}\n  ${shown}`]
  })
}

const saidOf = (asked: readonly LaidCase[], answers: readonly Measured[]): string[] =>
  asked.map(({ one }, at) => measuredIdentity(answers[at] ?? {}, double.sessions, one.owners))

describe.concurrent('the readers, against the libraries themselves', () => {
  it('has cases of every kind', () => {
    const sources = new Set(cases.flatMap(({ model }) => Object.values(model).map((result) => result.source)))
    expect([...sources].sort()).toEqual(['container', 'environment', 'imds', 'keys-config', 'keys-credentials', 'login', 'none', 'process', 'role', 'sso', 'sso-legacy', 'web-identity', 'web-identity-environment']) // prettier-ignore
    const differ = cases.filter(({ model }) => new Set(Object.values(model).map(said)).size > 1)
    expect(differ.length).toBeGreaterThan(count / 4)
  })

  it('takes what the JS SDK takes', async () => {
    const program = join(import.meta.dirname, 'children/credentials-judge.mjs')
    const answers = await askJudge<Measured>(process.execPath, [program], cases.map(({ question }) => question)) // prettier-ignore
    expect(differences('jsSdk', cases, saidOf(cases, answers))).toEqual([])
  })

  it.skipIf(!hasPython('botocore.credentials'))('takes what botocore takes', async () => {
    // Without the Common Runtime, botocore refuses every login session.
    const asked = hasPython('awscrt')
      ? cases
      : cases.filter(({ one }) => !`${one.config}${one.credentials}`.toLowerCase().includes('login_session'))
    const program = join(import.meta.dirname, 'botocore-judge.py')
    const answers = await askJudge<Measured>('python3', [program], asked.map(({ question }) => question)) // prettier-ignore
    expect(differences('awsCli', asked, saidOf(asked, answers))).toEqual([])
    expect(asked.length).toBeGreaterThanOrEqual(2000)
  })

  it('takes what aws-sdk-go-v2 and aws-sdk-go-base take', async ({ skip }) => {
    const judge = goJudge()
    let answers: string[][]
    if ('missing' in judge) {
      skip(first !== recordedFirst, `Other cases than those on record, and no Go program: ${judge.missing}`)
      console.log(`The Go program was not run: ${judge.missing}. Its answers on record are compared.`)
      const { texts, cases: recorded, first: from } = recordedGo()
      expect([from, recorded.length]).toEqual([first, count])
      answers = goReaders.map((_, at) => recorded.map((row) => texts[row[at] ?? -1] ?? 'not on record'))
    } else {
      const live = await askJudge<GoAnswers>(judge.program, [], cases.map(({ question }) => question)) // prettier-ignore
      answers = goReaders.map((reader) => saidOf(cases, live.map((answer) => answer[reader]))) // prettier-ignore
      if (process.env['STACKPASS_RECORD_GO'] !== undefined) {
        const rows = cases.map((_, at) => answers.map((column) => column[at] ?? ''))
        writeFileSync(recordedPath, `${JSON.stringify(recordOf(first, rows))}\n`)
      }
    }
    const names: readonly ReaderName[] = ['goSdk', 'terraform', 'pulumi']
    expect(names.flatMap((name, at) => differences(name, cases, answers[at] ?? []))).toEqual([])
  })
})
