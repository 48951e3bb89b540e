import { join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { foreignLimits } from '../../system/foreign-limits.ts'
import { foreignText, readForeignFile } from '../../system/read-foreign-file.ts'
import type { ChromiumBrowser } from '../ports.ts'
import { chromiumBrowsers, dataFolders } from './browsers.ts'
import type { Surroundings } from './start-aside.ts'

const namedAtMost = 8

/**
 * The folder of the browser's profile with a name, from the browser's own list, which is only read.
 * Errors: ConsoleUnavailable where there is none, or more than one.
 */
export async function chromiumDirectory(
  browser: ChromiumBrowser,
  profile: string,
  where: Surroundings,
): Promise<Result<string>> {
  const { label } = chromiumBrowsers[browser]
  const known = new Map<string, string>()
  for (const folder of dataFolders(browser, where)) {
    const read = await readForeignFile(join(folder, 'Local State'), { maxBytes: foreignLimits.browserState })
    if (read.kind === 'refused') {
      return fail('ConsoleUnavailable', `The profiles of ${label} cannot be read.`, {
        reason: read.message,
        remedy: 'Choose another browser for the group in Settings.',
      })
    }
    for (const [directory, name] of profilesIn(foreignText(read) ?? '')) known.set(directory, name)
    if (known.size > 0) break
  }
  const found = [...known].filter(([, name]) => name === profile).map(([directory]) => directory)
  const [directory] = found
  if (directory !== undefined && found.length === 1) return ok(directory)
  const names = [...new Set(known.values())]
  return fail(
    'ConsoleUnavailable',
    found.length > 1
      ? `${label} has ${found.length} profiles called ${profile}.`
      : `${label} has no profile called ${profile}.`,
    {
      reason:
        names.length === 0
          ? `No profile of ${label} was found on this computer.`
          : `Its profiles are ${names.slice(0, namedAtMost).join(', ')}${names.length > namedAtMost ? ` and ${names.length - namedAtMost} more` : ''}.`,
      remedy: 'Choose another one for the group in Settings, or rename it in the browser.',
    },
  )
}

/** Folder and name of each profile in the list of the browser; none if the list is damaged. */
function profilesIn(text: string): [string, string][] {
  let state: unknown
  try {
    state = JSON.parse(text)
  } catch {
    // Missing or damaged: no profile is known.
    return []
  }
  return Object.entries(fieldOf(fieldOf(state, 'profile'), 'info_cache') ?? {}).flatMap(
    ([directory, info]): [string, string][] => {
      const name = fieldOf(info, 'name')
      return typeof name === 'string' && isFolderName(directory) ? [[directory, name]] : []
    },
  )
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

/** It becomes an argument of the browser. */
const isFolderName = (name: string): boolean =>
  /^[^/\\\u0000-\u001F\u007F]{1,100}$/.test(name) && name !== '.' && name !== '..'
