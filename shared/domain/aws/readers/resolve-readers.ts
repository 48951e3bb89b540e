import { type Answer, isFailure } from './answer.ts'
import { readAsBotocore } from './botocore/read.ts'
import { readAsGo } from './go/read.ts'
import { readAsJs } from './js/read.ts'
import { type PulumiAnswer, readAsPulumi, readAsTerraform } from './pulumi.ts'
import { type ReaderInput, type ReaderName, type ReaderResult, readerNames } from './types.ts'
import { whyOf } from './why.ts'

function resultOf(answer: Answer): ReaderResult {
  const why = whyOf(answer)
  if (isFailure(answer) && answer.error === 'chain-too-long')
    return { works: 'unknown', source: 'none', chain: [], waitsFor: 'chain', why }
  if (isFailure(answer)) return { works: false, source: 'none', chain: [], error: answer.error, why }
  const { keys, hops, ...known } = answer
  const works = known.waitsFor === undefined ? true : 'unknown'
  return { works, ...known, ...(keys !== undefined && { keyId: keys.id }), why }
}

function identityOf({ source, chain, base, role }: ReaderResult): NonNullable<ReaderResult['checkedAs']> {
  return { source, chain, ...(base !== undefined && { base }), ...(role !== undefined && { role }) }
}

function pulumiResult({ answer, step, checked }: PulumiAnswer): ReaderResult {
  const result = resultOf(answer)
  if (step !== undefined) return { ...result, step }
  if (result.works === false) return result
  const before = identityOf(resultOf(checked))
  const isSame = JSON.stringify(before) === JSON.stringify(identityOf(result))
  return isSame ? result : { ...result, checkedAs: before }
}

export interface ReaderAnswer {
  readonly answer: Answer
  /** Pulumi: the result of its own check. */
  readonly checked?: Answer
}

const readers: Readonly<Record<ReaderName, (input: ReaderInput) => ReaderAnswer>> = {
  awsCli: (input) => ({ answer: readAsBotocore(input) }),
  jsSdk: (input) => ({ answer: readAsJs(input) }),
  goSdk: (input) => ({ answer: readAsGo(input) }),
  terraform: (input) => ({ answer: readAsTerraform(input) }),
  pulumi: readAsPulumi,
}

/** One program's answer with the keys that it hands out, as far as `outcomes` kept them. */
export function readAs(reader: ReaderName, input: ReaderInput): ReaderAnswer {
  return readers[reader](input)
}

const programs: Readonly<Record<ReaderName, (input: ReaderInput) => ReaderResult>> = {
  awsCli: (input) => resultOf(readAsBotocore(input)),
  jsSdk: (input) => resultOf(readAsJs(input)),
  goSdk: (input) => resultOf(readAsGo(input)),
  terraform: (input) => resultOf(readAsTerraform(input)),
  pulumi: (input) => pulumiResult(readAsPulumi(input)),
}

/** What each program does with the profile and the environment, or some of them: one answer for each, from the same files. */
export function resolveReaders<R extends ReaderName = ReaderName>(
  input: ReaderInput,
  readers: readonly R[] = readerNames as readonly ReaderName[] as readonly R[],
): Readonly<Record<R, ReaderResult>> {
  return Object.fromEntries(readers.map((reader) => [reader, programs[reader](input)])) as Record<
    R,
    ReaderResult
  >
}
