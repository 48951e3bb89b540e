import { realpath } from 'node:fs/promises'
import { fail, type Result } from '../../../shared/result.ts'
import { nodeFilePort } from '../../system/node-file-port.ts'
import { isInside } from '../../system/read-foreign-file.ts'
import { asResult } from '../../system/read-user-file.ts'
import { resolvePath } from '../../system/resolve-path.ts'
import { shownPath } from '../../system/shown-path.ts'

/** The real path of a project's file, when that is outside of the project's folder: undefined inside. */
export async function placeOutside(folder: string, path: string): Promise<Result<string | undefined>> {
  return asResult(path, async () => {
    const [root, { realPath }] = await Promise.all([realpath(folder), resolvePath(nodeFilePort, path, path)])
    return { ok: true, value: isInside(realPath, root) ? undefined : realPath }
  })
}

const namedAtMost = 3

/**
 * The error that stops a write outside a project until that is confirmed separately. `places`: real paths by the paths
 * that the project has for them.
 */
export function leavesProject(places: ReadonlyMap<string, string>, homeDir: string): ReturnType<typeof fail> {
  const [[path = '', realPath = ''] = []] = places
  const named = [...places]
    .slice(0, namedAtMost)
    .map(([from, to]) => `${shownPath(from, homeDir)} is really ${shownPath(to, homeDir)}`)
  const more = places.size > namedAtMost ? `, and ${places.size - namedAtMost} more lie elsewhere` : ''
  return fail('FileOutside', `${named.join('; ')}${more}: outside the project.`, {
    reason:
      'It is a link, or the project keeps its stack files elsewhere (stackConfigDir), so the change would be written there.',
    remedy: 'Look at that file first. Confirm that it may be changed; in the command, with --follow-links.',
    path: shownPath(path, homeDir),
    details: { realPath, files: places.size },
  })
}

/** The name of a file outside its project, wherever a change of it is shown. */
export function labelOutside(path: string, realPath: string, homeDir: string): string {
  return `${shownPath(path, homeDir)} → ${shownPath(realPath, homeDir)}`
}
