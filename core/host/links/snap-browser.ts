import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram, programEnvironment } from '../../system/find-program.ts'

/**
 * A folder that the default browser can read, if it comes from a snap: such a browser sees no hidden folder and no
 * runtime folder. None for all other browsers.
 */
export async function snapBrowserFolders(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  if (!(await isFolder(join(home, 'snap')))) return []
  const [, snap] = /^([a-z0-9-]+)_[^/]+\.desktop\s*$/.exec(await defaultBrowser(env)) ?? []
  const folder = snap === undefined ? undefined : await snapFolder(home, snap)
  return folder === undefined ? [] : [folder]
}

/** The folder for us that a snap can read, if it is installed. Programs outside snaps can read it, too. */
export async function snapFolder(home: string, snap: string): Promise<string | undefined> {
  const common = join(home, 'snap', snap, 'common')
  return (await isFolder(common)) ? join(common, 'stackpass') : undefined
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Such as `firefox_firefox.desktop`; empty where it is unknown. */
async function defaultBrowser(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const program = findProgram('xdg-settings', env)
  if (program === undefined) return ''
  const options = { env: programEnvironment({ ...env }), timeout: 2_000 }
  return new Promise((resolve) =>
    execFile(program, ['get', 'default-web-browser'], options, (error, output) =>
      resolve(error ? '' : output),
    ),
  )
}
