import { type SmithySections, smithyView, survivesMerge } from '../../lenses/smithy.ts'
import { jsPaths } from '../paths.ts'
import type { ReaderInput } from '../types.ts'

export interface JsFiles {
  /** Both files, the credentials file wins key by key. Empty values are not there. */
  readonly merged: SmithySections
  readonly credentials: SmithySections
  readonly ssoSessions: SmithySections
}

const empty = new Uint8Array()

/** Both files as the JS SDK reads them: what it cannot read is an empty file. */
export function readJsFiles(input: ReaderInput): JsFiles | 'unknown' {
  const paths = jsPaths(input)
  const states = [input.file(paths.config), input.file(paths.credentials)]
  if (states.includes(undefined)) return 'unknown'
  const [configBytes = empty, credentialsBytes = empty] = states.map((state) =>
    state instanceof Uint8Array ? state : empty,
  )
  const config = smithyView(configBytes, 'config')
  const credentials = smithyView(credentialsBytes, 'credentials')
  const merged = new Map([...config.profiles].filter(([name]) => survivesMerge(name)))
  for (const [name, settings] of credentials.profiles) {
    merged.set(name, new Map([...(merged.get(name) ?? []), ...settings]))
  }
  return { merged, credentials: credentials.profiles, ssoSessions: config.ssoSessions }
}
