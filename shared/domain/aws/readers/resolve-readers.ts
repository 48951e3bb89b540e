import { type Answer, isFailure } from './answer.ts'
import { readAsBotocore } from './botocore/read.ts'
import { readAsGo } from './go/read.ts'
import { readAsJs } from './js/read.ts'
import { type PulumiAnswer, readAsPulumi, readAsTerraform } from './pulumi.ts'
import type { ReaderInput, ReaderName, ReaderResult } from './types.ts'
import { whyOf } from './why.ts'

function resultOf(answer: Answer): ReaderResult {
  const why = whyOf(answer)
  if (isFailure(answer)) return { works: false, source: 'none', chain: [], error: answer.error, why }
  const { keys, ...known } = answer
  return { works: known.waitsFor === undefined ? true : 'unknown', ...known, why }
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

/** What each program does with the profile and the environment: one answer for each, from the same files. */
export function resolveReaders(input: ReaderInput): Readonly<Record<ReaderName, ReaderResult>> {
  return {
    awsCli: resultOf(readAsBotocore(input)),
    jsSdk: resultOf(readAsJs(input)),
    goSdk: resultOf(readAsGo(input)),
    terraform: resultOf(readAsTerraform(input)),
    pulumi: pulumiResult(readAsPulumi(input)),
  }
}
