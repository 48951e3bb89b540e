import type { CliContext } from '../context.ts'
import { buildProgram } from '../program/build-program.ts'
import { manPage } from './man-page.ts'
import { topics, topicText } from './topics.ts'

/** Prints a help topic, or with `man` the whole manual. False: it is neither, so it may be a command. */
export function printTopic(context: CliContext, name: string): boolean {
  const topic = topics.get(name)
  if (topic === undefined && name !== 'man') return false
  const program = (): string =>
    manPage(buildProgram({ context, end: () => Promise.resolve() }), context.version)
  context.terminal.out(topic === undefined ? program() : topicText(name, topic))
  return true
}
