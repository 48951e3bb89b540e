import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { programReplaced, watchProgram } from '../../system/program-replaced.ts'

const here = import.meta.url
const isReplaced = watchProgram(fileURLToPath(here))

/** The entries of our threads. Each is a separate file in every product. */
export type WorkerEntry = 'walk-worker' | 'read-worker'

/**
 * No project needs more, and a file that does ends its thread, not the process. Short-lived objects are
 * collected early: with the default, a single thread holds some 10 MB more.
 */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 4 }

/** From the source, as tests run it: this version of Node does not read TypeScript by itself, and tsx does it for `require`. */
function fromSource(entry: WorkerEntry): Worker {
  const tsx = createRequire(here).resolve('tsx/cjs/api')
  const file = fileURLToPath(new URL(`./${entry}.ts`, here))
  const text = `require(${JSON.stringify(tsx)}).require(${JSON.stringify(file)}, ${JSON.stringify(file)})`
  return new Worker(text, { eval: true, execArgv: [], resourceLimits })
}

/** Starts a thread. Throws where its file is missing, or belongs to another version than this process. */
export function startWorker(entry: WorkerEntry): Worker {
  if (here.endsWith('.ts')) return fromSource(entry)
  if (isReplaced()) throw programReplaced()
  // Beside a bundle, or above it if this code went into one of its chunks.
  const places = ['cjs', 'js', 'mjs'].flatMap((ending) => [`./${entry}.${ending}`, `../${entry}.${ending}`])
  const file = places.map((place) => new URL(place, here)).find((url) => existsSync(fileURLToPath(url)))
  if (file === undefined) throw new Error('The file of the threads is missing next to this bundle.')
  return new Worker(file, { execArgv: [], resourceLimits })
}
