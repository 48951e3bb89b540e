import { fail, ok, type Result } from '../../result.ts'
import { PatternError, PatternReader, refuse, type Has, type Node } from './pattern-reader.ts'

/**
 * Regular expressions whose time for each match is bounded by length of text times length of pattern: follows all ways through
 * the pattern side by side, so it tries nothing twice. Therefore no back-references, look-around, word borders or
 * lazy repetitions.
 */
export interface LinearPattern {
  /** The longest of the matches that begin first, at `from` or later; never an empty one. */
  find(text: string, from: number): { readonly start: number; readonly end: number } | undefined
}

type Step =
  | { readonly op: 'one'; readonly has: Has; readonly next: number }
  | { readonly op: 'start' | 'end'; readonly next: number }
  | { readonly op: 'fork'; readonly ways: readonly number[] }
  | { readonly op: 'done' }

const mostSteps = 400

/** Compiles a pattern into steps; each is put before the one that follows it, so `next` is known. */
function layOut(root: Node): { steps: readonly Step[]; first: number } {
  const steps: Step[] = [{ op: 'done' }]
  const add = (step: Step): number => {
    if (steps.length >= mostSteps) refuse('it is too long with all its repetitions')
    return steps.push(step) - 1
  }
  const lay = (node: Node, next: number): number => {
    switch (node.kind) {
      case 'one':
        return add({ op: 'one', has: node.has, next })
      case 'start':
      case 'end':
        return add({ op: node.kind, next })
      case 'all':
        return node.parts.reduceRight((after, part) => lay(part, after), next)
      case 'any':
        return add({ op: 'fork', ways: node.parts.map((part) => lay(part, next)) })
      case 'repeat': {
        let after = next
        if (node.most === Infinity) {
          const ways: number[] = []
          after = add({ op: 'fork', ways })
          ways.push(lay(node.part, after), next)
        } else {
          for (let more = node.least; more < node.most; more += 1)
            after = add({ op: 'fork', ways: [lay(node.part, after), next] })
        }
        for (let count = 0; count < node.least; count += 1) after = lay(node.part, after)
        return after
      }
    }
  }
  const first = lay(root, 0)
  return { steps, first }
}

interface Way {
  readonly step: number
  /** Where the text begins that it has matched so far. */
  readonly start: number
}

function search(
  steps: readonly Step[],
  first: number,
  text: string,
  from: number,
): { start: number; end: number } | undefined {
  let ways: Way[] = []
  let best: { start: number; end: number } | undefined
  for (let at = from; ;) {
    const seen = new Set<number>()
    const ready: Way[] = []
    // Ways come in the order of their beginnings, so the first to reach a step is the one that counts.
    const waiting = best === undefined ? [...ways, { step: first, start: at }] : ways
    for (const way of waiting) {
      const open = [way.step]
      for (let index = open.pop(); index !== undefined; index = open.pop()) {
        if (seen.has(index)) continue
        seen.add(index)
        const step = steps[index]!
        if (step.op === 'fork') open.push(...step.ways)
        else if (step.op === 'start' || step.op === 'end') {
          if (at === (step.op === 'start' ? 0 : text.length)) open.push(step.next)
        } else if (step.op === 'one') ready.push({ step: index, start: way.start })
        else if (step.op === 'done' && at > way.start && (best === undefined || way.start <= best.start))
          best = { start: way.start, end: at }
      }
    }
    if (at >= text.length) return best
    const character = String.fromCodePoint(text.codePointAt(at)!)
    at += character.length
    ways = ready.flatMap(({ step, start }) => {
      const found = steps[step]!
      if (found.op !== 'one' || (best !== undefined && start > best.start)) return []
      return found.has(character) ? [{ step: found.next, start }] : []
    })
    if (ways.length === 0 && best !== undefined) return best
  }
}

/** Reads a pattern. Fails with TemplateInvalid, which says what is not supported. */
export function linearPattern(source: string, ignoreCase: boolean): Result<LinearPattern> {
  try {
    const { steps, first } = layOut(new PatternReader(source, ignoreCase).whole())
    return ok({ find: (text, from) => search(steps, first, text, from) })
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    return fail('TemplateInvalid', `The pattern /${source}/ cannot be used.`, {
      reason: `In it, ${error.message}.`,
      remedy:
        'Use characters, ., [a-z], \\d, \\w, \\s, ^, $, groups, | and the repetitions * + ? {2,3}; the longest match is cut.',
    })
  }
}
