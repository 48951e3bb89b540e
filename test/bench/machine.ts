import { availableParallelism, cpus, release, totalmem, type } from 'node:os'

/** What the numbers were measured on; nothing that names the machine or its user. */
export interface Machine {
  readonly system: string
  readonly processor: string
  readonly cores: number
  readonly memoryGb: number
  readonly node: string
}

export function describeMachine(): Machine {
  return {
    system: `${type()} ${release().split('-')[0]}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  }
}
