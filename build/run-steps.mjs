// Runs steps (build/steps.mjs): those that need one core in parallel, the others alone.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/**
 * @typedef {import('./steps.mjs').Step} Step
 * @typedef {{ readonly step: Step, readonly code: number, readonly output: string, readonly seconds: number }} Ended
 * @typedef {{
 *   readonly cwd: string,
 *   readonly env: NodeJS.ProcessEnv,
 *   readonly print: (text: string) => void,
 *   readonly cores?: number,
 * }} Running
 */

/** Runs one step; `show` gets its output as it arrives. @param {Step} step @param {Running} running @param {Running['print']} show @returns {Promise<Ended>} */
function runStep(step, { cwd, env }, show) {
  const started = performance.now()
  const [command = '', ...args] = step.command
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env,
    })
    let output = ''
    /** @param {number} code */
    const end = (code) => resolve({ step, code, output, seconds: (performance.now() - started) / 1000 })
    for (const from of [child.stdout, child.stderr])
      from.setEncoding('utf8').on('data', (text) => {
        output += text
        show(text)
      })
    child.once('error', (error) => {
      output += `\n${error.message}`
      end(127)
    })
    child.once('close', (code) => end(code ?? 1))
  })
}

/** @param {readonly Step[]} steps  in the order in which they may start */
function startable(steps, /** @type {ReadonlySet<string>} */ unfinished, /** @type {boolean} */ isIdle) {
  for (const step of steps) {
    if (step.beside !== true) return isIdle ? step : undefined
    if (!(step.after ?? []).some((name) => unfinished.has(name))) return step
  }
  return undefined
}

/**
 * Runs steps in order. Neighbouring steps marked `beside` run in parallel, at most two at once, and the output of each
 * appears in one piece when it ends. A step that runs alone shows its output as it arrives. Calls `onEnd` for each step.
 * @param {readonly Step[]} steps @param {Running} running @param {(ended: Ended) => Promise<void>} onEnd
 */
export async function runSteps(steps, running, onEnd) {
  const atOnce = Math.min(2, running.cores ?? availableParallelism())
  const waiting = [...steps]
  const unfinished = new Set(steps.map(({ name }) => name))
  /** @type {Map<Step, Promise<Ended>>} */
  const going = new Map()
  while (unfinished.size > 0) {
    const step = going.size < atOnce ? startable(waiting, unfinished, going.size === 0) : undefined
    if (step !== undefined) {
      waiting.splice(waiting.indexOf(step), 1)
      if (step.beside !== true) running.print(`\n=== ${step.name} ===\n`)
      going.set(step, runStep(step, running, step.beside === true ? () => {} : running.print))
      if (step.beside === true) continue
    }
    if (going.size === 0) throw new Error(`${waiting[0]?.name} stands before the step that it waits for`)
    const ended = await Promise.race(going.values())
    going.delete(ended.step)
    unfinished.delete(ended.step.name)
    if (ended.step.beside === true) running.print(`\n=== ${ended.step.name} ===\n${ended.output}`)
    await onEnd(ended)
  }
}
