import type { ParsedInput } from '../../shared/contract/index.ts'
import { listProfiles } from '../features/profiles/list.ts'
import { quickKnown, type QuickContext } from './quick-known.ts'

/** Up to this size of both files together, settings are checked by default: about a thousand profiles, some 10 ms. */
const smallFiles = 256 * 1024

/**
 * The handler of `profiles.list` for the quick core. Unless the input says so, looks for problems of single settings
 * only in small files.
 */
export async function quickList(context: QuickContext, input: ParsedInput<'profiles.list'>) {
  const view = await context.aws.view()
  const size = (view.config.bytes?.length ?? 0) + (view.credentials.bytes?.length ?? 0)
  const { problems = size <= smallFiles } = input
  // Checked once: reading three megabytes again only to find them unchanged would take as long as the table.
  const aws = { ...context.aws, view: () => Promise.resolve(view) }
  return listProfiles({ ...context, aws, ...quickKnown({ ...context, aws }) }, { ...input, problems })
}
