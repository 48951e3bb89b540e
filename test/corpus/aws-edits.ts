import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodes } from '../../shared/error-codes.ts'
import { editSharedFile } from '../../shared/domain/aws/edit.ts'
import { editPair } from '../../shared/domain/aws/pair.ts'
import type {
  KeyValue,
  SectionKind,
  SharedFileKind,
  SharedFileOperation,
} from '../../shared/domain/aws/types.ts'
import type { EditOutcome } from '../../shared/domain/edit/types.ts'
import { asText } from './aws-result.ts'
import type { Tally } from './aws-result.ts'

interface Arguments {
  readonly profile?: string | null
  readonly name?: string
  readonly from?: string
  readonly to?: string
  readonly section?: string
  readonly key?: string
  readonly value?: string
  readonly entries?: readonly (readonly [string, string])[]
  readonly updateReferences?: boolean
}

const operations: ReadonlySet<string> = new Set<SharedFileOperation['type']>([
  'set', 'unset', 'setMany', 'addProfile', 'renameProfile', 'duplicateProfile', 'deleteProfile', 'setActiveDefault',
]) // prettier-ignore

interface Scenario {
  readonly id: string
  readonly operation: string
  readonly args: Arguments
}

export interface SingleScenario extends Scenario {
  readonly file: string
  readonly kind: SharedFileKind
  readonly expectedTextAfter?: string
  readonly expectedBase64After?: string
  readonly expectedError?: string
  readonly acceptable?: readonly string[]
  readonly orRefuse?: string
}

export interface PairScenario extends Scenario {
  readonly pair: string
  readonly expectedError?: string
  readonly orRefuse?: string
  readonly expectedConfigAfter?: string
  readonly expectedCredentialsAfter?: string
  readonly acceptableConfigAfter?: readonly string[]
  readonly acceptableCredentialsAfter?: readonly string[]
}

/** The corpus names a section by its whole header text, `services s`. */
export function toOperation({ operation, args }: Scenario): SharedFileOperation {
  const [section, ...rest] = (args.section ?? '').split(' ')
  const sectionName = rest.join(' ')
  const entries: KeyValue[] = (args.entries ?? []).map(([key, value]) => ({ key, value }))
  return {
    type: operation,
    ...args,
    entries,
    ...(sectionName === '' ? {} : { profile: sectionName, name: sectionName }),
    section: (section === '' ? 'profile' : section) as SectionKind,
  } as unknown as SharedFileOperation
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf8'))
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b)
}

function describe(outcome: EditOutcome): string {
  return outcome.ok ? asText(outcome.bytes) : `refused: ${outcome.error.code} (${outcome.error.message})`
}

/** What makes a scenario meaningless: it fails, rather than being compared with nothing. */
function defectOf(scenario: SingleScenario | PairScenario): string | undefined {
  if (!operations.has(scenario.operation)) return `the operation ${scenario.operation}, which is not known`
  const expectations = Object.keys(scenario).filter((key) => key.startsWith('expected'))
  return expectations.length > 0 ? undefined : 'a scenario without an expectation'
}

/** Whether a refusal is the expected one. Any refusal matches a code that this project does not have, and a note says so. */
function refusedAs(tally: Tally, id: string, expected: string, code: string | undefined): boolean {
  if (code === undefined || code === expected) return code === expected
  if ((errorCodes as readonly string[]).includes(expected)) return false
  tally.note(`the error code ${expected}: ${id} was refused with ${code}`)
  return true
}

/** Runs one scenario; one that cannot run counts as a failure, and the others still run. */
export function checkEdit(tally: Tally, folder: string, scenario: SingleScenario | PairScenario): void {
  const id = `edit ${scenario.id}`
  const defect = defectOf(scenario)
  if (defect !== undefined) {
    tally.fail(id, 'a scenario of the format', defect)
    return
  }
  tally.guard(id, () => {
    if ('pair' in scenario) checkPair(tally, folder, scenario)
    else checkSingle(tally, folder, scenario)
  })
}

function checkSingle(tally: Tally, folder: string, scenario: SingleScenario): void {
  const bytes = new Uint8Array(readFileSync(join(folder, scenario.file)))
  const outcome = editSharedFile(bytes, scenario.kind, toOperation(scenario))
  const id = `edit ${scenario.id}`
  const acceptable = (scenario.acceptable ?? []).map(bytesOf)
  const tolerated = outcome.ok && acceptable.some((text) => same(text, outcome.bytes))
  if (scenario.expectedError !== undefined) {
    const code = outcome.ok ? undefined : outcome.error.code
    if (tolerated || refusedAs(tally, id, scenario.expectedError, code)) tally.pass()
    else tally.fail(id, `refused: ${scenario.expectedError}`, describe(outcome))
    return
  }
  const base64 = scenario.expectedBase64After
  const expected =
    base64 === undefined
      ? bytesOf(scenario.expectedTextAfter ?? '')
      : new Uint8Array(Buffer.from(base64, 'base64'))
  const refusedAsAllowed = !outcome.ok && scenario.orRefuse !== undefined
  if ((outcome.ok && same(outcome.bytes, expected)) || tolerated || refusedAsAllowed) tally.pass()
  else tally.fail(id, asText(expected), describe(outcome))
}

function checkPair(tally: Tally, folder: string, scenario: PairScenario): void {
  const read = (file: SharedFileKind): Uint8Array =>
    new Uint8Array(readFileSync(join(folder, `${scenario.pair}.${file}.ini`)))
  const before = { config: read('config'), credentials: read('credentials') }
  const outcome = editPair(before, toOperation(scenario))
  const refused = [outcome.config, outcome.credentials].find((one) => one?.ok === false)
  const error = refused && !refused.ok ? refused.error.code : undefined
  const id = `edit ${scenario.id}`
  if (error !== undefined && scenario.orRefuse !== undefined) {
    tally.pass()
    return
  }
  if (scenario.expectedError !== undefined || error !== undefined) {
    if (scenario.expectedError !== undefined && refusedAs(tally, id, scenario.expectedError, error))
      tally.pass()
    else tally.fail(id, scenario.expectedError ?? 'an edit', error ?? 'an edit')
    return
  }
  const expected = { config: scenario.expectedConfigAfter, credentials: scenario.expectedCredentialsAfter }
  const acceptable = {
    config: scenario.acceptableConfigAfter,
    credentials: scenario.acceptableCredentialsAfter,
  }
  const wrong: string[] = []
  const wanted: string[] = []
  for (const file of ['config', 'credentials'] as const) {
    const edited = outcome[file]
    const after = edited?.ok ? edited.bytes : before[file]
    const texts = [expected[file], ...(acceptable[file] ?? [])].filter((text) => text !== undefined)
    const right =
      texts.length === 0 ? same(after, before[file]) : texts.some((text) => same(after, bytesOf(text)))
    if (right) continue
    wrong.push(`${file}: ${asText(after)}`)
    wanted.push(`${file}: ${JSON.stringify(texts[0] ?? 'unchanged')}`)
  }
  if (wrong.length === 0) tally.pass()
  else tally.fail(id, wanted.join('; '), wrong.join('; '))
}
