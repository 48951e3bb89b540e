import { fail, ok, type Result } from '../../../result.ts'
import { writeString } from '../scalar/write.ts'
import type { PairNode } from '../tree/types.ts'
import type { Change } from './changes.ts'
import { configMap } from './config-key.ts'
import type { EditContext } from './context.ts'
import type { Intent } from './intent.ts'
import type { Session } from './session.ts'

/** Rewrites the text of a key and keeps its quotes. */
export function renameChange(pair: PairNode, to: string, context: EditContext): Change {
  const { key } = pair
  const insert = context.file.format === 'json' ? JSON.stringify(to) : writeString(to, key.style)
  return { start: key.start, end: key.end, insert }
}

/** Renames a key of `config`, spelt exactly as in the file. Errors: DuplicateConfigKey when the new name exists. */
export function renameConfigKey(session: Session, from: string, to: string): Result<readonly Intent[]> {
  const map = configMap(session.context)
  const pair = map?.pairs.find((candidate) => candidate.key.value === from)
  if (!pair || from === to) return ok([])
  if (map?.pairs.some((candidate) => candidate.key.value === to)) {
    return fail('DuplicateConfigKey', `${to} is in the file already.`, {
      reason: 'The new key would appear twice.',
      remedy: `Remove ${from} or ${to}.`,
    })
  }
  const step = session.apply([renameChange(pair, to, session.context)])
  return step.ok ? ok([{ kind: 'rename', path: ['config', from], to }]) : step
}
