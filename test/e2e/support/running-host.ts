import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import type { HostLink } from '../../../shared/contract/host-link.ts'
import type { Reply } from '../../../shared/contract/index.ts'
import type { Home } from './home.ts'

/** The page of one running host. */
export interface RunningHost {
  readonly page: Page
  /** Address that the page was opened with; a code in it is used up. */
  readonly url: string
  /** Of the host, where it is a program of its own. */
  readonly pid?: number | undefined
  /** Calls the contract over the same way as the page, with the same rights. */
  call(method: string, input?: unknown): Promise<Reply<unknown>>
  /** Runs the `stackpass` command in the home of the host, by the same account. */
  command(...args: readonly string[]): Promise<string>
  /** Sets how the person at the host answers the next question about a program, wherever the host asks it. */
  answerNext(allow: boolean): Promise<void>
  /** What the host printed so far. */
  output(): string
  /** Uncaught exceptions, console errors and policy violations of the page, from its first moment. */
  problems(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** Collects what goes wrong on a page from now on. */
export function watchProblems(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return problems
}

/** Calls the contract by the link of the desktop app. */
export async function callPreload(page: Page, method: string, input: unknown): Promise<Reply<unknown>> {
  return page.evaluate(
    ([name, argument]) => (window as unknown as { stackpass: HostLink }).stackpass.call(name, argument),
    [method, input] as const,
  )
}

/** Runs the command of the app that lies in this folder; resolves with what it printed. */
export async function runCommand(app: string, home: Home, args: readonly string[]): Promise<string> {
  const entry = join(app, 'bin', 'stackpass.cjs')
  const options = { env: { ...home.env }, ...home.owner }
  return (await promisify(execFile)(process.execPath, [entry, ...args], options)).stdout
}
