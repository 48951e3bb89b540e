import { ok, type Result } from '../../../result.ts'
import { parseText } from '../tree/parse-file.ts'
import type { ParsedFile } from '../tree/types.ts'
import { applyChanges, unedited, type Change, type EditedText } from './changes.ts'
import { contextOf, type EditContext } from './context.ts'

export type Step = Result<undefined>
export const done: Step = ok(undefined)

/** Stack files hold values directly under `config`; project files may hold them under `value:`. */
export type FileLayout = 'stack' | 'project'

/** A file during an edit: each applied change is parsed again, so that the next one sees true ranges. */
export interface Session {
  readonly layout: FileLayout
  readonly context: EditContext
  readonly edited: EditedText
  readonly apply: (changes: readonly Change[]) => Step
}

/** Opens a session on a parsed file. `apply` fails when a change would leave a file that does not parse. */
export function openSession(file: ParsedFile, layout: FileLayout, stack?: string): Session {
  let context = contextOf(file, stack)
  let edited = unedited(file.text)
  return {
    layout,
    get context() {
      return context
    },
    get edited() {
      return edited
    },
    apply(changes) {
      const real = changes.filter((change) => edited.text.slice(change.start, change.end) !== change.insert)
      if (real.length === 0) return done
      const next = applyChanges(edited, real)
      const parsed = parseText(next.text, file.format, file.markBytes)
      if (!parsed.ok) return parsed
      edited = next
      context = contextOf(parsed.value, stack)
      return done
    },
  }
}
