import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { serializeSharedFile } from '../../shared/domain/aws/serialize.ts'
import type { SharedFileKind } from '../../shared/domain/aws/types.ts'
import { checkEdit } from './aws-edits.ts'
import type { PairScenario, SingleScenario } from './aws-edits.ts'
import { checkLenses, checkMerged, readJson } from './aws-lenses.ts'
import { asText, newTally } from './aws-result.ts'
import type { CorpusResult, Tally } from './aws-result.ts'
import { checkUpstream } from './aws-upstream.ts'

interface Manifest {
  readonly files?: readonly {
    readonly name: string
    readonly kind: SharedFileKind
    readonly sha256?: string
  }[]
  readonly pairs?: readonly { readonly name: string; readonly config: string; readonly credentials: string }[]
}

interface EditsFile {
  readonly single?: readonly SingleScenario[]
  readonly pair?: readonly PairScenario[]
}

function kindOf(name: string): SharedFileKind {
  return name.startsWith('cred') || name.endsWith('.credentials') ? 'credentials' : 'config'
}

function checkLossless(tally: Tally, name: string, bytes: Uint8Array, kind: SharedFileKind): void {
  const again = serializeSharedFile(parseSharedFile(bytes, kind))
  if (Buffer.from(again).equals(bytes)) tally.pass()
  else tally.fail(`lossless ${name}`, asText(bytes), asText(again))
}

function checkFiles(tally: Tally, folder: string): void {
  const manifestPath = join(folder, 'MANIFEST.json')
  const manifest: Manifest = existsSync(manifestPath) ? (readJson(manifestPath) as Manifest) : {}
  if (!existsSync(manifestPath))
    tally.note('files/MANIFEST.json is missing: every .ini file is taken, its kind from its name')
  const listed = new Map((manifest.files ?? []).map((file) => [file.name, file]))
  const present = readdirSync(folder).filter((name) => name.endsWith('.ini'))
  for (const name of listed.keys())
    if (!present.includes(`${name}.ini`)) tally.fail(`file ${name}`, `${name}.ini`, 'missing')
  for (const file of present) {
    const name = file.slice(0, -4)
    const entry = listed.get(name)
    const kind = entry?.kind ?? kindOf(name)
    tally.guard(`file ${name}`, () => {
      const bytes = new Uint8Array(readFileSync(join(folder, file)))
      if (entry?.sha256 !== undefined) {
        tally.check(`bytes ${name}`, entry.sha256, createHash('sha256').update(bytes).digest('hex'))
      }
      checkLossless(tally, name, bytes, kind)
      checkLenses(tally, folder, name, bytes, kind)
    })
  }
  for (const pair of manifest.pairs ?? []) {
    tally.guard(`pair ${pair.name}`, () => {
      const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)))
      checkMerged(tally, folder, pair.name, read(pair.config), read(pair.credentials))
    })
  }
}

/**
 * Runs a folder in the format of the AWS corpus: every file round-trips byte for byte, both lenses agree with their judges,
 * every edit gives the expected bytes, and the upstream vectors pass if the folder has them.
 */
export async function runAwsCorpus(dir: string): Promise<CorpusResult> {
  const tally = newTally()
  const files = join(dir, 'files')
  if (existsSync(files)) tally.guard('files/MANIFEST.json', () => checkFiles(tally, files))
  else tally.note('files/ is missing: no file is checked')
  const edits = join(dir, 'edits.json')
  if (existsSync(edits)) {
    tally.guard('edits.json', () => {
      const { single = [], pair = [], ...others } = readJson(edits) as EditsFile
      for (const scenario of [...single, ...pair]) checkEdit(tally, files, scenario)
      for (const group of Object.keys(others))
        tally.fail(
          `edits.json ${group}`,
          'single or pair',
          'a group of scenarios that the format does not have',
        )
    })
  } else tally.note('edits.json is missing: no edit is checked')
  const upstream = join(dir, 'upstream')
  if (existsSync(upstream)) tally.guard('upstream/', () => checkUpstream(tally, upstream))
  else tally.note('upstream/ is missing: the SDKs’ own vectors are not checked')
  return tally.result()
}
