import { createHash } from 'node:crypto'
import { isAbsolute, join } from 'node:path'
import { pathOfNamedFile } from '../../../shared/domain/aws/readers/paths.ts'
import type { FileState } from '../../../shared/domain/aws/readers/types.ts'
import { effectiveConfig } from '../../../shared/domain/pulumi/identity/effective-config.ts'
import { sharedFileOptions } from '../../../shared/domain/pulumi/identity/reader-question.ts'
import { stateOfRead } from '../../aws/reader-input.ts'
import { pooledDisk } from '../../stacks/disk.ts'
import type { LoadedProject } from '../../stacks/load-project.ts'
import { jsonObject, textOf } from '../../../shared/domain/text/json-object.ts'
import type { RefusedRenewals } from '../../sessions/refused-renewals.ts'
import { programFolder } from '../../stacks/program-folder.ts'
import { foreignLimits } from '../../system/foreign-limits.ts'
import { tokenFolders, type LookedAt } from './readers.ts'

/** How many tokens of sign-ins are looked at; people have a handful. */
const mostTokens = 100
/** Shared files that stacks name themselves. */
const mostFiles = 200

type Named = readonly [path: string, state: FileState]

const readState = async (path: string, maxBytes: number): Promise<FileState> =>
  stateOfRead(await pooledDisk.read(path, { maxBytes }))

/** Undefined where we may not read the folder, or it holds more than the limit. */
async function tokensIn(folder: string): Promise<Named[] | undefined> {
  const entries = await pooledDisk.list(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error
    // Nobody has signed in. Anything else: the readers say that a file was not looked at.
    return error.code === 'ENOENT' || error.code === 'ENOTDIR' ? [] : undefined
  })
  const names = entries?.map(({ name }) => name).filter((name) => name.endsWith('.json'))
  if (names === undefined || names.length > mostTokens) return undefined
  return Promise.all(
    names.map(async (name): Promise<Named> => {
      const path = join(folder, name)
      return [path, await readState(path, foreignLimits.tokenCache)]
    }),
  )
}

/** The shared files that stacks of the projects name instead of those in `~/.aws`. */
function namedFiles(
  projects: readonly LoadedProject[],
  homeDir: string,
  env: NodeJS.ProcessEnv,
): Set<string> {
  const paths = new Set<string>()
  const variables = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const environment = new Map(variables)
  for (const { found, stacks } of projects) {
    for (const { content } of stacks) {
      const { config, credentials } = sharedFileOptions(effectiveConfig(content.file, found.content))
      for (const path of [...config, ...credentials]) {
        if (paths.size >= mostFiles) return paths
        paths.add(
          pathOfNamedFile(path, { environment, home: homeDir, workingDirectory: programFolder(found) }),
        )
      }
    }
  }
  return paths
}

const withSlashes = (path: string): string => path.replaceAll('\\', '/')

/** Changes whenever an answer of the readers may: with the files' contents, and with the sign-ins that have ended by now. */
function signatureOf(files: ReadonlyMap<string, FileState>, now: number): string {
  const parts = [...files].map(([path, state]) => {
    if (!(state instanceof Uint8Array)) return [path, state ?? null]
    const ends =
      Buffer.from(state)
        .toString('utf8')
        .match(/(?<="expiresAt"\s{0,9}:\s{0,9}")[^"]{1,40}/g) ?? []
    return [
      path,
      createHash('sha1').update(state).digest('hex'),
      ends.filter((end) => Date.parse(end) <= now).length,
    ]
  })
  return JSON.stringify(parts)
}

/** Whether AWS has refused to renew the sign-in in this file: no tool can renew it, whatever it holds. */
async function isOver(state: FileState, refused: Pick<RefusedRenewals, 'has'>): Promise<boolean> {
  if (!(state instanceof Uint8Array)) return false
  const token = textOf(jsonObject(Buffer.from(state).toString('utf8')), 'refreshToken')
  return token !== undefined && refused.has(token)
}

/**
 * Looks at what the readers may ask for beside the two shared files: tokens of sign-ins, the token file of a web identity, and
 * the files that stacks of the projects name instead of those in `~/.aws`. `tokenFiles`: those that profiles name.
 */
export async function lookAt(
  projects: readonly LoadedProject[],
  homeDir: string,
  env: NodeJS.ProcessEnv,
  now: number,
  {
    refused,
    tokenFiles = [],
  }: { readonly refused: Pick<RefusedRenewals, 'has'>; readonly tokenFiles?: readonly string[] },
): Promise<LookedAt> {
  const folders = await Promise.all(
    tokenFolders(homeDir, env).map(async (folder) => ({ folder, tokens: await tokensIn(folder) })),
  )
  const others: [string, number][] = [...namedFiles(projects, homeDir, env)].map((path) => [
    path,
    foreignLimits.sharedFile,
  ])
  const tokens = new Set([env['AWS_WEB_IDENTITY_TOKEN_FILE'] ?? '', ...tokenFiles].filter(isAbsolute))
  for (const token of [...tokens].slice(0, mostTokens)) others.push([token, foreignLimits.token])
  const read = await Promise.all(
    others.map(async ([path, limit]): Promise<Named> => [path, await readState(path, limit)]),
  )
  const all = [...folders.flatMap(({ tokens }) => tokens ?? []), ...read]
  const files = new Map(all.map(([path, state]) => [withSlashes(path), state]))
  const over = new Set<string>()
  for (const [path, state] of all) if (await isOver(state, refused)) over.add(withSlashes(path))
  const whole = folders
    .filter(({ tokens }) => tokens !== undefined)
    .map(({ folder }) => `${withSlashes(folder)}/`)
  return {
    signature: JSON.stringify([signatureOf(files, now), [...over].sort()]),
    isRefused: (path) => over.has(withSlashes(path)),
    file(asked) {
      const path = withSlashes(asked)
      if (files.has(path)) return files.get(path)
      return whole.some((folder) => path.startsWith(folder)) ? 'missing' : undefined
    },
  }
}
